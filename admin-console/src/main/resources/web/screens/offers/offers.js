// Offers that hold for every cart, and coupons and vouchers that hold by their codes.

import { api } from '../../app/api.js';
import { dateTime, number } from '../../app/format.js';
import { t } from '../../app/i18n.js';
import { html, nothing } from '../../app/lit.js';
import { observe } from '../../app/observe.js';
import { router } from '../../app/router.js';
import { SearchText } from '../../app/search-text.js';
import { session } from '../../app/session.js';
import { chip, field, switchButton } from '../../elements/controls.js';
import { confirm, openDialog } from '../../elements/dialog.js';
import { ClienteleElement } from '../../elements/element.js';
import { Loading } from '../../elements/loading.js';
import { emptyState } from '../../elements/states.js';
import { toast, toastError } from '../../elements/toast.js';
import '../../elements/pagination.js';
import '../../elements/table.js';
import '../../elements/tabs.js';
import './form.js';
import { condition, effect } from './words.js';

class Offers extends ClienteleElement {
  #asking;
  #text = new SearchText(this);
  #list = new Loading(this, (signal) => {
    const { query } = router;
    const asked = { page: query.get('page') ?? 1, size: query.get('size') ?? 25, q: this.#coupons ? query.get('q') : null };
    return api.get(this.#coupons ? 'coupons' : 'offers', { query: asked, signal });
  });

  constructor() {
    super();
    observe(this, router);
  }

  get #coupons() {
    return router.query.get('tab') === 'coupons';
  }

  /** Only callers of the whole shop change them. */
  get #mayWrite() {
    return session.may('offers:write') && session.caller.sellerAccounts === null;
  }

  willUpdate() {
    const asking = String(router.query);
    if (router.path === 'offers' && asking !== this.#asking) {
      if (this.#asking?.includes('tab=') !== asking.includes('tab=')) {
        this.#list.data = undefined;
      }
      this.#asking = asking;
      this.#list.run();
    }
  }

  render() {
    const coupons = this.#coupons;
    const tabs = ['offers', 'coupons'].map((id) => ({ id, label: t(`offers.tab.${id}`) }));
    return html`
      <div class="heading"><h1>${t('offers.title')}</h1>
        ${this.#mayWrite ? html`<button type="button" class="button primary" @click=${() => this.#edit()}>${t(coupons ? 'offers.new-coupon' : 'offers.new')}</button>` : nothing}
      </div>
      <c-tabs label=${t('offers.title')} .tabs=${tabs} selected=${coupons ? 'coupons' : 'offers'} .panel=${this.#panel(coupons)}
        @select=${(event) => router.go(event.detail.id === 'coupons' ? 'offers?tab=coupons' : 'offers')}></c-tabs>
    `;
  }

  #panel(coupons) {
    return html`
      ${coupons ? html`<div class="toolbar" role="search">${field({ id: 'coupons-search', label: t('offers.search'), type: 'search', value: this.#text.value, input: (text) => this.#text.write(text) })}</div>` : nothing}
      ${this.#list.render(({ items, page }) => {
        const rows = items.map((each) => ({ ...each, id: each.id ?? each.code }));
        return items.length === 0
          ? emptyState(t('offers.none'))
          : html`<c-table caption=${t(coupons ? 'offers.tab.coupons' : 'offers.tab.offers')} .columns=${coupons ? this.#couponColumns() : this.#offerColumns()} .rows=${rows}></c-table>
              <c-pagination .page=${page} @page=${(event) => router.setQuery({ page: event.detail.number })}
                @size=${(event) => router.setQuery({ size: event.detail.size, page: null })}></c-pagination>`;
      })}`;
  }

  #offerColumns() {
    const active = (row) => switchButton({ label: t('offers.active-of', { name: row.name }), checked: row.active, disabled: !this.#mayWrite, change: (on) => this.#switch(row, on) });
    return [
      { name: 'name', label: t('offers.name'), header: true, cell: (row) => row.name },
      { name: 'then', label: t('offers.gives'), cell: effect },
      { name: 'when', label: t('offers.when'), cell: (row) => condition(row) || t('offers.always') },
      { name: 'priority', label: t('offers.priority'), numeric: true, cell: (row) => number(row.priority) },
      { name: 'stacks', label: t('offers.stacks'), cell: (row) => (row.stacks ? t('app.yes') : t('app.no')) },
      { name: 'active', label: t('offers.active'), cell: active },
      { name: 'actions', label: t('offers.actions'), cell: (row) => this.#actions(row, row.name) },
    ];
  }

  #couponColumns() {
    const over = (row) => row.validUntil && Date.parse(row.validUntil) <= Date.now();
    return [
      { name: 'code', label: t('offers.code'), header: true, cell: (row) => html`<code>${row.code}</code>` },
      { name: 'name', label: t('offers.name'), cell: (row) => row.name ?? '' },
      { name: 'then', label: t('offers.gives'), cell: effect },
      { name: 'when', label: t('offers.when'), cell: (row) => condition(row) || t('offers.always') },
      { name: 'used', label: t('offers.used'), numeric: true, cell: (row) => (row.uses ? t('offers.used-of', { used: row.used, uses: row.uses }) : number(row.used)) },
      { name: 'validUntil', label: t('offers.validUntil'), cell: (row) => (over(row) ? chip({ text: t('offers.over'), kind: 'warn' }) : row.validUntil ? dateTime(row.validUntil) : '') },
      {
        name: 'actions',
        label: t('offers.actions'),
        cell: (row) => html`${this.#mayWrite && !over(row)
          ? html`<button type="button" class="button quiet" aria-label=${t('offers.end-of', { name: row.code })} @click=${() => this.#end(row)}>${t('offers.end')}</button>`
          : nothing} ${this.#actions(row, row.code)}`,
      },
    ];
  }

  #actions(row, name) {
    return this.#mayWrite
      ? html`<button type="button" class="button quiet" aria-label=${t('offers.change-of', { name })} @click=${() => this.#edit(row)}>${t('offers.change')}</button>
          <button type="button" class="button quiet" aria-label=${t('offers.delete-of', { name })} @click=${() => this.#remove(row, name)}>${t('offers.delete')}</button>`
      : nothing;
  }

  #path(row) {
    return this.#coupons ? `coupons/${encodeURIComponent(row.code)}` : `offers/${row.id}`;
  }

  async #do(work, told) {
    try {
      await work();
      toast(told);
    } catch (error) {
      toastError(error);
    }
    await this.#list.run();
  }

  #switch(row, active) {
    return this.#do(() => api.patch(this.#path(row), { active }, { version: row.version }), t(active ? 'offers.switched-on' : 'offers.switched-off', { name: row.name }));
  }

  #end(row) {
    return this.#do(() => api.patch(this.#path(row), { validUntil: new Date().toISOString() }, { version: row.version }), t('offers.ended', { name: row.code }));
  }

  async #remove(row, name) {
    const sure = { title: t('offers.delete-of', { name }), text: t('offers.delete.text'), confirm: t('offers.delete'), danger: true };
    if (await confirm(sure)) {
      await this.#do(() => api.delete(this.#path(row), { version: row.version }), t('offers.deleted', { name }));
    }
  }

  async #edit(row) {
    const coupon = this.#coupons;
    const title = row ? t('offers.change-of', { name: row.code ?? row.name }) : t(coupon ? 'offers.new-coupon' : 'offers.new');
    if (await openDialog(title, (close) => html`<c-offer-form .what=${row} .coupon=${coupon} .close=${close}></c-offer-form>`, { wide: true })) {
      toast(t('offers.saved'));
      await this.#list.run();
    }
  }
}

customElements.define('clientele-offers', Offers);

export default () => html`<clientele-offers></clientele-offers>`;
