// One customer: what is known, and the tabs that plugins add.

import { api } from '../../app/api.js';
import { extensions } from '../../app/extensions.js';
import { dateTime, money, number } from '../../app/format.js';
import { t } from '../../app/i18n.js';
import { html, nothing } from '../../app/lit.js';
import { observe } from '../../app/observe.js';
import { address, router } from '../../app/router.js';
import { ClienteleElement } from '../../elements/element.js';
import { Loading } from '../../elements/loading.js';
import '../../elements/extension-panel.js';
import '../../elements/tabs.js';

class Customer extends ClienteleElement {
  static properties = { customerId: { attribute: false } };

  #customer = new Loading(this, (signal) => api.get(`customers/${this.customerId}`, { signal }));

  constructor() {
    super();
    observe(this, router);
    observe(this, extensions);
  }

  willUpdate(changed) {
    if (changed.has('customerId')) {
      this.#customer.data = undefined;
      this.#customer.run();
    }
  }

  render() {
    return html`
      <p><a href=${address('customers')}>${t('customer.back')}</a></p>
      ${this.#customer.render((customer) => this.#shown(customer))}
    `;
  }

  #shown(customer) {
    const added = extensions.at('tab');
    const tabs = [{ id: 'overview', label: t('customer.overview') }, ...added.map((each) => ({ id: each.id, label: each.title }))];
    const asked = router.query.get('tab');
    const selected = tabs.some((each) => each.id === asked) ? asked : 'overview';
    const contribution = added.find((each) => each.id === selected);
    return html`
      <div class="heading"><h1>${customer.name ?? customer.reference}</h1></div>
      <c-tabs label=${t('customer.tabs')} .tabs=${tabs} selected=${selected}
        .panel=${contribution
          ? html`<c-extension-panel .contribution=${contribution} .subject=${customer}></c-extension-panel>`
          : this.#overview(customer)}
        @select=${(event) => router.setQuery({ tab: event.detail.id === 'overview' ? null : event.detail.id }, { replace: true })}></c-tabs>
    `;
  }

  #overview(customer) {
    const line = (label, value) => (value ? html`<div><dt>${label}</dt><dd>${value}</dd></div>` : nothing);
    return html`<dl class="facts">
      ${line(t('customer.reference'), customer.reference)} ${line(t('customer.email'), customer.email)}
      ${line(t('customer.phone'), customer.phone)} ${line(t('customer.orders'), number(customer.orders ?? 0))}
      ${line(t('customer.total-spent'), customer.totalSpent && money(customer.totalSpent))}
      ${line(t('customer.registered'), customer.registeredAt && dateTime(customer.registeredAt))}
    </dl>`;
  }
}

customElements.define('clientele-customer', Customer);

export default ({ id }) => html`<clientele-customer .customerId=${id}></clientele-customer>`;
