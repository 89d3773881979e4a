import { html, nothing } from '../app/lit.js';
import { ClienteleElement, uniqueId } from './element.js';

/**
 * A button that opens a list of actions: `<c-menu label="More" .items=${[{ label, run }, { label, href }]}></c-menu>`.
 *
 * An item has `label`, and `run` or `href`; `disabled`, `danger`, `current` (the page one is at), and `checked` (true or false) where it
 * is one of a choice.
 */
class Menu extends ClienteleElement {
  static properties = { label: {}, items: { attribute: false }, open: { state: true } };

  items = [];
  #id = uniqueId('menu');
  #outside = (event) => !this.contains(event.target) && this.#close();

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener('pointerdown', this.#outside);
  }

  render() {
    return html`<div class="menu" @keydown=${this.#key}>
      <button type="button" class="button" aria-haspopup="menu" aria-expanded=${Boolean(this.open)} aria-controls=${this.#id}
        @click=${() => (this.open ? this.#close() : this.#show())}>${this.label} <span aria-hidden="true">▾</span></button>
      <div id=${this.#id} role="menu" aria-label=${this.label} ?hidden=${!this.open}>
        ${this.items.map((each) => this.#item(each))}
      </div>
    </div>`;
  }

  #item(item) {
    const role = item.checked === undefined ? 'menuitem' : 'menuitemradio';
    const style = item.danger ? 'danger' : '';
    return item.href
      ? html`<a role="menuitem" tabindex="-1" class=${style} href=${item.href} aria-current=${item.current ? 'page' : nothing} @click=${() => this.#close()}>${item.label}</a>`
      : html`<button type="button" role=${role} tabindex="-1" class=${style} ?disabled=${item.disabled}
          aria-checked=${item.checked ?? nothing} @click=${() => this.#run(item)}>${item.label}</button>`;
  }

  #run(item) {
    this.#close();
    item.run();
  }

  async #show() {
    this.open = true;
    document.addEventListener('pointerdown', this.#outside);
    await this.updateComplete;
    this.#entries()[0]?.focus();
  }

  #close() {
    if (this.open) {
      this.open = false;
      document.removeEventListener('pointerdown', this.#outside);
      this.querySelector('button').focus();
    }
  }

  #entries() {
    return [...this.querySelectorAll('[role^=menuitem]:not([disabled])')];
  }

  #key(event) {
    const entries = this.#entries();
    const at = entries.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: entries.length - 1 }[event.key];
    if (event.key === 'Escape' && this.open) {
      event.stopPropagation();
      this.#close();
    } else if (event.key === 'Tab' && this.open) {
      this.#close();
    } else if (to !== undefined && this.open) {
      event.preventDefault();
      entries.at(to % entries.length)?.focus();
    }
  }
}

customElements.define('c-menu', Menu);
