// The first look: what was bought last, what is open, how to reach them, what colleagues wrote, and what plugins have to say.

import { api } from '../../app/api.js';
import { extensions } from '../../app/extensions.js';
import { attributeValue, country, date, day, money, number, time } from '../../app/format.js';
import { t } from '../../app/i18n.js';
import { html, nothing } from '../../app/lit.js';
import { observe } from '../../app/observe.js';
import { address } from '../../app/router.js';
import { session } from '../../app/session.js';
import { ClienteleElement } from '../../elements/element.js';
import { Loading } from '../../elements/loading.js';
import { addressLines } from './addresses.js';
import { cartLink, cartState, cartTotal } from './carts.js';
import { statusChip } from './header.js';
import { amountOf, key } from './orders.js';
import '../../elements/extension-panel.js';
import './notes.js';

const LINES = 5;
const OPEN = 'pending,processing';

class Overview extends ClienteleElement {
  static properties = { customer: { attribute: false } };

  #orders = new Loading(this, (signal) => api.get(`customers/${this.customer.id}/orders`, { query: { size: 10 }, signal }), { lines: 5 });
  #open = new Loading(this, (signal) => this.#findOpen(signal), { lines: 3 });
  #fields = new Loading(this, (signal) => api.get('schema/customers', { signal }), { lines: 1 });

  constructor() {
    super();
    observe(this, extensions);
  }

  connectedCallback() {
    super.connectedCallback();
    this.#fields.run();
  }

  willUpdate(changed) {
    if (changed.has('customer')) {
      this.#orders.run();
      this.#open.run();
    }
  }

  async #findOpen(signal) {
    const { id } = this.customer;
    const withCarts = 'cart.openCarts' in this.customer && session.may('carts:read');
    const [orders, carts] = await Promise.all([
      api.get(`customers/${id}/orders`, { query: { status: OPEN, size: 10 }, signal }),
      withCarts ? api.get('carts', { query: { customer: id, status: 'open', size: 10 }, signal }) : { items: [] },
    ]);
    return { orders: orders.items, carts: carts.items };
  }

  render() {
    return html`<div class="overview">
      <div>
        <section class="card"><h2>${t('customer.overview.last-order')}</h2>${this.#orders.render(({ items }) => this.#lastOrder(items))}</section>
        <section class="card"><h2>${t('customer.overview.open')}</h2>${this.#open.render((open) => this.#openThings(open))}</section>
        ${extensions.at('card').map((each) => this.#card(each))}
      </div>
      <div>
        <section class="card"><h2>${t('customer.tab.notes')}</h2><customer-notes few .customer=${this.customer}></customer-notes></section>
        <section class="card"><h2>${t('customer.overview.profile')}</h2>${this.#profile()}</section>
      </div>
    </div>`;
  }

  #card(contribution) {
    const panel = html`<c-extension-panel .contribution=${contribution} .subject=${this.customer}></c-extension-panel>`;
    return contribution.failure ? panel : html`<section class="card"><h2>${contribution.title}</h2>${panel}</section>`;
  }

  #lastOrder(items) {
    const last = items.find((each) => each.status !== 'returned') ?? items[0];
    const others = items.filter((each) => each !== last);
    if (!last) {
      return html`<p class="quiet">${t('customer.orders.none')}</p>`;
    }
    const more = last.lines.length - LINES;
    return html`
      <p class="spread">
        <span>${this.#orderLink(last)} ${statusChip(last.status)}</span>
        <span>${day(last.placedAt)}</span> <strong>${amountOf(last)}</strong>
      </p>
      <ul class="plain order-lines">
        ${last.lines.slice(0, LINES).map((each) => html`<li><span class="quantity">${number(each.quantity)} ×</span> ${each.name ?? each.sku}</li>`)}
        ${more > 0 ? html`<li class="quiet">${t('customer.overview.more-lines', { count: more })}</li>` : nothing}
      </ul>
      ${others.length > 0
        ? html`<h3>${t('customer.overview.before')}</h3>
            <ul class="plain">${others.slice(0, 3).map(
              (each) => html`<li class="spread"><span>${this.#orderLink(each)} ${statusChip(each.status)}</span><span>${day(each.placedAt)}</span> <span>${amountOf(each)}</span></li>`,
            )}</ul>`
        : nothing}
    `;
  }

  #orderLink(order) {
    return html`<a href=${address(`customers/${this.customer.id}?tab=orders&order=${encodeURIComponent(key(order))}`)}>${t('customer.order.title', { number: order.number })}</a>`;
  }

  #openThings({ orders, carts }) {
    if (orders.length + carts.length === 0) {
      return html`<p class="quiet">${t('customer.overview.nothing-open')}</p>`;
    }
    return html`<ul class="plain">
      ${orders.map((each) => html`<li class="spread"><span>${this.#orderLink(each)} ${statusChip(each.status)}</span><span>${day(each.placedAt)}</span> <strong>${amountOf(each)}</strong></li>`)}
      ${carts.map(
        (each) => html`<li class="spread"><span>${t('customer.overview.cart')} ${cartLink(each)} ${cartState(each)}</span><span>${time(each.changedAt)}</span>
          <strong>${cartTotal(each)}</strong></li>`,
      )}
    </ul>`;
  }

  #profile() {
    const { customer } = this;
    const line = (label, value) => (value && value.length !== 0 ? html`<div><dt>${label}</dt><dd>${value}</dd></div>` : nothing);
    const shipping = customer.addresses?.find((each) => each.defaultShipping) ?? customer.addresses?.[0];
    const own = (this.#fields.data?.attributes ?? []).filter((each) => each.name.startsWith('custom.'));
    return html`<dl class="facts">
      ${line(t('customer.overview.address'), shipping && html`<address>${addressLines(shipping).map((each) => html`<div>${each}</div>`)}</address>`)}
      ${customer.addresses ? nothing : line(t('customer.field.country'), customer.country && country(customer.country))}
      ${line(t('customer.field.dateOfBirth'), customer.dateOfBirth && `${date(customer.dateOfBirth)} (${number(customer.age)})`)}
      ${line(t('customer.field.gender'), customer.gender)}
      ${line(t('customer.field.locale'), customer.locale)} ${line(t('customer.field.timeZone'), customer.timeZone)}
      ${line(t('customer.field.newsletter'), t(customer.newsletter ? 'app.yes' : 'app.no'))}
      ${line(t('customer.overview.last-login'), customer.lastLoginAt && time(customer.lastLoginAt))}
      ${line(t('customer.overview.promo-codes'), customer.promoCodes?.join(', '))}
      ${own.map((each) => line(each.label, attributeValue(each, customer[each.name] ?? customer.customFields?.[each.name.slice('custom.'.length)])))}
      ${line(t('customer.overview.external'), customer.externalIds.map((each) => html`<div>${each.system}: ${each.id}</div>`))}
    </dl>`;
  }
}

customElements.define('customer-overview', Overview);
