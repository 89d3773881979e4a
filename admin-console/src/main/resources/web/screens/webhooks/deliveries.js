import { api } from '../../app/api.js';
import { number, time } from '../../app/format.js';
import { code, t } from '../../app/i18n.js';
import { html, nothing } from '../../app/lit.js';
import { observe } from '../../app/observe.js';
import { address, router } from '../../app/router.js';
import { session } from '../../app/session.js';
import { chip } from '../../elements/controls.js';
import { ClienteleElement } from '../../elements/element.js';
import { Loading } from '../../elements/loading.js';
import { emptyState } from '../../elements/states.js';
import { toast, toastError } from '../../elements/toast.js';
import '../../elements/pagination.js';
import '../../elements/table.js';
import '../../elements/tabs.js';

const STATES = ['all', 'kept', 'sent', 'dead'];
const KINDS = { sent: 'good', kept: '', dead: 'warn' };
const POLL_MILLIS = 2_000;

/** What became of each delivery of a webhook, newest first; looked at again while some are on their way. */
class Deliveries extends ClienteleElement {
  static properties = { webhookId: { attribute: false } };

  #list = new Loading(this, (signal) => api.get(`webhooks/${this.webhookId}/deliveries`, { query: this.#asked(), signal }));
  #asking = null;
  #timer;

  constructor() {
    super();
    observe(this, router);
  }

  connectedCallback() {
    super.connectedCallback();
    this.#timer = setInterval(() => {
      if (!document.hidden && !this.#list.pending && this.#list.data?.items.some((each) => each.state === 'kept')) {
        this.#list.run({ quiet: true });
      }
    }, POLL_MILLIS);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  load() {
    return this.#list.run();
  }

  willUpdate() {
    const asking = JSON.stringify([this.webhookId, this.#asked()]);
    if (asking !== this.#asking) {
      this.#asking = asking;
      this.#list.run();
    }
  }

  #asked() {
    return { state: router.query.get('state'), page: router.query.get('page') ?? 1, size: router.query.get('size') ?? 25 };
  }

  render() {
    const tabs = STATES.map((id) => ({ id, label: t(`webhooks.deliveries.${id}`) }));
    return html`<h2>${t('webhooks.deliveries')}</h2>
      <c-tabs label=${t('webhooks.deliveries')} .tabs=${tabs} selected=${router.query.get('state') ?? 'all'}
        .panel=${this.#list.render((list) => this.#deliveries(list))}
        @select=${(event) => router.setQuery({ state: event.detail.id === 'all' ? null : event.detail.id, page: null })}></c-tabs>`;
  }

  #deliveries({ items, page }) {
    if (items.length === 0) {
      return emptyState(t('webhooks.deliveries.none'));
    }
    const columns = [
      { name: 'at', label: t('webhooks.deliveries.at'), cell: (one) => time(one.createdAt) },
      { name: 'type', label: t('webhooks.deliveries.type'), header: true, cell: (one) => html`<code>${one.type}</code>` },
      { name: 'customer', label: t('webhooks.deliveries.customer'), cell: (one) => (one.customerId ? html`<a href=${address(`customers/${one.customerId}`)}>…${one.customerId.slice(-6)}</a>` : '') },
      { name: 'state', label: t('webhooks.state'), cell: (one) => chip({ text: code('webhooks.delivery', one.state), kind: KINDS[one.state] }) },
      { name: 'attempts', label: t('webhooks.deliveries.attempts'), numeric: true, cell: (one) => number(one.attempts) },
      { name: 'failure', label: t('webhooks.deliveries.failure'), cell: (one) => html`${one.failure ?? ''} ${one.dueAt && one.attempts > 0 ? html`<span class="quiet">${t('webhooks.deliveries.again')} ${time(one.dueAt)}</span>` : nothing}` },
      { name: 'retry', label: t('webhooks.deliveries.retry'), cell: (one) => (one.state === 'sent' || !session.may('webhooks:write') ? '' : html`<button type="button" class="button quiet" @click=${() => this.#retry(one)}>${t('webhooks.deliveries.retry')}</button>`) },
    ];
    return html`<c-table caption=${t('webhooks.deliveries')} .columns=${columns} .rows=${items}></c-table>
      <c-pagination .page=${page} @page=${(event) => router.setQuery({ page: event.detail.number })} @size=${(event) => router.setQuery({ size: event.detail.size, page: null })}></c-pagination>`;
  }

  async #retry(delivery) {
    try {
      await api.post(`webhooks/${this.webhookId}/deliveries/${delivery.id}/retry`);
      toast(t('webhooks.deliveries.retried'));
    } catch (error) {
      toastError(error);
    }
    await this.load();
  }
}

customElements.define('c-deliveries', Deliveries);
