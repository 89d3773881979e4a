import { number } from '../app/format.js';
import { html, nothing } from '../app/lit.js';
import { ClienteleElement, uniqueId } from './element.js';

/**
 * A button with a panel below it: `<c-flyout label="Operations" .sign=${icon} count="2" .panel=${html`...`} @toggle=${...}></c-flyout>`.
 * The name of the button is the label; `count` is shown beside the sign, and told by `description`. Fires `toggle` with `detail.open`.
 */
class Flyout extends ClienteleElement {
  static properties = { label: {}, sign: { attribute: false }, count: { type: Number }, description: {}, panel: { attribute: false }, open: { state: true } };

  #id = uniqueId('flyout');
  #outside = (event) => event.target.isConnected && !this.contains(event.target) && this.close(false);
  // The page has the focus when what had it is gone, or where a click on a button gives none.
  #key = (event) => {
    if (event.key === 'Escape' && (event.target === document.body || this.contains(event.target))) {
      event.stopPropagation();
      this.close();
    }
  };

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#listen(false);
  }

  render() {
    return html`<div class="flyout" @click=${this.#follow}>
      <button type="button" class="button quiet icon" aria-expanded=${Boolean(this.open)} aria-controls=${this.#id} aria-label=${this.label}
        aria-describedby=${this.description ? `${this.#id}-count` : nothing}
        @click=${() => (this.open ? this.close() : this.#show())}>
        <span class="sign" title=${this.label}>${this.sign}</span>
        ${this.count ? html`<span class="badge" aria-hidden="true">${number(this.count)}</span>` : nothing}
      </button>
      <span class="visually-hidden" id="${this.#id}-count">${this.description}</span>
      <section id=${this.#id} tabindex="-1" aria-label=${this.label} ?hidden=${!this.open}>${this.open ? this.panel : nothing}</section>
    </div>`;
  }

  #show() {
    this.open = true;
    this.#listen(true);
    this.#tell();
  }

  #listen(on) {
    const change = on ? 'addEventListener' : 'removeEventListener';
    document[change]('pointerdown', this.#outside);
    document[change]('keydown', this.#key);
  }

  close(focus = true) {
    if (this.open) {
      this.open = false;
      this.#listen(false);
      if (focus) {
        this.querySelector('button').focus();
      }
      this.#tell();
    }
  }

  #tell() {
    this.dispatchEvent(new CustomEvent('toggle', { detail: { open: this.open } }));
  }

  #follow(event) {
    if (event.target.closest('a[href]')) {
      this.close(false);
      return;
    }
    // What was clicked may have gone with it, and the focus too.
    setTimeout(() => {
      if (this.open && !event.target.isConnected && document.activeElement === document.body) {
        this.querySelector('section').focus();
      }
    });
  }
}

customElements.define('c-flyout', Flyout);
