// Checkout links of a cart: what became of them, and new ones. The address of a link is told once, when it is made.

import { api } from '../../app/api.js';
import { dateTime } from '../../app/format.js';
import { code, t } from '../../app/i18n.js';
import { html, nothing } from '../../app/lit.js';
import { observe } from '../../app/observe.js';
import { session } from '../../app/session.js';
import { chip } from '../../elements/controls.js';
import { confirm, openDialog } from '../../elements/dialog.js';
import { ClienteleElement } from '../../elements/element.js';
import { Loading } from '../../elements/loading.js';
import { toast, toastError } from '../../elements/toast.js';
import './new-link.js';

class CartLinks extends ClienteleElement {
  static properties = { edit: { attribute: false }, made: { state: true } };

  #links = new Loading(this, (signal) => api.get(`carts/${this.edit.cart.id}/checkout-links`, { query: { size: 10 }, signal }), { lines: 2 });
  #shown;

  connectedCallback() {
    observe(this, this.edit);
    super.connectedCallback();
  }

  willUpdate() {
    const { id, status } = this.edit.cart;
    if (`${id} ${status}` !== this.#shown) {
      this.#shown = `${id} ${status}`;
      this.#links.run();
    }
  }

  render() {
    const open = this.edit.cart.status === 'open' && session.may('carts:assist');
    return html`<div class="flyout-heading"><h2>${t('cart.links')}</h2>
        ${open ? html`<button type="button" class="button" @click=${() => this.#make()}>${t('cart.links.make')}</button>` : nothing}</div>
      ${this.made ? this.#address(this.made) : nothing}
      ${this.#links.render(({ items }) =>
        items.length === 0
          ? html`<p class="quiet">${t('cart.links.none')}</p>`
          : html`<ul class="tray">${items.map((each, index) => this.#link(each, index + 1))}</ul>`,
      )}`;
  }

  #address({ url }) {
    return html`<div class="code"><div class="field"><label for="cart-link">${t('cart.links.address')}</label>
        <input id="cart-link" readonly .value=${url} @focus=${(event) => event.target.select()}></div>
      <button type="button" class="button" @click=${() => this.#copy(url)}>${t('cart.links.copy')}</button></div>`;
  }

  #link(link, place) {
    const active = link.state === 'active';
    return html`<li><div class="tray-line">
        ${chip({ text: code('cart.link', link.state), kind: active ? 'good' : '' })}
        <span class="grow">${t(active ? 'cart.links.until' : 'cart.links.was-until', { time: dateTime(link.expiresAt) })}
          <span class="quiet">${t('cart.links.uses', { used: link.used, count: link.uses })}</span></span>
        ${active && session.may('carts:assist')
          ? html`<button type="button" class="button quiet" aria-label=${t('cart.links.revoke-one', { place })} @click=${() => this.#revoke(link)}>${t('cart.links.revoke')}</button>`
          : nothing}
      </div></li>`;
  }

  async #make() {
    const { cart } = this.edit;
    const made = await openDialog(t('cart.links.make'), (close) => html`<c-new-link .cart=${cart} .close=${close}></c-new-link>`);
    if (made) {
      this.made = made;
      this.#links.run();
    }
  }

  async #copy(url) {
    try {
      await navigator.clipboard.writeText(url);
      toast(t('cart.links.copied'));
    } catch {
      // Not allowed, or not over TLS: it is selected, to be copied by hand.
      this.querySelector('#cart-link').focus();
      toast(t('cart.links.copy-by-hand'));
    }
  }

  async #revoke(link) {
    const sure = { title: t('cart.links.revoke.title'), text: t('cart.links.revoke.text'), confirm: t('cart.links.revoke'), danger: true };
    if (await confirm(sure)) {
      await api.delete(`carts/${this.edit.cart.id}/checkout-links/${link.id}`).catch(toastError);
      this.made = this.made?.id === link.id ? undefined : this.made;
      this.#links.run();
    }
  }
}

customElements.define('c-cart-links', CartLinks);
