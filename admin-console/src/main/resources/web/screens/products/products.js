// What carts can hold, and the price lists of customer groups.

import { api } from '../../app/api.js';
import { money, number } from '../../app/format.js';
import { t } from '../../app/i18n.js';
import { html, nothing } from '../../app/lit.js';
import { observe } from '../../app/observe.js';
import { router } from '../../app/router.js';
import { SearchText } from '../../app/search-text.js';
import { session } from '../../app/session.js';
import { chip, field } from '../../elements/controls.js';
import { confirm, openDialog } from '../../elements/dialog.js';
import { ClienteleElement } from '../../elements/element.js';
import { Loading } from '../../elements/loading.js';
import { emptyState } from '../../elements/states.js';
import { toast, toastError } from '../../elements/toast.js';
import '../../elements/pagination.js';
import '../../elements/table.js';
import '../../elements/tabs.js';
import './price-lists.js';
import './product-form.js';

/** Only callers of the whole shop change products and prices. */
export const mayWrite = () => session.may('products:write') && session.caller.sellerAccounts === null;

class Products extends ClienteleElement {
  #asking;
  #text = new SearchText(this);
  #list = new Loading(this, (signal) => {
    const { query } = router;
    const asked = { q: query.get('q'), active: query.get('active'), page: query.get('page') ?? 1, size: query.get('size') ?? 25 };
    return api.get('products', { query: asked, signal });
  });

  constructor() {
    super();
    observe(this, router);
  }

  get #lists() {
    return router.query.get('tab') === 'price-lists';
  }

  willUpdate() {
    const asking = String(router.query);
    if (router.path === 'products' && !this.#lists && asking !== this.#asking) {
      this.#asking = asking;
      this.#list.run();
    }
  }

  render() {
    const tabs = ['products', 'price-lists'].map((id) => ({ id, label: t(`products.tab.${id}`) }));
    return html`
      <div class="heading"><h1>${t('products.title')}</h1>
        ${mayWrite() && !this.#lists ? html`<button type="button" class="button primary" @click=${() => this.#edit()}>${t('products.new')}</button>` : nothing}
      </div>
      <c-tabs label=${t('products.title')} .tabs=${tabs} selected=${this.#lists ? 'price-lists' : 'products'}
        .panel=${this.#lists ? html`<c-price-lists></c-price-lists>` : this.#panel()}
        @select=${(event) => router.go(event.detail.id === 'products' ? 'products' : 'products?tab=price-lists')}></c-tabs>
    `;
  }

  #panel() {
    const { query } = router;
    const sold = [
      { value: '', label: t('products.any') },
      { value: 'true', label: t('products.sold') },
      { value: 'false', label: t('products.not-sold') },
    ];
    return html`<div class="toolbar filters" role="search">
        ${field({ id: 'products-search', label: t('products.search'), type: 'search', value: this.#text.value, input: (text) => this.#text.write(text) })}
        ${field({ id: 'products-active', label: t('products.shown'), value: query.get('active') ?? '', options: sold, input: (active) => router.setQuery({ active, page: null }) })}
      </div>
      ${this.#list.render(({ items, page }) =>
        items.length === 0
          ? emptyState(t('products.none'))
          : html`<c-table caption=${t('products.title')} .columns=${this.#columns()} .rows=${items.map((each) => ({ ...each, id: each.sku }))}></c-table>
              <c-pagination .page=${page} @page=${(event) => router.setQuery({ page: event.detail.number })}
                @size=${(event) => router.setQuery({ size: event.detail.size, page: null })}></c-pagination>`,
      )}`;
  }

  #columns() {
    return [
      { name: 'sku', label: t('products.sku'), header: true, cell: (row) => html`<code>${row.sku}</code>` },
      { name: 'name', label: t('products.name'), cell: (row) => row.name },
      { name: 'price', label: t('products.price'), numeric: true, cell: (row) => money(row.price) },
      { name: 'prices', label: t('products.prices'), cell: (row) => row.prices.map(money).join(' · ') },
      { name: 'category', label: t('products.category'), cell: (row) => row.category ?? '' },
      { name: 'brand', label: t('products.brand'), cell: (row) => row.brand ?? '' },
      { name: 'maxQuantity', label: t('products.max'), numeric: true, cell: (row) => (row.maxQuantity ? number(row.maxQuantity) : '') },
      { name: 'active', label: t('products.shown'), cell: (row) => chip({ text: t(row.active ? 'products.sold' : 'products.not-sold'), kind: row.active ? 'good' : 'warn' }) },
      { name: 'actions', label: t('products.actions'), cell: (row) => this.#actions(row) },
    ];
  }

  #actions(row) {
    return mayWrite()
      ? html`<button type="button" class="button quiet" aria-label=${t('products.change-of', { name: row.name })} @click=${() => this.#edit(row)}>${t('products.change')}</button>
          <button type="button" class="button quiet" aria-label=${t('products.delete-of', { name: row.name })} @click=${() => this.#remove(row)}>${t('products.delete')}</button>`
      : nothing;
  }

  async #remove(row) {
    const sure = { title: t('products.delete-of', { name: row.name }), text: t('products.delete.text'), confirm: t('products.delete'), danger: true };
    if (await confirm(sure)) {
      await api.delete(`products/${encodeURIComponent(row.sku)}`, { version: '*' }).then(() => toast(t('products.deleted', { name: row.name })), toastError);
      await this.#list.run();
    }
  }

  async #edit(row) {
    const title = row ? t('products.change-of', { name: row.name }) : t('products.new');
    if (await openDialog(title, (close) => html`<c-product-form .sku=${row?.sku ?? null} .close=${close}></c-product-form>`, { wide: true })) {
      toast(t('products.saved'));
      await this.#list.run();
    }
  }
}

customElements.define('clientele-products', Products);

export default () => html`<clientele-products></clientele-products>`;
