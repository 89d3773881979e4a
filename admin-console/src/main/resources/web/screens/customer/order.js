// One order: its lines, what it earned, what was paid back.

import { api } from '../../app/api.js';
import { dateTime, money, number, percent } from '../../app/format.js';
import { t } from '../../app/i18n.js';
import { html, nothing } from '../../app/lit.js';
import { session } from '../../app/session.js';
import { openDialog } from '../../elements/dialog.js';
import { ClienteleElement } from '../../elements/element.js';
import { Loading } from '../../elements/loading.js';
import { toast } from '../../elements/toast.js';
import { statusChip } from './header.js';
import '../../elements/table.js';
import './refund.js';

/** What a P&L adds up, in its order; those that are nothing are left out. */
const PARTS = ['revenue', 'discounts', 'shipping', 'fees', 'tax', 'adjustment'];

class Order extends ClienteleElement {
  static properties = { order: { attribute: false } };

  #earned = new Loading(
    this,
    (signal) => api.get(`orders/${encodeURIComponent(this.order.number)}/pnl`, { query: { sellerAccount: this.order.sellerAccount }, signal }),
    { lines: 6 },
  );
  #shown;

  willUpdate() {
    const shown = JSON.stringify([this.order.id, this.order.version, this.order.refunds.length]);
    if (shown !== this.#shown && session.may('orders:read')) {
      this.#shown = shown;
      this.#earned.data = undefined;
      this.#earned.run();
    }
  }

  render() {
    const { order } = this;
    const amount = (value) => money({ amount: value, currency: order.currency });
    return html`<section class="card" aria-labelledby="order-title">
      <div class="heading">
        <h2 id="order-title" class="grow">${t('customer.order.title', { number: order.number })}</h2>
        ${statusChip(order.status)}
        ${session.may('orders:refund') && order.status !== 'returned' && order.total > 0
          ? html`<button type="button" class="button" @click=${this.#refund}>${t('customer.order.refund')}</button>`
          : nothing}
      </div>
      <p class="quiet">${[dateTime(order.placedAt), order.paymentMethod, order.fulfilment, ...order.promoCodes.map((each) => each.code ?? each)]
        .filter(Boolean)
        .join(' · ')}</p>
      <c-table caption=${t('customer.order.lines')} .columns=${this.#columns(amount)}
        .rows=${order.lines.map((each, index) => ({ ...each, id: String(index) }))}></c-table>
      ${session.may('orders:read') ? this.#earned.render((pnl) => this.#pnl(pnl, amount)) : nothing}
      ${order.refunds.length > 0 ? this.#refunds(amount) : nothing}
    </section>`;
  }

  #columns(amount) {
    return [
      { name: 'name', label: t('customer.order.product'), header: true, cell: (line) => html`${line.name ?? line.sku}<br><span class="quiet">${line.sku}</span>` },
      { name: 'quantity', label: t('customer.order.quantity'), numeric: true, cell: (line) => number(line.quantity) },
      { name: 'price', label: t('customer.order.price'), numeric: true, cell: (line) => amount(line.unitPrice) },
      { name: 'total', label: t('customer.orders.total'), numeric: true, cell: (line) => amount(line.total ?? line.quantity * line.unitPrice - line.discount) },
    ];
  }

  #pnl(pnl, amount) {
    const line = (name, value) => html`<div><dt>${t(`customer.pnl.${name}`)}</dt><dd>${value}</dd></div>`;
    const minus = (value) => (value === 0 ? amount(0) : amount(-value));
    return html`<h3>${t('customer.pnl.title')}</h3>
      <dl class="facts amounts">
        ${PARTS.filter((each) => pnl[each] !== 0).map((each) => line(each, each === 'discounts' ? minus(pnl[each]) : amount(pnl[each])))}
        ${line('total', html`<strong>${amount(pnl.total)}</strong>`)}
        ${pnl.refunds === 0 ? nothing : line('refunds', minus(pnl.refunds))}
        ${line('netSales', amount(pnl.netSales))} ${line('costOfGoods', minus(pnl.costOfGoods))}
        ${line('margin', html`<strong>${amount(pnl.margin)}</strong>${pnl.marginPercent === null ? nothing : ` (${percent(pnl.marginPercent / 100)})`}`)}
      </dl>
      ${pnl.complete ? nothing : html`<p class="hint">${t('customer.pnl.incomplete')}</p>`}`;
  }

  #refunds(amount) {
    return html`<h3>${t('customer.order.refunds')}</h3>
      <ul class="plain">${this.order.refunds.map(
        (each) => html`<li><strong>${amount(each.amount)}</strong> ${dateTime(each.at)} ${each.reason ? html`<span class="quiet">${each.reason}</span>` : nothing}</li>`,
      )}</ul>`;
  }

  async #refund() {
    const { order } = this;
    const back = await openDialog(
      t('customer.refund.title', { number: order.number }),
      (close) => html`<customer-refund .order=${order} .close=${close}></customer-refund>`,
    );
    if (back) {
      toast(t('customer.refund.done', { amount: money(back) }));
      this.dispatchEvent(new CustomEvent('order-changed', { bubbles: true }));
      this.dispatchEvent(new CustomEvent('customer-changed', { bubbles: true }));
    }
  }
}

customElements.define('customer-order', Order);
