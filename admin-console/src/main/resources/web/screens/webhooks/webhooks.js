// Who is told of what happens.

import { api } from '../../app/api.js';
import { time } from '../../app/format.js';
import { code, t } from '../../app/i18n.js';
import { html, nothing } from '../../app/lit.js';
import { address } from '../../app/router.js';
import { session } from '../../app/session.js';
import { chip } from '../../elements/controls.js';
import { ClienteleElement } from '../../elements/element.js';
import { Loading } from '../../elements/loading.js';
import { emptyState } from '../../elements/states.js';
import '../../elements/table.js';

const KINDS = { ok: 'good', failing: 'warn', suspended: 'warn', disabled: '' };

export const stateChip = (webhook) => chip({ text: code('webhooks.state', webhook.state), kind: KINDS[webhook.state] });

class Webhooks extends ClienteleElement {
  #list = new Loading(this, (signal) => api.get('webhooks', { signal }));

  connectedCallback() {
    super.connectedCallback();
    this.#list.run();
  }

  render() {
    const create = session.may('webhooks:write') ? html`<a class="button primary" href=${address('webhooks/new')}>${t('webhooks.new')}</a>` : nothing;
    return html`<div class="heading"><h1>${t('webhooks.title')}</h1>${create}</div>
      ${this.#list.render(({ items }) => this.#webhooks(items))}`;
  }

  #webhooks(items) {
    const columns = [
      { name: 'url', label: t('webhooks.url'), header: true, cell: (one) => html`<a href=${address(`webhooks/${one.id}`)}>${one.url}</a>` },
      { name: 'types', label: t('webhooks.types'), cell: (one) => html`<span class="chip-list">${one.types.map((text) => chip({ text }))}</span>` },
      { name: 'filter', label: t('webhooks.filter'), cell: (one) => (one.filter ? html`<code class="clip">${one.filter}</code>` : t('webhooks.everybody')) },
      { name: 'state', label: t('webhooks.state'), cell: stateChip },
      { name: 'failure', label: t('webhooks.last-failure'), cell: (one) => (one.lastFailure ? time(one.lastFailure.at) : '') },
    ];
    return items.length === 0 ? emptyState(t('webhooks.none')) : html`<c-table caption=${t('webhooks.title')} .columns=${columns} .rows=${items} linked></c-table>`;
  }
}

customElements.define('clientele-webhooks', Webhooks);

export default () => html`<clientele-webhooks></clientele-webhooks>`;
