// Pairs who may be the same person, the surest first.

import { api } from '../../app/api.js';
import { country, date, number, percent, time } from '../../app/format.js';
import { code, t } from '../../app/i18n.js';
import { html, nothing } from '../../app/lit.js';
import { observe } from '../../app/observe.js';
import { address, router } from '../../app/router.js';
import { chip } from '../../elements/controls.js';
import { customerNames } from '../../elements/customer-picker.js';
import { ClienteleElement } from '../../elements/element.js';
import { Loading } from '../../elements/loading.js';
import { emptyState } from '../../elements/states.js';
import { toast, toastError } from '../../elements/toast.js';
import '../../elements/pagination.js';
import '../../elements/table.js';
import '../../elements/tabs.js';

const ROWS = ['name', 'reference', 'email', 'phone', 'city', 'country', 'account', 'orders', 'createdAt'];

class Duplicates extends ClienteleElement {
  #list = new Loading(this, async (signal) => {
    if (!this.#dismissed()) {
      return api.get('duplicates', { query: this.#asked(), signal });
    }
    const { page, size } = this.#asked();
    const list = await api.get('duplicates/dismissals', { query: { page, size }, signal });
    return { ...list, names: await customerNames(list.items.flatMap((each) => each.customers), signal) };
  });
  #asking = null;

  constructor() {
    super();
    observe(this, router);
  }

  willUpdate() {
    const asking = JSON.stringify([this.#dismissed(), this.#asked()]);
    if (router.path === 'duplicates' && asking !== this.#asking) {
      this.#list.data = this.#asking?.startsWith(`[${this.#dismissed()}`) ? this.#list.data : undefined;
      this.#asking = asking;
      this.#list.run();
    }
  }

  #dismissed() {
    return router.query.get('tab') === 'dismissed';
  }

  #asked() {
    const { query } = router;
    return { page: query.get('page') ?? 1, size: query.get('size') ?? 10, customer: query.get('customer') };
  }

  render() {
    const tabs = [
      { id: 'pairs', label: t('duplicates.pairs') },
      { id: 'dismissed', label: t('duplicates.dismissed') },
    ];
    return html`<div class="heading"><h1>${t('duplicates.title')}</h1></div>
      <c-tabs label=${t('duplicates.title')} .tabs=${tabs} selected=${this.#dismissed() ? 'dismissed' : 'pairs'}
        .panel=${this.#list.render((list) => this.#panel(list))}
        @select=${(event) => router.setQuery({ tab: event.detail.id === 'pairs' ? null : event.detail.id, page: null })}></c-tabs>`;
  }

  #panel({ items, page, names }) {
    if (items.length === 0) {
      return emptyState(t(this.#dismissed() ? 'duplicates.none-dismissed' : 'duplicates.none'));
    }
    return html`${names ? this.#dismissals(items, names) : html`<ul class="rows">${items.map((pair) => this.#pair(pair))}</ul>`}
      <c-pagination .page=${page} @page=${(event) => router.setQuery({ page: event.detail.number })} @size=${(event) => router.setQuery({ size: event.detail.size, page: null })}></c-pagination>`;
  }

  #pair({ score, reasons, customers: [a, b] }) {
    const names = { one: a.name ?? a.reference, other: b.name ?? b.reference };
    const rows = ROWS.filter((each) => show(each, a) || show(each, b));
    return html`<li class="card pair">
      <div class="row"><h2 class="grow">${t('duplicates.pair', names)}</h2>
        ${chip({ text: t('duplicates.score', { score: percent(score) }), kind: score >= 0.9 ? 'good' : '' })}
        ${reasons.map((each) => chip({ text: code('duplicates.reason', each.kind) }))}</div>
      <div class="table-scroll" tabindex="0" role="region" aria-label=${t('duplicates.pair', names)}><table>
        <tbody>${rows.map((each) => {
          const different = show(each, a) !== show(each, b);
          const cell = (one) => html`<td>${each === 'name' || (each === 'reference' && !one.name) ? html`<a href=${address(`customers/${one.id}`)}>${show(each, one)}</a>` : show(each, one)}</td>`;
          return html`<tr class=${different ? 'different' : ''}><th scope="row">${t(`duplicates.${each}`)}${different ? html`<span class="visually-hidden"> ${t('duplicates.differs')}</span>` : nothing}</th>${cell(a)}${cell(b)}</tr>`;
        })}</tbody></table></div>
      <div class="actions">
        <button type="button" class="button" aria-label=${t('duplicates.dismiss-pair', names)} @click=${() => this.#dismiss([a.id, b.id], names)}>${t('duplicates.dismiss')}</button>
        <a class="button primary" aria-label=${t('duplicates.merge-pair', names)} href=${address(`customers/${a.id}/merge?from=${b.id}`)}>${t('duplicates.merge')}</a>
      </div>
    </li>`;
  }

  #dismissals(items, names) {
    const columns = [
      { name: 'customers', label: t('duplicates.customers'), header: true, cell: (one) => one.customers.map((id) => html`<div><a href=${address(`customers/${id}`)}>${names.get(id) ?? `…${id.slice(-6)}`}</a></div>`) },
      { name: 'by', label: t('duplicates.by'), cell: (one) => one.dismissedBy },
      { name: 'at', label: t('duplicates.at'), cell: (one) => time(one.dismissedAt) },
      { name: 'recall', label: t('duplicates.actions'), cell: (one) => html`<button type="button" class="button quiet" @click=${() => this.#recall(one.id)}>${t('duplicates.recall')}</button>` },
    ];
    return html`<c-table caption=${t('duplicates.dismissed')} .columns=${columns} .rows=${items}></c-table>`;
  }

  async #dismiss(ids, names) {
    try {
      const { id } = await api.post('duplicates/dismissals', { ids });
      toast(t('duplicates.dismissed-pair', names), { undo: () => this.#recall(id) });
    } catch (error) {
      toastError(error);
    }
    await this.#list.run();
  }

  async #recall(id) {
    try {
      await api.delete(`duplicates/dismissals/${id}`);
    } catch (error) {
      toastError(error);
    }
    await this.#list.run();
  }
}

function show(name, customer) {
  const value = customer[name];
  if (value === null || value === undefined) {
    return '';
  }
  switch (name) {
    case 'country':
      return country(value);
    case 'account':
      return t(value ? 'duplicates.has-account' : 'duplicates.guest');
    case 'orders':
      return number(value);
    case 'createdAt':
      return date(value.slice(0, 10));
    default:
      return value;
  }
}

customElements.define('clientele-duplicates', Duplicates);

export default () => html`<clientele-duplicates></clientele-duplicates>`;
