// What a cart comes to, as the server computed it; the offers that apply, and what is missing for others; codes; the country.

import { api } from '../../app/api.js';
import { countries } from '../../app/countries.js';
import { money } from '../../app/format.js';
import { has, t } from '../../app/i18n.js';
import { html, nothing } from '../../app/lit.js';
import { observe } from '../../app/observe.js';
import { chip, field } from '../../elements/controls.js';
import { ClienteleElement } from '../../elements/element.js';

class CartSummary extends ClienteleElement {
  static properties = { edit: { attribute: false }, code: { state: true } };

  code = '';

  connectedCallback() {
    observe(this, this.edit);
    super.connectedCallback();
  }

  render() {
    const { cart, editable, pending } = this.edit;
    return html`<h2>${t('cart.summary')}</h2>
      ${this.#codes(cart, editable)}
      ${cart.status === 'open' && cart.hints.length > 0
        ? html`<ul class="hints" aria-label=${t('cart.hints')}>${cart.hints.map((each) => html`<li>${this.#hint(each, cart)}</li>`)}</ul>`
        : nothing}
      ${editable
        ? field({
            id: 'cart-country',
            label: t('cart.country'),
            value: cart.country ?? '',
            error: this.edit.problem('country'),
            options: [{ value: '', label: t('cart.country.none') }, ...countries()],
            input: (country) => this.edit.change('country', ({ id, version }) => api.patch(`carts/${id}`, { country: country || null }, { version })),
          })
        : nothing}
      ${cart.currency ? this.#totals(cart, pending) : nothing}`;
  }

  #totals(cart, pending) {
    const amount = (value) => money({ amount: value, currency: cart.currency });
    const line = (label, value, style = '') => html`<div class=${style}><dt>${label}</dt><dd>${amount(value)}</dd></div>`;
    return html`<dl class="totals" aria-busy=${pending}>
      ${line(t('cart.subtotal'), cart.subtotal)}
      ${cart.discount > 0 ? line(t('cart.discount'), -cart.discount) : nothing}
      ${cart.offers.map((each) => line(each.name, -each.amount, 'offer'))}
      ${line(t('cart.shipping'), cart.shipping)} ${line(t('cart.tax'), cart.tax)} ${line(t('cart.total'), cart.total, 'total')}
    </dl>`;
  }

  #hint({ name, missing, amount, text }, { currency }) {
    if (missing === 'quantity') {
      return t('cart.hint.quantity', { name, count: amount });
    }
    const key = `cart.hint.${missing}`;
    return has(key) ? t(key, { name, amount: missing === 'subtotal' ? money({ amount, currency }) : '' }) : text;
  }

  #codes(cart, editable) {
    const withdraw = (code) => () => this.edit.change('code', ({ id }) => api.delete(`carts/${id}/codes/${encodeURIComponent(code)}`));
    return html`
      ${cart.codes.length > 0
        ? html`<div class="chips">${cart.codes.map((each) => chip({ text: each, kind: this.#applies(cart, each) ? 'good' : 'warn', remove: editable ? withdraw(each) : undefined }))}</div>`
        : nothing}
      ${editable
        ? html`<form class="code" @submit=${this.#enter}>
            ${field({ id: 'cart-code', label: t('cart.code'), value: this.code, error: this.edit.problem('code'), input: (text) => (this.code = text) })}
            <button class="button">${t('cart.code.enter')}</button>
          </form>`
        : nothing}`;
  }

  #applies(cart, code) {
    return cart.offers.some((each) => each.kind !== 'offer' && each.id.toLowerCase() === code.toLowerCase());
  }

  async #enter(event) {
    event.preventDefault();
    const code = this.code.trim();
    if (code && (await this.edit.change('code', ({ id }) => api.post(`carts/${id}/codes`, { code })))) {
      this.code = '';
    }
  }
}

customElements.define('c-cart-summary', CartSummary);
