// Groups of customers, and what they get.

import { api } from '../../app/api.js';
import { percent } from '../../app/format.js';
import { code, t } from '../../app/i18n.js';
import { html, nothing } from '../../app/lit.js';
import { address } from '../../app/router.js';
import { session } from '../../app/session.js';
import { chip } from '../../elements/controls.js';
import { ClienteleElement } from '../../elements/element.js';
import { Loading } from '../../elements/loading.js';
import { emptyState } from '../../elements/states.js';
import '../../elements/table.js';

export const KINDS = ['wholesale', 'vip', 'corporate', 'regional', 'other'];

/** Groups hold for the whole shop, so who sees a part of it reads them only. */
export const mayChange = () => session.may('customers:write') && session.caller.sellerAccounts === null;

const FLAGS = ['freeShipping', 'earlyAccess', 'exclusiveAccess', 'purchaseOrders'];

function benefits(group) {
  const { percentOff, priceList, paymentTermsDays } = group.benefits;
  const told = [
    percentOff && t('groups.benefit.percent-off', { percent: percent(Number(percentOff) / 100) }),
    priceList && t('groups.benefit.price-list', { list: priceList }),
    paymentTermsDays && t('groups.benefit.payment-terms', { count: paymentTermsDays }),
    ...FLAGS.filter((each) => group.benefits[each]).map((each) => t(`groups.benefit.${each}`)),
  ].filter(Boolean);
  return html`<span class="chip-list">${told.map((text) => chip({ text }))}</span>`;
}

class Groups extends ClienteleElement {
  #list = new Loading(this, (signal) => api.get('groups', { signal }));

  connectedCallback() {
    super.connectedCallback();
    this.#list.run();
  }

  render() {
    const create = mayChange() ? html`<a class="button primary" href=${address('groups/new')}>${t('groups.new')}</a>` : nothing;
    return html`<div class="heading"><h1>${t('groups.title')}</h1>${create}</div>
      ${this.#list.render(({ items }) => this.#groups(items))}`;
  }

  #groups(items) {
    const columns = [
      { name: 'name', label: t('groups.name'), header: true, cell: (one) => html`<a href=${address(`groups/${encodeURIComponent(one.code)}`)}>${one.name}</a>` },
      { name: 'code', label: t('groups.code'), cell: (one) => html`<code>${one.code}</code>` },
      { name: 'kind', label: t('groups.kind'), cell: (one) => code('groups.kind', one.kind) },
      { name: 'benefits', label: t('groups.benefits'), cell: benefits },
    ];
    return items.length === 0 ? emptyState(t('groups.none')) : html`<c-table caption=${t('groups.title')} .columns=${columns} .rows=${items} linked></c-table>`;
  }
}

customElements.define('clientele-groups', Groups);

export default () => html`<clientele-groups></clientele-groups>`;
