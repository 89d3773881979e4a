// A new checkout link: how long, how often, and whether it is mailed.

import { api } from '../../app/api.js';
import { t } from '../../app/i18n.js';
import { html, nothing } from '../../app/lit.js';
import { checkbox, field } from '../../elements/controls.js';
import { ClienteleElement } from '../../elements/element.js';
import { toast } from '../../elements/toast.js';
import { refusal } from './edit.js';

const TIMES = ['PT1H', 'PT24H', 'PT72H', 'P7D', 'P30D'];

class NewLink extends ClienteleElement {
  static properties = { cart: { attribute: false }, close: { attribute: false }, error: { state: true }, mail: { state: true }, busy: { state: true } };

  #expiresIn = 'PT72H';
  #uses = '1';
  mail = false;

  render() {
    const guest = !this.cart.customerId;
    return html`<form @submit=${this.#make}>
      ${field({ id: 'link-time', label: t('cart.links.time'), value: this.#expiresIn, options: TIMES.map((value) => ({ value, label: t(`cart.links.${value}`) })), input: (value) => (this.#expiresIn = value) })}
      ${field({ id: 'link-uses', label: t('cart.links.how-often'), type: 'number', value: this.#uses, error: this.error?.at('/uses'), input: (value) => (this.#uses = value) })}
      ${checkbox({ id: 'link-mail', label: t('cart.links.mail'), checked: this.mail, disabled: guest, change: (on) => (this.mail = on) })}
      ${guest ? html`<p class="hint">${t('cart.links.no-mail')}</p>` : nothing}
      ${this.error && !this.error.at('/uses') ? html`<p class="problem" role="alert">${refusal(this.error)}</p>` : nothing}
      <div class="actions">
        <button type="button" class="button" @click=${() => this.close()}>${t('app.cancel')}</button>
        <button class="button primary" ?disabled=${this.busy}>${this.mail ? t('cart.links.make-mail') : t('cart.links.create')}</button>
      </div>
    </form>`;
  }

  async #make(event) {
    event.preventDefault();
    this.busy = true;
    try {
      const body = { expiresIn: this.#expiresIn, uses: Number(this.#uses), sendMail: this.mail };
      const made = await api.post(`carts/${this.cart.id}/checkout-links`, body);
      toast(t(this.mail ? 'cart.links.mailed' : 'cart.links.made'));
      this.close(made);
    } catch (error) {
      this.error = error;
    }
    this.busy = false;
  }
}

customElements.define('c-new-link', NewLink);
