// What a customer ordered: a list with a filter, and one order beside it.

import { api } from '../../app/api.js';
import { day, money, number } from '../../app/format.js';
import { code, t } from '../../app/i18n.js';
import { html, nothing } from '../../app/lit.js';
import { observe } from '../../app/observe.js';
import { address, router } from '../../app/router.js';
import { field } from '../../elements/controls.js';
import { ClienteleElement } from '../../elements/element.js';
import { Loading } from '../../elements/loading.js';
import { emptyState } from '../../elements/states.js';
import { statusChip } from './header.js';
import '../../elements/pagination.js';
import '../../elements/table.js';
import './order.js';

const STATUSES = ['pending', 'processing', 'completed', 'cancelled', 'returned'];

class Orders extends ClienteleElement {
  static properties = { customer: { attribute: false } };

  #list = new Loading(this, (signal) => api.get(`customers/${this.customer.id}/orders`, { query: this.#asked(), signal }));
  #asking;

  constructor() {
    super();
    observe(this, router);
    this.addEventListener('order-changed', () => this.#list.run());
  }

  willUpdate() {
    const asking = JSON.stringify([this.customer.id, this.#asked()]);
    if (asking !== this.#asking) {
      this.#asking = asking;
      this.#list.run();
    }
  }

  #asked() {
    const { query } = router;
    return { status: query.get('status'), page: query.get('page') ?? 1, size: query.get('size') ?? 25, sort: query.get('sort') };
  }

  render() {
    const status = router.query.get('status');
    return html`
      <div class="toolbar">
        ${field({
          id: 'orders-status',
          label: t('customer.orders.status'),
          value: status ?? '',
          options: [
            { value: '', label: t('customer.orders.any-status') },
            ...STATUSES.map((each) => ({ value: each, label: code('customer.order-status', each) })),
          ],
          input: (value) => router.setQuery({ status: value, page: null, order: null }),
        })}
      </div>
      ${this.#list.render((answer) => this.#results(answer, status))}
    `;
  }

  #results({ items, page, summary }, status) {
    if (items.length === 0) {
      return emptyState(t(status ? 'customer.orders.no-match' : 'customer.orders.none'));
    }
    const rows = items.map((each) => ({ ...each, id: key(each) }));
    const asked = router.query.get('order') ?? rows[0].id;
    const shown = rows.find((each) => each.id === asked) ?? rows[0];
    return html`
      <p>${this.#summary(summary)}</p>
      <div class="beside">
        <div>
          <c-table caption=${t('customer.tab.orders')} .columns=${this.#columns()} .rows=${rows} linked current=${shown.id}
            sort=${router.query.get('sort') ?? '-placedAt'} @sort=${(event) => router.setQuery({ sort: event.detail.sort, page: null })}></c-table>
          <c-pagination .page=${page} @page=${(event) => router.setQuery({ page: event.detail.number, order: null })}
            @size=${(event) => router.setQuery({ size: event.detail.size, page: null })}></c-pagination>
        </div>
        <customer-order .order=${shown}></customer-order>
      </div>
    `;
  }

  #summary({ count, total, averageOrderValue, otherCurrencies }) {
    const others = otherCurrencies.map((each) => money(each.total ?? each)).join(', ');
    return html`${t('customer.orders.summary', { count })}
      ${count > 0 && total ? html` · <strong>${money(total)}</strong>` : nothing}
      ${others ? html` + ${others}` : nothing}
      ${count > 0 && averageOrderValue ? html` · ${t('customer.figure.average', { amount: money(averageOrderValue) })}` : nothing}`;
  }

  #columns() {
    return [
      { name: 'number', label: t('customer.orders.number'), header: true, cell: (order) => this.#link(order) },
      { name: 'placedAt', label: t('customer.orders.placed'), sortable: true, cell: (order) => day(order.placedAt) },
      { name: 'status', label: t('customer.orders.status'), cell: (order) => statusChip(order.status) },
      { name: 'units', label: t('customer.orders.units'), numeric: true, cell: (order) => number(order.units) },
      { name: 'total', label: t('customer.orders.total'), sortable: true, numeric: true, cell: (order) => amountOf(order) },
    ];
  }

  #link(order) {
    const query = new URLSearchParams(router.query);
    query.set('order', order.id);
    return html`<a href="${address(router.path)}?${query}">${order.number}</a>`;
  }
}

customElements.define('customer-orders', Orders);

/** What tells orders apart: numbers are unique within a seller account only. */
export const key = (order) => (order.sellerAccount === 'default' ? order.number : `${order.sellerAccount}:${order.number}`);

export const amountOf = (order) => money({ amount: order.total, currency: order.currency });
