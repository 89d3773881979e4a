// One webhook: where it goes, what it tells, and what became of each delivery. `new` makes one.

import { api } from '../../app/api.js';
import { dateTime } from '../../app/format.js';
import { t } from '../../app/i18n.js';
import { html, nothing } from '../../app/lit.js';
import { address, router } from '../../app/router.js';
import { session } from '../../app/session.js';
import { confirm } from '../../elements/dialog.js';
import { ClienteleElement } from '../../elements/element.js';
import { Form, formActions, parts } from '../../elements/form.js';
import { Loading } from '../../elements/loading.js';
import { showSecret } from '../../elements/secret.js';
import { toast, toastError } from '../../elements/toast.js';
import '../../elements/filter/filter.js';
import '../../elements/menu.js';
import './deliveries.js';
import { stateChip } from './webhooks.js';

const valuesOf = ({ url, types, filter, enabled }) => ({ url, types: types.join(', '), filter: filter ?? '', enabled });

class Webhook extends ClienteleElement {
  static properties = { webhookId: { attribute: false } };

  #form = new Form(this);
  #attributes;
  #webhook = new Loading(this, async (signal) => {
    this.#attributes ??= session.may('customers:read') ? (await api.get('schema/customers', { signal })).attributes : null;
    const webhook = this.webhookId === 'new' ? { url: '', types: [], filter: null, enabled: true } : await api.get(`webhooks/${this.webhookId}`, { signal });
    this.#take(webhook);
    return webhook;
  });

  willUpdate(changed) {
    if (changed.has('webhookId')) {
      this.#webhook.data = undefined;
      this.#webhook.run();
    }
  }

  #take(webhook) {
    this.#form.reset(valuesOf(webhook), webhook.version);
  }

  render() {
    return html`<p><a href=${address('webhooks')}>${t('webhooks.back')}</a></p>${this.#webhook.render((webhook) => this.#shown(webhook))}`;
  }

  #shown(webhook) {
    const may = session.may('webhooks:write');
    const { id, reason, lastFailure } = webhook;
    return html`<div class="heading"><h1>${id ? webhook.url : t('webhooks.new')}</h1>
        ${id ? stateChip(webhook) : nothing} ${id && may ? html`<c-menu label=${t('webhooks.actions')} .items=${this.#actions(webhook)}></c-menu>` : nothing}</div>
      ${reason ? html`<p class="card warn" role="status">${t('webhooks.suspended')} ${reason}</p>` : nothing}
      ${lastFailure ? html`<p class="quiet">${t('webhooks.failed-at', { when: dateTime(lastFailure.at), detail: lastFailure.detail })}</p>` : nothing}
      ${this.#edit(webhook, may)}
      ${id ? html`<c-deliveries .webhookId=${id}></c-deliveries>` : nothing}`;
  }

  #edit(webhook, may) {
    const form = this.#form;
    const disabled = !may;
    return html`<form class="narrow card" @submit=${(event) => this.#save(event, webhook)}>
      ${form.field('url', t('webhooks.url'), { type: 'url', required: true, disabled, hint: t('webhooks.url-hint') })}
      ${form.field('types', t('webhooks.types'), { required: true, disabled, hint: t('webhooks.types-hint') })}
      ${this.#filter(form, disabled)}
      ${form.checkbox('enabled', t('webhooks.enabled'), { disabled })}
      ${form.problem()} ${may ? formActions({ form, href: webhook.id ? undefined : address('webhooks') }) : nothing}
    </form>`;
  }

  /** Who may not see customers does not choose among them. */
  #filter(form, disabled) {
    const { filter } = form.values;
    return this.#attributes === null
      ? form.field('filter', t('webhooks.filter'), { disabled: true, hint: t('webhooks.filter-hint') })
      : html`<fieldset ?disabled=${disabled}><legend>${t('webhooks.filter')}</legend>
          <p class="hint">${t('webhooks.filter-hint')}</p>
          <c-filter .schema=${this.#attributes} .value=${filter} @change=${(event) => form.set('filter', event.detail.filter)}></c-filter>
          ${form.at('filter') ? html`<p class="problem" role="alert">${form.at('filter')}</p>` : nothing}</fieldset>`;
  }

  async #save(event, { id }) {
    const saved = await this.#form.submit(event, ({ url, types, filter, enabled }) => {
      const body = { url, types: parts(types), filter: filter.trim() || null, enabled };
      return id ? api.patch(`webhooks/${id}`, body, { version: this.#form.version }) : api.post('webhooks', body);
    });
    if (!saved) {
      return;
    }
    if (saved.secret) {
      await showSecret(t('webhooks.secret'), saved.secret);
      router.go(`webhooks/${saved.id}`, { replace: true });
    } else {
      this.#take(saved);
      this.#webhook.set(saved);
      toast(t('webhooks.saved'));
    }
  }

  #actions(webhook) {
    return [
      { label: t('webhooks.test'), disabled: !webhook.enabled, run: () => this.#try(async () => {
        await api.post(`webhooks/${webhook.id}/test`);
        toast(t('webhooks.tested'));
        await this.querySelector('c-deliveries').load();
      }) },
      { label: t('webhooks.renew'), run: () => this.#renew(webhook) },
      { label: t('webhooks.delete'), danger: true, run: () => this.#delete(webhook) },
    ];
  }

  async #renew(webhook) {
    if (await confirm({ title: t('webhooks.renew'), text: t('webhooks.renew.text'), confirm: t('webhooks.renew.confirm') })) {
      await this.#try(async () => {
        const { secret, ...renewed } = await api.post(`webhooks/${webhook.id}/secret`);
        this.#form.follow(valuesOf(renewed), renewed.version);
        this.#webhook.set(renewed);
        await showSecret(t('webhooks.secret'), secret);
      });
    }
  }

  async #delete(webhook) {
    const typed = new URL(webhook.url).hostname;
    if (await confirm({ title: t('webhooks.delete'), text: t('webhooks.delete.text', { url: webhook.url }), confirm: t('webhooks.delete'), danger: true, typed })) {
      await this.#try(async () => {
        await api.delete(`webhooks/${webhook.id}`, { version: this.#webhook.data.version });
        toast(t('webhooks.deleted'));
        router.go('webhooks');
      });
    }
  }

  async #try(work) {
    try {
      await work();
    } catch (error) {
      toastError(error);
    }
  }
}

customElements.define('clientele-webhook', Webhook);

export default ({ id }) => html`<clientele-webhook .webhookId=${id}></clientele-webhook>`;
