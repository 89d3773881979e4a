import { isAbort } from '../app/api.js';
import { t } from '../app/i18n.js';
import { html, nothing } from '../app/lit.js';
import { ClienteleElement, uniqueId } from './element.js';
import { toastError } from './toast.js';

const DEBOUNCE_MILLIS = 250;

/**
 * A field that finds things while one writes: `<c-combobox label="Product" .search=${(text, signal) => ...} @choose=${...}></c-combobox>`.
 * `search` resolves with options `{value, label, hint}`; fires `choose` with `detail`, the option.
 */
class Combobox extends ClienteleElement {
  static properties = {
    label: {},
    search: { attribute: false },
    text: { state: true },
    options: { state: true },
    at: { state: true },
  };

  text = '';
  options = null;
  at = -1;
  #id = uniqueId('combobox');
  #timer;
  #running;
  /** What the options were found for. */
  #found = '';

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.#running?.abort();
  }

  render() {
    const open = this.options !== null;
    return html`<div class="field combobox">
      <label for=${this.#id}>${this.label}</label>
      <input id=${this.#id} type="text" role="combobox" autocomplete="off" aria-autocomplete="list" aria-expanded=${open}
        aria-controls="${this.#id}-list" aria-activedescendant=${this.at >= 0 ? `${this.#id}-${this.at}` : nothing}
        .value=${this.text} @input=${this.#write} @keydown=${this.#key} @blur=${() => (this.options = null)}>
      <ul id="${this.#id}-list" role="listbox" aria-label=${this.label} ?hidden=${!open || this.options.length === 0}>
        ${(this.options ?? []).map(
          (each, index) => html`<li id="${this.#id}-${index}" role="option" aria-selected=${index === this.at}
            @pointerdown=${(event) => this.#choose(event, each)}>${each.label}${
              each.hint ? html` <span class="quiet">${each.hint}</span>` : nothing
            }</li>`,
        )}
      </ul>
      <span class="hint" role="status">${open && this.options.length === 0 ? t('app.nothing-found') : nothing}</span>
    </div>`;
  }

  #write(event) {
    this.text = event.target.value;
    clearTimeout(this.#timer);
    this.#running?.abort();
    if (this.text.trim() === '') {
      this.options = null;
    } else {
      this.#timer = setTimeout(() => this.#find(), DEBOUNCE_MILLIS);
    }
  }

  async #find() {
    this.#running = new AbortController();
    const { signal } = this.#running;
    const text = this.text.trim();
    try {
      const options = await this.search(text, signal);
      if (!signal.aborted) {
        this.#found = text;
        this.options = options;
        this.at = -1;
      }
    } catch (error) {
      if (!isAbort(error)) {
        toastError(error);
      }
    }
  }

  #key(event) {
    const count = this.options?.length ?? 0;
    if (event.key === 'ArrowDown' && count > 0) {
      this.at = (this.at + 1) % count;
    } else if (event.key === 'ArrowUp' && count > 0) {
      this.at = (this.at <= 0 ? count : this.at) - 1;
    } else if (event.key === 'Enter' && (this.at >= 0 || count === 1)) {
      // Those of another text are no answer to this one.
      if (this.text.trim() === this.#found) {
        this.#choose(event, this.options[Math.max(this.at, 0)]);
      }
    } else if (event.key === 'Escape' && this.options !== null) {
      event.stopPropagation();
      this.options = null;
    } else {
      return;
    }
    event.preventDefault();
  }

  #choose(event, option) {
    event.preventDefault();
    this.text = '';
    this.options = null;
    this.at = -1;
    this.dispatchEvent(new CustomEvent('choose', { detail: option }));
  }
}

customElements.define('c-combobox', Combobox);
