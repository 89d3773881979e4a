// Companies that several customers buy for.

import { api } from '../../app/api.js';
import { money, number } from '../../app/format.js';
import { t } from '../../app/i18n.js';
import { html, live, nothing } from '../../app/lit.js';
import { observe } from '../../app/observe.js';
import { address, router } from '../../app/router.js';
import { SearchText } from '../../app/search-text.js';
import { session } from '../../app/session.js';
import { ClienteleElement } from '../../elements/element.js';
import { Loading } from '../../elements/loading.js';
import { emptyState } from '../../elements/states.js';
import '../../elements/pagination.js';
import '../../elements/table.js';

class Companies extends ClienteleElement {
  #list = new Loading(this, (signal) => api.get('companies', { query: this.#asked(), signal }));
  #asking = null;
  #text = new SearchText(this);

  constructor() {
    super();
    observe(this, router);
  }

  willUpdate() {
    const asking = JSON.stringify(this.#asked());
    if (router.path === 'companies' && asking !== this.#asking) {
      this.#asking = asking;
      this.#list.run();
    }
  }

  #asked() {
    const { query } = router;
    return { q: query.get('q'), page: query.get('page') ?? 1, size: query.get('size') ?? 25 };
  }

  render() {
    const create = session.may('customers:write') ? html`<a class="button primary" href=${address('companies/new')}>${t('companies.new')}</a>` : nothing;
    return html`<div class="heading"><h1>${t('companies.title')}</h1>${create}</div>
      <div class="toolbar" role="search">
        <input type="search" aria-label=${t('companies.search')} placeholder=${t('companies.search')} .value=${live(this.#text.value)} @input=${(event) => this.#text.write(event.target.value)}>
      </div>
      ${this.#list.render((list) => this.#companies(list))}`;
  }

  #companies({ items, page }) {
    if (items.length === 0) {
      const q = router.query.get('q');
      return emptyState(q ? t('companies.no-match', { q }) : t('companies.none'));
    }
    const columns = [
      { name: 'name', label: t('companies.name'), header: true, cell: (one) => html`<a href=${address(`companies/${one.id}`)}>${one.name}</a>` },
      { name: 'vatId', label: t('companies.vatId'), cell: (one) => one.vatId ?? '' },
      { name: 'limit', label: t('companies.approvalLimit'), numeric: true, cell: (one) => (one.approvalLimit ? money(one.approvalLimit) : t('companies.no-limit')) },
      { name: 'members', label: t('companies.members'), numeric: true, cell: (one) => number(one.members.length) },
    ];
    return html`<c-table caption=${t('companies.title')} .columns=${columns} .rows=${items} linked></c-table>
      <c-pagination .page=${page} @page=${(event) => router.setQuery({ page: event.detail.number })} @size=${(event) => router.setQuery({ size: event.detail.size, page: null })}></c-pagination>`;
  }
}

customElements.define('clientele-companies', Companies);

export default () => html`<clientele-companies></clientele-companies>`;
