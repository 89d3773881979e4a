// The list of customers. All that it shows is in its address.

import { api } from '../../app/api.js';
import { attributeValue, isNumeric } from '../../app/format.js';
import { t } from '../../app/i18n.js';
import { useKeys } from '../../app/keys.js';
import { html } from '../../app/lit.js';
import { observe } from '../../app/observe.js';
import { address, router } from '../../app/router.js';
import { session } from '../../app/session.js';
import { browserStore } from '../../app/store.js';
import { ClienteleElement } from '../../elements/element.js';
import { Loading } from '../../elements/loading.js';
import { rememberResult } from '../customer/result.js';
import { emptyState } from '../../elements/states.js';
import '../../elements/pagination.js';
import '../../elements/table.js';

const COLUMNS = ['name', 'email', 'country', 'orders', 'totalSpent', 'lastOrderAt', 'registeredAt'];
const DEBOUNCE_MILLIS = 250;
const FIRST_SIZE = 25;

class Customers extends ClienteleElement {
  #schema = new Loading(this, (signal) => api.get('schema/customers', { signal }));
  #list = new Loading(this, (signal) => this.#find(this.#asked(), signal));
  #timer;
  #asking = null;

  constructor() {
    super();
    observe(this, router);
    useKeys(this, [{ key: '/', title: 'customers.keys.search', run: () => this.querySelector('input[type=search]').focus() }]);
  }

  connectedCallback() {
    super.connectedCallback();
    this.#schema.run();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  willUpdate() {
    const asking = JSON.stringify(this.#asked());
    if (router.path === 'customers' && asking !== this.#asking) {
      this.#asking = asking;
      this.#list.run();
    }
  }

  #asked() {
    const { query } = router;
    return {
      q: query.get('q'),
      sort: query.get('sort'),
      page: query.get('page') ?? 1,
      size: query.get('size') ?? browserStore.get('customers.size') ?? FIRST_SIZE,
      fields: [...new Set(['reference', ...this.#columnNames()])],
    };
  }

  async #find(query, signal) {
    const answer = await api.get('customers', { query, signal });
    rememberResult(query, answer);
    return answer;
  }

  #columnNames() {
    return session.may('customers.pii:read') ? COLUMNS : ['reference', ...COLUMNS.filter((each) => each !== 'name' && each !== 'email')];
  }

  #columns(attributes) {
    const first = this.#columnNames()[0];
    return this.#columnNames()
      .map((name) => attributes.find((each) => each.name === name))
      .filter(Boolean)
      .map((attribute) => ({
        name: attribute.name,
        label: attribute.label,
        sortable: attribute.sortable,
        numeric: isNumeric(attribute.type),
        header: attribute.name === first,
        cell: (row) =>
          attribute.name === first
            ? html`<a href=${address(`customers/${row.id}`)}>${attributeValue(attribute, row[attribute.name]) || row.reference}</a>`
            : attributeValue(attribute, row[attribute.name]),
      }));
  }

  render() {
    return html`
      <div class="heading"><h1>${t('customers.title')}</h1></div>
      <div class="toolbar" role="search">
        <label class="visually-hidden" for="customers-search">${t('customers.search')}</label>
        <input id="customers-search" type="search" placeholder=${t('customers.search')} .value=${router.query.get('q') ?? ''}
          @input=${this.#search}>
      </div>
      ${this.#schema.render(({ attributes }) => this.#list.render((list) => this.#results(attributes, list)))}
    `;
  }

  #results(attributes, { items, page }) {
    if (items.length === 0) {
      const q = router.query.get('q');
      return emptyState(q ? t('customers.no-match', { q }) : t('customers.none'));
    }
    return html`
      <c-table caption=${t('customers.title')} .columns=${this.#columns(attributes)} .rows=${items} linked
        sort=${router.query.get('sort') ?? ''} @sort=${(event) => router.setQuery({ sort: event.detail.sort, page: null })}></c-table>
      <c-pagination .page=${page} @page=${(event) => router.setQuery({ page: event.detail.number })} @size=${this.#resize}></c-pagination>
    `;
  }

  #search(event) {
    const q = event.target.value.trim();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => router.setQuery({ q, page: null }, { replace: router.query.has('q') }), DEBOUNCE_MILLIS);
  }

  #resize(event) {
    browserStore.set('customers.size', event.detail.size);
    router.setQuery({ size: event.detail.size, page: null });
  }
}

customElements.define('clientele-customers', Customers);

export default () => html`<clientele-customers></clientele-customers>`;
