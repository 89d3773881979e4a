import { t } from '../app/i18n.js';
import { createRef, html, nothing, ref, repeat } from '../app/lit.js';
import { Observable, observe } from '../app/observe.js';
import { ClienteleElement, uniqueId } from './element.js';

const open = new (class extends Observable {
  items = [];
})();

/**
 * Opens a modal dialog, and resolves when it is closed: with what `close` was given, or undefined after Esc.
 *
 * @param {string} title
 * @param {(close: (value?: unknown) => void) => unknown} content a template; an element in it keeps the state
 * @param {{wide?: boolean}} [options]
 */
export function openDialog(title, content, { wide = false } = {}) {
  return new Promise((resolve) => {
    const one = { id: uniqueId('dialog'), title, content, wide };
    one.close = (value) => {
      open.items = open.items.filter((each) => each !== one);
      open.changed();
      resolve(value);
    };
    open.items = [...open.items, one];
    open.changed();
  });
}

/**
 * Asks whether to go on. With `typed` the user has to write that word.
 *
 * @param {{title: string, text: unknown, confirm: string, danger?: boolean, typed?: string}} question `text` may be a template
 * @returns {Promise<boolean>}
 */
export async function confirm({ title, text, confirm: yes, danger = false, typed }) {
  const answer = await openDialog(
    title,
    (close) => html`<c-confirm .text=${text} .yes=${yes} .danger=${danger} .typed=${typed} .close=${close}></c-confirm>`,
  );
  return answer === true;
}

class Confirm extends ClienteleElement {
  static properties = {
    text: { attribute: false },
    yes: { attribute: false },
    danger: { attribute: false },
    typed: { attribute: false },
    close: { attribute: false },
    written: { state: true },
  };

  written = '';

  render() {
    const id = 'confirm-typed';
    return html`<form method="dialog" @submit=${this.#submit}>
      <div>${this.text}</div>
      ${this.typed
        ? html`<div class="field"><label for=${id}>${t('app.type-to-confirm', { word: this.typed })}</label>
            <input id=${id} autocomplete="off" @input=${(event) => (this.written = event.target.value)}></div>`
        : nothing}
      <div class="actions">
        <button type="button" class="button" @click=${() => this.close(false)}>${t('app.cancel')}</button>
        <button class="button ${this.danger ? 'danger' : 'primary'}"
          ?disabled=${this.typed && this.written.trim() !== this.typed}>${this.yes}</button>
      </div>
    </form>`;
  }

  #submit(event) {
    event.preventDefault();
    this.close(true);
  }
}

customElements.define('c-confirm', Confirm);

class Modal extends ClienteleElement {
  static properties = { one: { attribute: false } };

  #dialog = createRef();
  #opener = document.activeElement;

  firstUpdated() {
    this.#dialog.value.showModal();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#opener?.focus?.();
  }

  render() {
    const { id, title, content, close, wide } = this.one;
    return html`<dialog ${ref(this.#dialog)} class=${wide ? 'wide' : ''} aria-labelledby=${id}
      @cancel=${(event) => {
        event.preventDefault();
        close();
      }}>
      <h2 id=${id}>${title}</h2>
      ${content(close)}
    </dialog>`;
  }
}

customElements.define('c-modal', Modal);

class Dialogs extends ClienteleElement {
  constructor() {
    super();
    observe(this, open);
  }

  render() {
    return repeat(open.items, (each) => each.id, (each) => html`<c-modal .one=${each}></c-modal>`);
  }
}

customElements.define('c-dialogs', Dialogs);
