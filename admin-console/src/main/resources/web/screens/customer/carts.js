// The carts of a customer, those that are open first; each is a screen of its own.

import { api } from '../../app/api.js';
import { money, number, time } from '../../app/format.js';
import { code, t } from '../../app/i18n.js';
import { html } from '../../app/lit.js';
import { address } from '../../app/router.js';
import { chip } from '../../elements/controls.js';
import { ClienteleElement } from '../../elements/element.js';
import { Loading } from '../../elements/loading.js';
import { emptyState } from '../../elements/states.js';
import '../../elements/table.js';

const MOST = 100;

class Carts extends ClienteleElement {
  static properties = { customer: { attribute: false } };

  #list = new Loading(this, (signal) => api.get('carts', { query: { customer: this.customer.id, size: MOST }, signal }));

  willUpdate(changed) {
    if (changed.has('customer')) {
      this.#list.run();
    }
  }

  render() {
    return this.#list.render(({ items }) =>
      items.length === 0
        ? emptyState(t('customer.carts.none'))
        : html`<c-table caption=${t('customer.tab.carts')} .columns=${this.#columns()} .rows=${openFirst(items)} linked></c-table>`,
    );
  }

  #columns() {
    return [
      { name: 'changed', label: t('customer.carts.cart'), header: true, cell: (cart) => cartLink(cart) },
      { name: 'status', label: t('customer.orders.status'), cell: (cart) => cartState(cart) },
      { name: 'changedAt', label: t('customer.carts.changed'), cell: (cart) => time(cart.changedAt) },
      { name: 'units', label: t('customer.orders.units'), numeric: true, cell: (cart) => number(cart.units) },
      { name: 'total', label: t('customer.orders.total'), numeric: true, cell: cartTotal },
    ];
  }
}

customElements.define('customer-carts', Carts);

const openFirst = (carts) => carts.filter((each) => each.status !== 'merged').sort((a, b) => (b.status === 'open') - (a.status === 'open'));

export const cartLink = (cart) =>
  html`<a href=${address(`carts/${cart.id}`)}>${t('customer.carts.items', { count: cart.lines })}</a>`;

/** A cart that was always empty has no currency. */
export const cartTotal = (cart) => (cart.currency ? money({ amount: cart.total, currency: cart.currency }) : '');

export const cartState = (cart) =>
  cart.status === 'open' && cart.abandonedAt
    ? chip({ text: t('customer.cart-status.abandoned'), kind: 'warn' })
    : chip({ text: code('customer.cart-status', cart.status), kind: cart.status === 'open' ? 'good' : '' });
