// One customer: who it is, what can be done, and a tab for each thing that is kept, those of plugins too.

import { api } from '../../app/api.js';
import { extensions } from '../../app/extensions.js';
import { t } from '../../app/i18n.js';
import { useKeys } from '../../app/keys.js';
import { html, nothing } from '../../app/lit.js';
import { observe } from '../../app/observe.js';
import { address, router } from '../../app/router.js';
import { session } from '../../app/session.js';
import { ClienteleElement } from '../../elements/element.js';
import { Loading } from '../../elements/loading.js';
import { figures, header, notice } from './header.js';
import { listAddress, placeInResult } from './result.js';
import '../../elements/extension-panel.js';
import '../../elements/tabs.js';
import './actions.js';
import './addresses.js';
import './carts.js';
import './marks.js';
import './notes.js';
import './orders.js';
import './overview.js';
import './sessions.js';
import './timeline.js';

/** Our own tabs: what they show, and for whom. Those of bundles that are away are not there. */
const TABS = [
  { id: 'overview', panel: (customer) => html`<customer-overview .customer=${customer}></customer-overview>` },
  { id: 'orders', count: (customer) => customer.orders, panel: (customer) => html`<customer-orders .customer=${customer}></customer-orders>` },
  {
    id: 'carts',
    shown: (customer) => 'cart.openCarts' in customer && session.may('carts:read'),
    count: (customer) => customer['cart.openCarts'],
    panel: (customer) => html`<customer-carts .customer=${customer}></customer-carts>`,
  },
  {
    id: 'addresses',
    shown: (customer) => 'addresses' in customer,
    count: (customer) => customer.addresses.length,
    panel: (customer) => html`<customer-addresses .customer=${customer}></customer-addresses>`,
  },
  { id: 'notes', panel: (customer) => html`<customer-notes .customer=${customer}></customer-notes>` },
  {
    id: 'tags',
    count: (customer) => customer.tags.length + customer.groups.length,
    panel: (customer) => html`<customer-marks .customer=${customer}></customer-marks>`,
  },
  { id: 'timeline', panel: (customer) => html`<customer-timeline .customer=${customer}></customer-timeline>` },
  { id: 'sessions', shown: (customer) => customer.account, panel: (customer) => html`<customer-sessions .customer=${customer}></customer-sessions>` },
];

class Customer extends ClienteleElement {
  static properties = { customerId: { attribute: false } };

  #customer = new Loading(this, (signal) => api.get(`customers/${this.customerId}`, { signal }));
  #place = new Loading(this, (signal) => placeInResult(this.customerId, signal));

  #refresh = () => this.#customer.run();

  constructor() {
    super();
    observe(this, router);
    observe(this, extensions);
    useKeys(this, [
      { key: 'j', title: 'customer.keys.next', run: () => this.#go(this.#place.data?.next) },
      { key: 'k', title: 'customer.keys.previous', run: () => this.#go(this.#place.data?.previous) },
      { key: 'e', title: 'customer.keys.edit', run: () => this.querySelector('[data-edit]')?.click() },
      { key: 'n', title: 'customer.keys.note', run: () => this.#write() },
    ]);
    this.addEventListener('customer-changed', this.#refresh);
  }

  connectedCallback() {
    super.connectedCallback();
    extensions.addEventListener('refresh', this.#refresh);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    extensions.removeEventListener('refresh', this.#refresh);
  }

  willUpdate(changed) {
    if (changed.has('customerId')) {
      this.#customer.data = undefined;
      this.#place.data = undefined;
      this.#customer.run();
      this.#place.run();
    }
  }

  render() {
    return html`${this.#way()} ${this.#customer.render((customer) => this.#shown(customer))}`;
  }

  #way() {
    const place = this.#place.data;
    const to = (id, label, sign) =>
      id
        ? html`<a class="button icon" href=${this.#addressOf(id)} aria-label=${label}>${sign}</a>`
        : html`<a class="button icon" role="link" aria-disabled="true" aria-label=${label}>${sign}</a>`;
    return html`<nav class="way" aria-label=${t('customer.way')}>
      <a href=${address(listAddress())}>${t('customer.back')}</a>
      ${place
        ? html`<span class="pages">
            ${to(place.previous, t('customer.previous'), '‹')}
            <span class="quiet">${t('customer.place', { position: place.position, total: place.total })}</span>
            ${to(place.next, t('customer.next'), '›')}
          </span>`
        : nothing}
    </nav>`;
  }

  #shown(customer) {
    document.title = `${customer.name ?? customer.reference} · Clientele`;
    const own = TABS.filter((each) => each.shown?.(customer) ?? true).map((each) => ({
      ...each,
      label: t(`customer.tab.${each.id}`),
      count: each.count?.(customer) || undefined,
    }));
    const added = extensions.at('tab').map((each) => ({
      id: each.id,
      label: each.title,
      panel: () => html`<c-extension-panel .contribution=${each} .subject=${customer}></c-extension-panel>`,
    }));
    const tabs = [...own, ...added];
    const selected = tabs.find((each) => each.id === router.query.get('tab')) ?? tabs[0];
    return html`
      ${header(customer)} ${notice(customer)} ${figures(customer)}
      <c-tabs label=${t('customer.tabs')} .tabs=${tabs} selected=${selected.id} .panel=${selected.panel(customer)}
        @select=${(event) => this.#select(event.detail.id)}></c-tabs>
    `;
  }

  #select(tab) {
    router.setQuery({ tab: tab === 'overview' ? null : tab, order: null, page: null, status: null }, { replace: true });
  }

  /** The same tab of another customer. */
  #addressOf(id) {
    const tab = router.query.get('tab');
    return address(`customers/${id}${tab ? `?tab=${encodeURIComponent(tab)}` : ''}`);
  }

  #go(id) {
    if (id) {
      router.go(this.#addressOf(id).slice(address('').length));
    }
  }

  async #write() {
    if (this.#customer.data && !['notes', null].includes(router.query.get('tab'))) {
      this.#select('notes');
    }
    await this.updateComplete;
    await this.querySelector('c-tabs')?.updateComplete;
    await this.querySelector('customer-overview')?.updateComplete;
    await this.querySelector('customer-notes')?.updateComplete;
    this.querySelector('customer-notes textarea')?.focus();
  }
}

customElements.define('clientele-customer', Customer);

export default ({ id }) => html`<clientele-customer .customerId=${id}></clientele-customer>`;
