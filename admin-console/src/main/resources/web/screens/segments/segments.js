// Saved sets of customers.

import { api } from '../../app/api.js';
import { number, time } from '../../app/format.js';
import { t } from '../../app/i18n.js';
import { html, nothing } from '../../app/lit.js';
import { observe } from '../../app/observe.js';
import { address, router } from '../../app/router.js';
import { session } from '../../app/session.js';
import { chip } from '../../elements/controls.js';
import { ClienteleElement } from '../../elements/element.js';
import { Loading } from '../../elements/loading.js';
import { emptyState } from '../../elements/states.js';
import '../../elements/pagination.js';
import '../../elements/table.js';

/** How many, and whether that is counted. */
export const countText = ({ count, countKind }) =>
  count === null ? t('segments.not-counted') : t(countKind === 'estimate' ? 'segments.about' : 'segments.exactly', { customers: number(count) });

/** The address of the list of those in a segment. */
export const customersOf = (id) => address(`customers?filter=${encodeURIComponent(`segments eq "${id}"`)}`);

/** Whether the caller may change a segment: one of the whole shop takes all seller accounts. */
export const mayChange = (segment) =>
  session.may('segments:write') && session.may('customers:read') && (session.caller.sellerAccounts === null || segment.sellerAccounts.length > 0);

class Segments extends ClienteleElement {
  #list = new Loading(this, (signal) => api.get('segments', { query: this.#asked(), signal }));
  #asking = null;

  constructor() {
    super();
    observe(this, router);
  }

  willUpdate() {
    const asking = JSON.stringify(this.#asked());
    if (router.path === 'segments' && asking !== this.#asking) {
      this.#asking = asking;
      this.#list.run();
    }
  }

  #asked() {
    return { page: router.query.get('page') ?? 1, size: router.query.get('size') ?? 25 };
  }

  render() {
    const create = session.may('segments:write') ? html`<a class="button primary" href=${address('segments/new')}>${t('segments.new')}</a>` : nothing;
    return html`<div class="heading"><h1>${t('segments.title')}</h1>${create}</div>${this.#list.render((list) => this.#segments(list))}`;
  }

  #segments({ items, page }) {
    if (items.length === 0) {
      return emptyState(t('segments.none'));
    }
    const columns = [
      { name: 'name', label: t('segments.name'), header: true, cell: (one) => html`<a href=${address(`segments/${one.id}`)}>${one.name}</a>` },
      { name: 'kind', label: t('segments.kind'), cell: (one) => t(`segments.kind.${one.kind}`) },
      {
        name: 'state',
        label: t('segments.state'),
        cell: (one) => html`${chip({ text: t(`segments.state.${one.state}`), kind: one.state === 'active' ? 'good' : 'warn' })} ${one.reason ? html`<span class="clip" title=${one.reason}>${one.reason}</span>` : nothing}`,
      },
      { name: 'count', label: t('segments.customers'), numeric: true, cell: (one) => html`<a href=${customersOf(one.id)} aria-label=${t('segments.customers-of', { name: one.name, customers: countText(one) })}>${countText(one)}</a>` },
      { name: 'counted', label: t('segments.counted'), cell: (one) => (one.countedAt ? time(one.countedAt) : '') },
      { name: 'filter', label: t('segments.filter'), cell: (one) => html`<code class="clip">${one.filter ?? ''}</code>` },
    ];
    return html`<c-table caption=${t('segments.title')} .columns=${columns} .rows=${items} linked></c-table>
      <c-pagination .page=${page} @page=${(event) => router.setQuery({ page: event.detail.number })} @size=${(event) => router.setQuery({ size: event.detail.size, page: null })}></c-pagination>`;
  }
}

customElements.define('clientele-segments', Segments);

export default () => html`<clientele-segments></clientele-segments>`;
