import { t } from '../app/i18n.js';
import { createRef, html, ref } from '../app/lit.js';
import { ClienteleElement } from './element.js';

/**
 * Where a tab, card or page of a plugin shows itself: `<c-extension-panel .contribution=${tab} .subject=${customer}></c-extension-panel>`.
 * `open(panel, subject)` of the contribution gets an empty element, and may answer with a function that ends it. The panel hears `subject`
 * with `detail`, the subject, whenever that was read again. What fails becomes a card that names the extension.
 */
class ExtensionPanel extends ClienteleElement {
  static properties = { contribution: { attribute: false }, subject: { attribute: false }, failure: { state: true } };

  #panel = createRef();
  #close = null;
  #opened = null;

  render() {
    return this.failure || this.contribution.failure
      ? extensionFailed(this.contribution)
      : html`<div class="extension" ${ref(this.#panel)}></div>`;
  }

  updated(changed) {
    const key = `${this.contribution.extension.module} ${this.contribution.id} ${this.subject?.id}`;
    if (key !== this.#opened) {
      this.#opened = key;
      this.#open();
    } else if (changed.has('subject')) {
      this.#panel.value?.firstElementChild?.dispatchEvent(new CustomEvent('subject', { detail: this.subject }));
    }
  }

  async #open() {
    this.#end();
    this.failure = undefined;
    const { contribution } = this;
    if (contribution.failure) {
      return;
    }
    await this.updateComplete;
    try {
      const panel = document.createElement('div');
      this.#panel.value.replaceChildren(panel);
      const close = await contribution.open(panel, this.subject);
      this.#close = typeof close === 'function' ? close : null;
      if (!this.isConnected) {
        this.#end();
      }
    } catch (error) {
      console.warn(`The extension ${contribution.id} failed:`, error);
      this.failure = error;
    }
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#end();
    this.#opened = null;
  }

  #end() {
    const close = this.#close;
    this.#close = null;
    try {
      close?.();
    } catch (error) {
      console.warn('An extension failed to end:', error);
    }
  }
}

/** The card in the place of an extension that does not work. */
export const extensionFailed = ({ extension }) => html`<div class="card error" role="alert">
  <h2>${t('app.extension-failed')}</h2>
  <p>${extension.title}</p>
</div>`;

customElements.define('c-extension-panel', ExtensionPanel);
