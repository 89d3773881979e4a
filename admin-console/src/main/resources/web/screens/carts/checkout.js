// Check out now: an agent places the order for the customer, who is on the phone. Both are named in what is recorded.

import { api } from '../../app/api.js';
import { money, time } from '../../app/format.js';
import { t } from '../../app/i18n.js';
import { html, nothing } from '../../app/lit.js';
import { address as link } from '../../app/router.js';
import { session } from '../../app/session.js';
import { field } from '../../elements/controls.js';
import { ClienteleElement } from '../../elements/element.js';
import { Loading } from '../../elements/loading.js';
import { addressFields, content } from './address.js';
import { refusal } from './edit.js';

const USUAL = 'usual';
const OTHER = 'other';

class CartCheckout extends ClienteleElement {
  static properties = {
    cart: { attribute: false },
    name: { attribute: false },
    close: { attribute: false },
    error: { state: true },
    pending: { state: true },
    shipTo: { state: true },
    done: { state: true },
    storefront: { state: true },
  };

  #values = {};
  #address = {};
  #choices = new Loading(this, (signal) => this.#load(signal), { lines: 5 });

  connectedCallback() {
    super.connectedCallback();
    this.shipTo = this.cart.customerId ? USUAL : OTHER;
    this.#choices.run();
  }

  async #load(signal) {
    const { id, customerId } = this.cart;
    const mayKnow = customerId && session.may('customers.pii:read');
    const [methods, customer] = await Promise.all([
      api.get(`carts/${id}/payment-methods`, { signal }),
      mayKnow ? api.get(`customers/${customerId}`, { signal }) : null,
    ]);
    this.#values.paymentMethod = methods.items.find((each) => each.usable)?.id;
    return { methods: methods.items, addresses: customer?.addresses ?? [] };
  }

  render() {
    const who = this.name ?? t(this.cart.customerId ? 'cart.customer' : 'cart.the-guest');
    return html`<p class="note card" role="note"><strong>${t('cart.acting-as', { name: who })}</strong>
        ${t('cart.acting', { agent: session.caller.name, name: who })}</p>
      ${this.done ? this.#result(this.done) : this.#choices.render((choices) => this.#form(choices))}`;
  }

  #form({ methods, addresses }) {
    const { cart, error } = this;
    const input = (name) => (value) => (this.#values[name] = value);
    const text = (name, label, more = {}) => field({ id: `checkout-${name}`, label, value: this.#values[name] ?? '', error: error?.at(`/${name}`), input: input(name), ...more });
    return html`<form class="checkout" @submit=${this.#place}>
      <fieldset class="pay"><legend>${t('cart.payment')}</legend>
        ${methods.map((each) => this.#method(each))}
        ${error?.at('/paymentMethod') ? html`<p class="problem">${error.at('/paymentMethod')}</p>` : nothing}
      </fieldset>
      <div>
        ${text('customerIp', t('cart.ip'), { hint: t('cart.ip.hint'), required: true })}
        ${cart.customerId ? nothing : [text('email', t('cart.email'), { type: 'email', required: true }), text('firstName', t('cart.first-name')), text('lastName', t('cart.last-name'))]}
        ${text('purchaseOrder', t('cart.purchase-order'))}
      </div>
      <div>${this.#shipping(addresses)}</div>
      ${this.#problem()}
      <div class="actions">
        ${this.storefront
          ? html`<a class="button" href=${this.storefront.url} target="_blank" rel="noopener">${t('cart.storefront.open', { name: this.name ?? t('cart.the-guest') })}</a>
              <span class="quiet">${t('cart.storefront.ends')} ${time(this.storefront.expiresAt)}</span>`
          : html`<button type="button" class="button" @click=${() => this.#begin()}>${t('cart.storefront')}</button>`}
        <button type="button" class="button" @click=${() => this.close()}>${t('app.cancel')}</button>
        <button class="button primary" ?disabled=${this.pending}>${t('cart.place', { total: money({ amount: cart.total, currency: cart.currency }) })}</button>
      </div>
    </form>`;
  }

  #method({ id, name, redirect, usable }) {
    const why = `pay-${id}-why`;
    return html`<div class="field inline">
      <input id="pay-${id}" type="radio" name="payment" value=${id} ?disabled=${!usable} aria-describedby=${usable ? nothing : why}
        .checked=${this.#values.paymentMethod === id} @change=${() => (this.#values.paymentMethod = id)}>
      <label for="pay-${id}">${name}</label>
      ${usable ? nothing : html`<p class="hint" id=${why}>${redirect ? t('cart.payment.redirect') : t('cart.payment.unusable')}</p>`}
    </div>`;
  }

  #shipping(addresses) {
    const line = (each) => [each.line1, each.postalCode, each.city, each.country].filter(Boolean).join(', ') || each.id;
    const options = [
      ...(this.cart.customerId ? [{ value: USUAL, label: t('cart.address.usual') }] : []),
      ...addresses.map((each) => ({ value: each.id, label: line(each) })),
      { value: OTHER, label: t('cart.address.another') },
    ];
    return html`${field({ id: 'checkout-address', label: t('cart.address'), value: this.shipTo, options, error: this.error?.at('/shippingAddressId'), input: (value) => (this.shipTo = value) })}
      ${this.shipTo === OTHER ? addressFields(this.#address, (pointer) => this.error?.at(`/shippingAddress${pointer}`), this.cart.country) : nothing}`;
  }

  /** What belongs to no field. */
  #problem() {
    const { error } = this;
    if (!error || (error.status === 400 && error.errors.some((each) => /^\/(customerIp|email|paymentMethod|shippingAddress)/.test(each.pointer)))) {
      return nothing;
    }
    const items = error.errors.map((each) => [this.cart.lines[Number(/^\/lines\/(\d+)/.exec(each.pointer)?.[1] ?? -1)]?.name, each.detail]);
    return html`<div class="problem" role="alert"><p>${error.code === 'total-changed' ? t('cart.total-changed') : (error.detail ?? refusal(error))}</p>
      ${items.map(([line, detail]) => html`<p>${line} ${detail}</p>`)}</div>`;
  }

  #body() {
    const given = Object.fromEntries(Object.entries(this.#values).filter(([, value]) => value?.trim()));
    const body = { ...given, expectedTotal: this.cart.total };
    if (this.shipTo === OTHER) {
      const shippingAddress = content(this.#address);
      return shippingAddress ? { ...body, shippingAddress } : body;
    }
    return this.shipTo === USUAL ? body : { ...body, shippingAddressId: this.shipTo };
  }

  async #place(event) {
    event.preventDefault();
    this.pending = true;
    this.error = undefined;
    try {
      const done = await api.post(`carts/${this.cart.id}/checkout`, this.#body());
      const customer = done.order ? (await api.get(`carts/${this.cart.id}/checkout`)).customerId : null;
      this.done = { ...done, customer };
    } catch (error) {
      if (error.code === 'total-changed') {
        this.cart = await api.get(`carts/${this.cart.id}`).catch(() => this.cart);
      }
      this.error = error;
    }
    this.pending = false;
  }

  /** The same in the storefront, in a session of the customer's persona. */
  async #begin() {
    this.error = undefined;
    try {
      this.storefront = await api.post(`carts/${this.cart.id}/agent-checkout`, { customerIp: this.#values.customerIp });
    } catch (error) {
      this.error = error;
    }
  }

  #result({ order, approval, subscriptions, customer }) {
    return html`<div role="status">
        ${order
          ? html`<p class="placed">${t('cart.placed')} <a href=${link(`customers/${customer}?tab=orders`)} @click=${() => this.close()}>${t('cart.order', { number: order.number })}</a>,
              ${money({ amount: order.total, currency: order.currency })}</p>`
          : html`<p>${t('cart.asked', { total: money({ amount: approval.total, currency: approval.currency }) })}</p>`}
        ${subscriptions.length > 0 ? html`<p>${t('cart.subscriptions', { count: subscriptions.length })}</p>` : nothing}
      </div>
      <div class="actions"><button type="button" class="button primary" @click=${() => this.close(true)}>${t('app.close')}</button></div>`;
  }
}

customElements.define('c-cart-checkout', CartCheckout);
