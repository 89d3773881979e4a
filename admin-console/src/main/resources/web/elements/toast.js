import { t } from '../app/i18n.js';
import { html, nothing, repeat } from '../app/lit.js';
import { Observable, observe } from '../app/observe.js';
import { ClienteleElement } from './element.js';

const SHOWN_MILLIS = 6_000;
const UNDO_MILLIS = 10_000;

const shown = new (class extends Observable {
  items = [];
})();

/**
 * Tells something in passing. With `undo` there is a button for ten seconds.
 *
 * @param {string} text
 * @param {{undo?: () => void, kind?: 'info' | 'error'}} [options]
 */
export function toast(text, { undo, kind = 'info' } = {}) {
  const one = { text, undo, kind };
  shown.items = [...shown.items, one];
  shown.changed();
  setTimeout(() => remove(one), undo ? UNDO_MILLIS : SHOWN_MILLIS);
}

/** Tells what did not work. @param {Error} error */
export const toastError = (error) =>
  toast(error.code === 'offline' ? t('app.error.offline') : (error.detail ?? error.title ?? error.message), { kind: 'error' });

function remove(one) {
  shown.items = shown.items.filter((each) => each !== one);
  shown.changed();
}

class Toasts extends ClienteleElement {
  constructor() {
    super();
    observe(this, shown);
  }

  render() {
    return html`<div class="toasts" role="status">
      ${repeat(shown.items, (each) => each, (each) => this.#toast(each))}
    </div>`;
  }

  #toast(one) {
    const undo = () => {
      remove(one);
      one.undo();
    };
    return html`<div class="toast ${one.kind}">
      <span>${one.text}</span>
      ${one.undo ? html`<button type="button" class="button quiet" @click=${undo}>${t('app.undo')}</button>` : nothing}
      <button type="button" class="button icon" aria-label=${t('app.dismiss')} @click=${() => remove(one)}>×</button>
    </div>`;
  }
}

customElements.define('c-toasts', Toasts);
