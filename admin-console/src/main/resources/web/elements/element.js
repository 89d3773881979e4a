import { LitElement } from '../app/lit.js';

/**
 * What elements and screens of the console extend. They render into the page itself and not into a shadow tree: labels, ids and the
 * one style sheet reach everywhere.
 */
export class ClienteleElement extends LitElement {
  createRenderRoot() {
    return this;
  }

  /** A class field is a plain property, which hides that of Lit, and whose changes nobody would see: hand its value on. */
  connectedCallback() {
    for (const name of this.constructor.elementProperties.keys()) {
      if (Object.hasOwn(this, name)) {
        const value = this[name];
        delete this[name];
        this[name] = value;
      }
    }
    super.connectedCallback();
  }
}

let last = 0;

/** An id that no other element has. */
export const uniqueId = (prefix) => `${prefix}-${++last}`;
