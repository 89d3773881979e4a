// One cart: what is in it, what it comes to, and how the customer gets to pay.

import { api } from '../../app/api.js';
import { dateTime, money, time } from '../../app/format.js';
import { code, t } from '../../app/i18n.js';
import { useKeys } from '../../app/keys.js';
import { html, keyed, nothing } from '../../app/lit.js';
import { observe } from '../../app/observe.js';
import { address } from '../../app/router.js';
import { session } from '../../app/session.js';
import { chip } from '../../elements/controls.js';
import { openDialog } from '../../elements/dialog.js';
import { ClienteleElement } from '../../elements/element.js';
import { Loading } from '../../elements/loading.js';
import { toastError } from '../../elements/toast.js';
import './attribution.js';
import './checkout.js';
import { decisions } from './decisions.js';
import { CartEdit } from './edit.js';
import './lines.js';
import './links.js';
import { names } from './names.js';
import './summary.js';
import './whose.js';

class CartPage extends ClienteleElement {
  static properties = { cartId: { attribute: false }, name: { state: true }, placed: { state: true } };

  #edit = new CartEdit();
  #learning;
  #cart = new Loading(this, (signal) => this.#edit.load(this.cartId, signal));

  constructor() {
    super();
    observe(this, this.#edit);
    useKeys(this, [{ key: '/', title: 'cart.keys.add', run: () => this.querySelector('c-cart-lines input[role=combobox]')?.focus() }]);
  }

  willUpdate(changed) {
    if (changed.has('cartId')) {
      this.#cart.data = undefined;
      this.#cart.run().then(() => this.#learn());
    }
  }

  /** Whose it is, and how it was checked out. */
  #learn() {
    this.#learning = this.#ask();
    return this.#learning;
  }

  async #ask() {
    const { cart } = this.#edit;
    if (!cart) {
      return;
    }
    try {
      this.placed = cart.order ? await api.get(`carts/${cart.id}/checkout`) : undefined;
      const customer = this.placed?.customerId ?? cart.customerId;
      this.name = customer ? ((await names([customer])).get(customer) ?? t('cart.customer')) : undefined;
    } catch (error) {
      toastError(error);
    }
  }

  render() {
    return html`<p><a href=${address('carts')}>${t('carts.title')}</a></p>${this.#cart.render(() => this.#shown(this.#edit.cart))}`;
  }

  #shown(cart) {
    return html`
      <div class="heading">
        <h1>${this.name ? t('cart.title-of', { name: this.name }) : t('cart.title-guest')}</h1>
        ${this.#state(cart)}
        <span class="quiet">${t('cart.changed')} ${time(cart.changedAt)}</span>
        ${this.#edit.editable && session.may('carts:assist')
          ? html`<button type="button" class="button primary" ?disabled=${cart.lines.length === 0} @click=${() => this.#checkOut()}>${t('cart.check-out')}</button>`
          : nothing}
      </div>
      ${this.#waiting()} ${this.#ordered(cart)}
      <div class="cart">
        <div class="stack">
          <c-cart-lines class="card" .edit=${this.#edit}></c-cart-lines>
          <c-cart-links class="card" .edit=${this.#edit}></c-cart-links>
        </div>
        <div class="stack">
          <c-cart-summary class="card" .edit=${this.#edit}></c-cart-summary>
          <c-cart-whose class="card" .edit=${this.#edit} .name=${this.name} @assigned=${() => this.#learn()}></c-cart-whose>
          <c-cart-attribution class="card" .edit=${this.#edit}></c-cart-attribution>
        </div>
      </div>`;
  }

  #state(cart) {
    const { abandonedAt, recovered } = this.#edit;
    if (abandonedAt) {
      return html`<span title=${dateTime(abandonedAt)}>${chip({ text: t('carts.abandoned.yes'), kind: 'warn' })}</span>`;
    }
    return html`${chip({ text: code('carts.status', cart.status), kind: cart.status === 'completed' ? 'good' : '' })}
      ${recovered ? chip({ text: t('cart.recovered'), kind: 'good' }) : nothing}`;
  }

  #waiting() {
    const { approval } = this.#edit;
    if (!approval) {
      return nothing;
    }
    const total = money({ amount: approval.total, currency: approval.currency });
    return html`<div class="card row note" role="status">
      <p class="grow">${t('cart.waiting', { total, by: session.nameOf(approval.askedBy) })} ${time(approval.askedAt)}</p>
      ${decisions(approval, this.name ?? '', () => this.#again())}
      ${session.may('carts:assist')
        ? html`<button type="button" class="button" @click=${() => api.delete(`carts/${this.cartId}/checkout`).then(() => this.#again(), toastError)}>${t('cart.withdraw')}</button>`
        : nothing}
    </div>`;
  }

  async #again() {
    await this.#cart.run();
    await this.#learn();
  }

  #ordered(cart) {
    if (!cart.order) {
      return nothing;
    }
    const order = this.placed
      ? html`<a href=${address(`customers/${this.placed.customerId}?tab=orders`)}>${t('cart.order', { number: cart.order })}</a>`
      : t('cart.order', { number: cart.order });
    const by = this.placed ? t('cart.placed-by', { actor: session.nameOf(this.placed.actor), method: this.placed.paymentMethod }) : '';
    return html`<p class="card note good" role="status">${order} <span class="quiet">${by}</span></p>`;
  }

  async #checkOut() {
    await this.#learning;
    const { cart } = this.#edit;
    await openDialog(
      t('cart.check-out'),
      (close) => html`<c-cart-checkout .cart=${cart} .name=${this.name} .close=${close}></c-cart-checkout>`,
      { wide: true },
    );
    await this.#again();
  }
}

customElements.define('clientele-cart', CartPage);

// Another cart is another page: what comes late for the one before is not shown over it.
export default ({ id }) => keyed(id, html`<clientele-cart .cartId=${id}></clientele-cart>`);
