// Orders that wait until somebody allows them.

import { api } from '../../app/api.js';
import { money, time } from '../../app/format.js';
import { code, t } from '../../app/i18n.js';
import { html } from '../../app/lit.js';
import { observe } from '../../app/observe.js';
import { address, router } from '../../app/router.js';
import { session } from '../../app/session.js';
import { field } from '../../elements/controls.js';
import { ClienteleElement } from '../../elements/element.js';
import { Loading } from '../../elements/loading.js';
import { emptyState } from '../../elements/states.js';
import '../../elements/pagination.js';
import '../../elements/table.js';
import { decisions } from './decisions.js';
import { names } from './names.js';

const STATES = ['waiting', 'approved', 'rejected', 'withdrawn'];

class Approvals extends ClienteleElement {
  #asking;
  #list = new Loading(this, async (signal) => {
    const { query } = router;
    const asked = { state: query.get('state') ?? 'waiting', page: query.get('page') ?? 1, size: query.get('size') ?? 25 };
    const list = await api.get('carts/approvals', { query: asked, signal });
    return { ...list, names: await names(list.items.map((each) => each.customerId), signal) };
  });

  constructor() {
    super();
    observe(this, router);
  }

  willUpdate() {
    const asking = String(router.query);
    if (router.path === 'carts/approvals' && asking !== this.#asking) {
      this.#asking = asking;
      this.#list.run();
    }
  }

  render() {
    const options = STATES.map((value) => ({ value, label: code('carts.approval', value) }));
    const input = (state) => router.setQuery({ state, page: null });
    return html`<p><a href=${address('carts')}>${t('carts.title')}</a></p>
      <div class="heading"><h1>${t('carts.approvals')}</h1></div>
      <div class="toolbar">${field({ id: 'approvals-state', label: t('carts.state'), value: router.query.get('state') ?? 'waiting', options, input })}</div>
      ${this.#list.render(({ items, page, names: called }) =>
        items.length === 0
          ? emptyState(t('carts.approvals.none'))
          : html`<c-table caption=${t('carts.approvals')} .columns=${this.#columns(called)} .rows=${items} linked></c-table>
              <c-pagination .page=${page} @page=${(event) => router.setQuery({ page: event.detail.number })}
                @size=${(event) => router.setQuery({ size: event.detail.size, page: null })}></c-pagination>`,
      )}`;
  }

  #columns(called) {
    const whose = (row) => called.get(row.customerId) ?? t('carts.customer');
    return [
      { name: 'customer', label: t('carts.customer'), header: true, cell: (row) => html`<a href=${address(`carts/${row.cartId}`)}>${whose(row)}</a>` },
      { name: 'total', label: t('carts.total'), numeric: true, cell: (row) => money({ amount: row.total, currency: row.currency }) },
      { name: 'askedAt', label: t('carts.asked'), cell: (row) => time(row.askedAt) },
      { name: 'askedBy', label: t('carts.asked-by'), cell: (row) => session.nameOf(row.askedBy) },
      { name: 'state', label: t('carts.state'), cell: (row) => code('carts.approval', row.state) },
      { name: 'reason', label: t('carts.reason'), cell: (row) => row.reason ?? '' },
      { name: 'decide', label: t('carts.decide'), cell: (row) => decisions(row, whose(row), () => this.#list.run()) },
    ];
  }
}

customElements.define('clientele-approvals', Approvals);

export default () => html`<clientele-approvals></clientele-approvals>`;
