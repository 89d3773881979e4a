// Price lists: which there are, and what products cost in one of them.

import { amountText, parseAmount } from '../../app/amounts.js';
import { api } from '../../app/api.js';
import { money } from '../../app/format.js';
import { t } from '../../app/i18n.js';
import { html, nothing } from '../../app/lit.js';
import { observe } from '../../app/observe.js';
import { address, router } from '../../app/router.js';
import { session } from '../../app/session.js';
import { field } from '../../elements/controls.js';
import { openDialog } from '../../elements/dialog.js';
import { ClienteleElement } from '../../elements/element.js';
import { Loading } from '../../elements/loading.js';
import { emptyState } from '../../elements/states.js';
import { toast, toastError } from '../../elements/toast.js';

class PriceLists extends ClienteleElement {
  #asking;
  #lists = new Loading(this, (signal) => this.#load(signal));

  constructor() {
    super();
    observe(this, router);
  }

  willUpdate() {
    const asking = String(router.query);
    if (router.query.get('tab') === 'price-lists' && asking !== this.#asking) {
      this.#asking = asking;
      this.#lists.run();
    }
  }

  async #load(signal) {
    const { query } = router;
    const asked = { query: { page: query.get('page') ?? 1, size: query.get('size') ?? 25 }, signal };
    const id = query.get('list');
    if (!id) {
      return api.get('price-lists', asked);
    }
    const path = `price-lists/${encodeURIComponent(id)}`;
    const [list, prices] = await Promise.all([api.get(path, { signal }), api.get(`${path}/prices`, asked)]);
    return { ...prices, list };
  }

  render() {
    return this.#lists.render(({ items, page, list }) => {
      const rows = items.map((each) => ({ ...each, id: each.id ?? each.sku }));
      return html`
        <div class="heading">
          ${list ? html`<a href=${address('products?tab=price-lists')}>${t('products.lists.all')}</a><h2 class="grow">${list.name}</h2>` : html`<span class="grow"></span>`}
          ${this.#mayWrite ? html`<button type="button" class="button" @click=${() => (list ? this.#price(list) : this.#list())}>${t(list ? 'products.lists.new-price' : 'products.lists.new')}</button>` : nothing}
        </div>
        ${rows.length === 0
          ? emptyState(t('products.lists.none'))
          : html`<c-table caption=${list?.name ?? t('products.tab.price-lists')} .columns=${list ? this.#priceColumns(list) : this.#columns()} .rows=${rows}></c-table>
              <c-pagination .page=${page} @page=${(event) => router.setQuery({ page: event.detail.number })}
                @size=${(event) => router.setQuery({ size: event.detail.size, page: null })}></c-pagination>`}`;
    });
  }

  get #mayWrite() {
    return session.may('products:write') && session.caller.sellerAccounts === null;
  }

  #columns() {
    return [
      { name: 'name', label: t('products.name'), header: true, cell: (row) => html`<a href=${address(`products?tab=price-lists&list=${encodeURIComponent(row.id)}`)}>${row.name}</a>` },
      { name: 'id', label: t('products.lists.id'), cell: (row) => html`<code>${row.id}</code>` },
      { name: 'currency', label: t('products.currency'), cell: (row) => row.currency },
    ];
  }

  #priceColumns(list) {
    const tier = ({ from, price }) => t('products.lists.tier', { from, price: money({ amount: price, currency: list.currency }) });
    return [
      { name: 'sku', label: t('products.sku'), header: true, cell: (row) => html`<code>${row.sku}</code>` },
      { name: 'tiers', label: t('products.price'), cell: (row) => row.tiers.map(tier).join(' · ') },
      {
        name: 'actions',
        label: t('products.actions'),
        cell: (row) =>
          this.#mayWrite
            ? html`<button type="button" class="button quiet" aria-label=${t('products.change-of', { name: row.sku })} @click=${() => this.#price(list, row)}>${t('products.change')}</button>
                <button type="button" class="button quiet" aria-label=${t('products.delete-of', { name: row.sku })}
                  @click=${() => this.#do(() => api.delete(this.#path(list, row.sku)))}>${t('products.delete')}</button>`
            : nothing,
      },
    ];
  }

  #path(list, sku) {
    return `price-lists/${encodeURIComponent(list.id)}/prices/${encodeURIComponent(sku)}`;
  }

  async #do(work) {
    try {
      await work();
      toast(t('products.saved'));
    } catch (error) {
      toastError({ ...error, detail: error.errors?.[0]?.detail ?? error.detail });
    }
    await this.#lists.run();
  }

  async #list() {
    const draft = { id: '', name: '', currency: 'EUR' };
    if (await this.#ask(t('products.lists.new'), draft, [['id', t('products.lists.id')], ['name', t('products.name')], ['currency', t('products.currency')]])) {
      await this.#do(() => api.put(`price-lists/${encodeURIComponent(draft.id.trim())}`, { name: draft.name, currency: draft.currency.toUpperCase() }));
    }
  }

  async #price(list, row) {
    const tiers = row?.tiers.map(({ from, price }) => `${from} ${amountText(price, list.currency)}`).join('\n') ?? '';
    const draft = { sku: row?.sku ?? '', tiers };
    const fields = [['sku', t('products.sku'), { disabled: Boolean(row) }], ['tiers', t('products.lists.tiers'), { rows: 4, hint: t('products.lists.tiers.hint') }]];
    if (await this.#ask(row ? t('products.change-of', { name: row.sku }) : t('products.lists.new-price'), draft, fields)) {
      const read = draft.tiers.split('\n').map((each) => each.trim().split(/\s+/)).filter(([first]) => first);
      const body = { tiers: read.map(([from, price]) => ({ from: Number(from), price: parseAmount(price ?? '', list.currency) ?? -1 })) };
      await this.#do(() => api.put(this.#path(list, draft.sku.trim()), body));
    }
  }

  #ask(title, draft, fields) {
    return openDialog(
      title,
      (close) => html`<form @submit=${(event) => {
        event.preventDefault();
        close(true);
      }}>
        ${fields.map(([name, label, more = {}]) => field({ id: `list-${name}`, label, value: draft[name], required: true, input: (value) => (draft[name] = value), ...more }))}
        <div class="actions">
          <button type="button" class="button" @click=${() => close()}>${t('app.cancel')}</button>
          <button class="button primary">${t('app.save')}</button>
        </div>
      </form>`,
    );
  }
}

customElements.define('c-price-lists', PriceLists);
