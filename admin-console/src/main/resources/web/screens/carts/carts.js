// The carts of customers and guests. Which ones, and in which order, is in the address.

import { amountText, parseAmount } from '../../app/amounts.js';
import { api } from '../../app/api.js';
import { dateTime, money, number, time } from '../../app/format.js';
import { code, t } from '../../app/i18n.js';
import { html, nothing } from '../../app/lit.js';
import { observe } from '../../app/observe.js';
import { address, router } from '../../app/router.js';
import { session } from '../../app/session.js';
import { browserStore } from '../../app/store.js';
import { chip, field } from '../../elements/controls.js';
import { ClienteleElement } from '../../elements/element.js';
import { Loading } from '../../elements/loading.js';
import { emptyState } from '../../elements/states.js';
import '../../elements/pagination.js';
import '../../elements/table.js';
import { names } from './names.js';

const STATUSES = ['open', 'completed', 'merged', 'expired'];
const FILTERS = ['customer', 'abandoned', 'guest', 'currency', 'minTotal', 'maxTotal', 'changedBefore', 'changedAfter'];

class Carts extends ClienteleElement {
  static properties = { problem: { state: true } };

  #asking;
  #list = new Loading(this, async (signal) => {
    const list = await api.get('carts', { query: this.#asked(), signal });
    const ids = [...list.items.map((each) => each.customerId), router.query.get('customer')];
    return { ...list, names: await names(ids, signal) };
  });

  constructor() {
    super();
    observe(this, router);
  }

  willUpdate() {
    const asking = String(router.query);
    if (router.path === 'carts' && asking !== this.#asking) {
      this.#asking = asking;
      this.#list.run();
    }
  }

  #asked() {
    const { query } = router;
    const status = query.get('status') ?? 'open';
    return {
      ...Object.fromEntries(FILTERS.map((each) => [each, query.get(each)])),
      status: status === 'all' ? null : status,
      sort: query.get('sort'),
      page: query.get('page') ?? 1,
      size: query.get('size') ?? browserStore.get('carts.size') ?? 25,
    };
  }

  render() {
    return html`
      <div class="heading"><h1>${t('carts.title')}</h1>
        <a class="button" href=${address('carts/approvals')}>${t('carts.approvals')}</a>
        ${session.may('carts:write') ? html`<a class="button primary" href=${address('carts/new')}>${t('carts.new')}</a>` : nothing}
      </div>
      ${this.#filters()}
      ${this.#list.render((list) => this.#results(list))}
    `;
  }

  #filters() {
    const { query } = router;
    const set = (name) => (value) => router.setQuery({ [name]: value, page: null });
    const choice = (name, label, options, usual = '') => field({ id: `carts-${name}`, label, value: query.get(name) ?? usual, options, input: set(name) });
    const any = { value: '', label: t('carts.any') };
    const filtered = FILTERS.some((each) => query.has(each)) || query.has('status');
    return html`<details class="filter-box" ?open=${filtered || matchMedia('(width > 48rem)').matches}><summary>${t('carts.filters')}</summary>
    <form class="toolbar filters" role="search" @submit=${(event) => event.preventDefault()}>
      ${choice('status', t('carts.status'), [...STATUSES.map((value) => ({ value, label: code('carts.status', value) })), { value: 'all', label: t('carts.any') }], 'open')}
      ${choice('abandoned', t('carts.abandoned'), [any, { value: 'true', label: t('carts.abandoned.yes') }, { value: 'false', label: t('carts.abandoned.no') }])}
      ${choice('guest', t('carts.whose'), [any, { value: 'false', label: t('carts.whose.customers') }, { value: 'true', label: t('carts.whose.guests') }])}
      ${this.#amount('minTotal', t('carts.min'))} ${this.#amount('maxTotal', t('carts.max'))}
      ${this.#text('currency', t('carts.currency'), query.get('currency') ?? '', (text) => text.toUpperCase())}
      ${this.#day('changedAfter', t('carts.after'))} ${this.#day('changedBefore', t('carts.before'))}
      ${filtered
        ? html`<button type="button" class="button quiet" @click=${() => router.go('carts')}>${t('carts.clear')}</button>`
        : nothing}
    </form></details>
    ${query.has('customer')
      ? html`<p>${chip({ text: this.#list.data?.names.get(query.get('customer')) ?? t('carts.customer'), remove: () => set('customer')(null) })}</p>`
      : nothing}
    ${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : nothing}`;
  }

  #text(name, label, value, read, type = 'text') {
    const id = `carts-${name}`;
    const change = (event) => {
      const { value: text } = event.target;
      const wanted = text === '' ? '' : read(text);
      this.problem = wanted === null ? t('carts.no-amount', { label }) : undefined;
      if (wanted !== null) {
        router.setQuery({ [name]: wanted, page: null });
      }
    };
    return html`<div class="field ${type}"><label for=${id}>${label}</label><input id=${id} type=${type} .value=${value} @change=${change}></div>`;
  }

  #amount(name, label) {
    const currency = /^[A-Z]{3}$/.test(router.query.get('currency') ?? '') ? router.query.get('currency') : 'EUR';
    const amount = router.query.get(name);
    return this.#text(name, label, amount ? amountText(Number(amount), currency) : '', (text) => parseAmount(text, currency));
  }

  /** Days of the user's time zone; the address has the moment in which they begin. */
  #day(name, label) {
    const at = router.query.get(name);
    const local = at ? new Date(new Date(at) - new Date(at).getTimezoneOffset() * 60_000).toISOString().slice(0, 10) : '';
    return this.#text(name, label, local, (text) => new Date(`${text}T00:00:00`).toISOString(), 'date');
  }

  #results({ items, page, names: called }) {
    if (items.length === 0) {
      return emptyState(t('carts.none'));
    }
    return html`
      <c-table caption=${t('carts.title')} .columns=${this.#columns(called)} .rows=${items} linked sort=${router.query.get('sort') ?? '-changedAt'}
        @sort=${(event) => router.setQuery({ sort: event.detail.sort, page: null })}></c-table>
      <c-pagination .page=${page} @page=${(event) => router.setQuery({ page: event.detail.number })} @size=${this.#resize}></c-pagination>
    `;
  }

  #columns(called) {
    const whose = (row) => (row.customerId ? (called.get(row.customerId) ?? t('carts.customer')) : t('carts.guest'));
    return [
      { name: 'customer', label: t('carts.customer'), header: true, cell: (row) => html`<a href=${address(`carts/${row.id}`)}>${whose(row)}</a>` },
      { name: 'total', label: t('carts.total'), numeric: true, sortable: true, cell: (row) => (row.currency ? money({ amount: row.total, currency: row.currency }) : '') },
      { name: 'units', label: t('carts.units'), numeric: true, cell: (row) => number(row.units) },
      { name: 'lines', label: t('carts.lines'), numeric: true, cell: (row) => number(row.lines) },
      { name: 'state', label: t('carts.status'), cell: (row) => this.#state(row) },
      { name: 'changedAt', label: t('carts.changed'), sortable: true, cell: (row) => time(row.changedAt) },
      { name: 'createdAt', label: t('carts.created'), sortable: true, cell: (row) => time(row.createdAt) },
      { name: 'sellerAccount', label: t('carts.seller-account'), cell: (row) => row.sellerAccount },
    ];
  }

  #state(row) {
    return row.abandonedAt
      ? html`<span title=${dateTime(row.abandonedAt)}>${chip({ text: t('carts.abandoned.yes'), kind: 'warn' })}</span>`
      : chip({ text: code('carts.status', row.status), kind: row.status === 'completed' ? 'good' : '' });
  }

  #resize(event) {
    browserStore.set('carts.size', event.detail.size);
    router.setQuery({ size: event.detail.size, page: null });
  }
}

customElements.define('clientele-carts', Carts);

export default () => html`<clientele-carts></clientele-carts>`;
