// Fields of customers that this shop has defined.

import { api } from '../../app/api.js';
import { t } from '../../app/i18n.js';
import { html, nothing } from '../../app/lit.js';
import { address } from '../../app/router.js';
import { session } from '../../app/session.js';
import { chip } from '../../elements/controls.js';
import { ClienteleElement } from '../../elements/element.js';
import { Loading } from '../../elements/loading.js';
import { emptyState } from '../../elements/states.js';
import '../../elements/table.js';

export const mayDefine = () => session.may('customers:write') && session.caller.sellerAccounts === null;

class CustomFields extends ClienteleElement {
  #list = new Loading(this, (signal) => api.get('custom-fields', { signal }));

  connectedCallback() {
    super.connectedCallback();
    this.#list.run();
  }

  render() {
    const create = mayDefine() ? html`<a class="button primary" href=${address('custom-fields/new')}>${t('custom-fields.new')}</a>` : nothing;
    return html`<div class="heading"><h1>${t('custom-fields.title')}</h1>${create}</div>
      <p class="quiet">${t('custom-fields.about')}</p>
      ${this.#list.render(({ items }) => this.#fields(items))}`;
  }

  #fields(items) {
    const columns = [
      { name: 'label', label: t('custom-fields.label'), header: true, cell: (one) => html`<a href=${address(`custom-fields/${one.name}`)}>${one.label}</a>` },
      { name: 'name', label: t('custom-fields.name'), cell: (one) => html`<code>${one.name}</code>` },
      { name: 'type', label: t('custom-fields.type'), cell: (one) => t(`custom-fields.type.${one.type}`) },
      { name: 'values', label: t('custom-fields.values'), cell: (one) => html`<span class="clip">${one.values.join(', ')}</span>` },
      {
        name: 'rules',
        label: t('custom-fields.rules'),
        cell: (one) => html`<span class="chip-list">${one.required ? chip({ text: t('custom-fields.required') }) : nothing}${one.personal ? chip({ text: t('custom-fields.personal'), kind: 'warn' }) : nothing}</span>`,
      },
    ];
    const rows = items.map((each) => ({ ...each, id: each.name }));
    return items.length === 0 ? emptyState(t('custom-fields.none')) : html`<c-table caption=${t('custom-fields.title')} .columns=${columns} .rows=${rows} linked></c-table>`;
  }
}

customElements.define('clientele-custom-fields', CustomFields);

export default () => html`<clientele-custom-fields></clientele-custom-fields>`;
