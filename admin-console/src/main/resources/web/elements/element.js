import { LitElement } from '../app/lit.js';

/**
 * What elements and screens of the console extend. They render into the page itself and not into a shadow tree: labels, ids and the
 * one style sheet reach everywhere.
 */
export class ClienteleElement extends LitElement {
  createRenderRoot() {
    return this;
  }
}

let last = 0;

/** An id that no other element has. */
export const uniqueId = (prefix) => `${prefix}-${++last}`;
