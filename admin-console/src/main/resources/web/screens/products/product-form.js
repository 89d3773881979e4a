// The form of a product. What somebody else changed meanwhile is not overwritten.

import { amountText, parseAmount } from '../../app/amounts.js';
import { ApiError, api, fetchApi } from '../../app/api.js';
import { t } from '../../app/i18n.js';
import { html, nothing } from '../../app/lit.js';
import { checkbox, field } from '../../elements/controls.js';
import { ClienteleElement } from '../../elements/element.js';
import { Loading } from '../../elements/loading.js';

const EMPTY = { sku: '', name: '', price: { amount: null, currency: 'EUR' }, prices: [], category: null, brand: null, maxQuantity: null, active: true };
const shown = ({ amount, currency }) => `${amountText(amount, currency)} ${currency}`;

class ProductForm extends ClienteleElement {
  static properties = { sku: { attribute: false }, close: { attribute: false }, error: { state: true }, problems: { state: true } };

  #draft;
  #etag = null;
  #product = new Loading(this, (signal) => this.#load(signal), { lines: 5 });

  connectedCallback() {
    super.connectedCallback();
    this.problems = {};
    this.#product.run();
  }

  async #load(signal) {
    let product = EMPTY;
    if (this.sku !== null) {
      const answer = await fetchApi(`products/${encodeURIComponent(this.sku)}`, { signal });
      product = await answer.json();
      if (!answer.ok) {
        throw new ApiError(answer.status, product);
      }
      this.#etag = answer.headers.get('ETag');
    }
    const { price } = product;
    this.#draft = {
      ...product,
      price: price.amount === null ? '' : amountText(price.amount, price.currency),
      currency: price.currency,
      prices: product.prices.map(shown).join('\n'),
      category: product.category ?? '',
      brand: product.brand ?? '',
      maxQuantity: product.maxQuantity ?? '',
    };
    return product;
  }

  render() {
    return this.#product.render(() => {
      const text = (name, more = {}) => this.#text(name, more);
      return html`<form class="checkout" @submit=${this.#save}>
        <div>${text('sku', { disabled: this.sku !== null, required: true })} ${text('name', { required: true })} ${text('category')} ${text('brand')}</div>
        <div>${text('price', { required: true })} ${text('currency', { required: true })} ${text('prices', { rows: 3, hint: t('products.prices.hint') })}</div>
        <div>${text('maxQuantity', { type: 'number' })}
          ${checkbox({ id: 'product-active', label: t('products.sold'), checked: this.#draft.active, change: (on) => (this.#draft.active = on) })}</div>
        ${this.error ? html`<p class="problem" role="alert">${this.error.errors.map((each) => each.detail).join(' ') || this.error.detail}</p>` : nothing}
        <div class="actions">
          <button type="button" class="button" @click=${() => this.close()}>${t('app.cancel')}</button>
          <button class="button primary">${t('app.save')}</button>
        </div>
      </form>`;
    });
  }

  #text(name, more) {
    const error = this.problems[name] ? t('products.no-price') : undefined;
    return field({ id: `product-${name}`, label: t(`products.${name}`), value: this.#draft[name], error, input: (value) => (this.#draft[name] = value), ...more });
  }

  async #save(event) {
    event.preventDefault();
    const { sku, name, price, currency, prices, category, brand, maxQuantity, active } = this.#draft;
    const money = (text, code) => (/^[A-Z]{3}$/.test(code ?? '') ? { amount: parseAmount(text, code), currency: code } : { amount: null });
    const others = prices
      .split('\n')
      .map((each) => each.trim().split(/\s+/))
      .filter(([first]) => first)
      .map(([text, code]) => money(text, code?.toUpperCase()));
    const own = money(price, currency.trim().toUpperCase());
    this.problems = { price: own.amount === null, prices: others.some((each) => each.amount === null) };
    if (this.problems.price || this.problems.prices) {
      return;
    }
    const body = { name, price: own, prices: others, category: category || null, brand: brand || null, active, maxQuantity: maxQuantity === '' ? null : Number(maxQuantity) };
    try {
      const headers = this.#etag ? { 'If-Match': this.#etag } : {};
      await api.put(`products/${encodeURIComponent(sku.trim())}`, body, { headers });
      this.close(true);
    } catch (error) {
      this.error = error;
    }
  }
}

customElements.define('c-product-form', ProductForm);
