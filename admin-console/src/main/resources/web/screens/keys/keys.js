// API keys. A token is shown once, when its key is made.

import { api } from '../../app/api.js';
import { dateTime, time } from '../../app/format.js';
import { t } from '../../app/i18n.js';
import { html, nothing } from '../../app/lit.js';
import { observe } from '../../app/observe.js';
import { address, router } from '../../app/router.js';
import { knownScopes } from '../../app/scopes.js';
import { session } from '../../app/session.js';
import { accountsField, accountsText } from '../../elements/accounts.js';
import { chip } from '../../elements/controls.js';
import { confirm } from '../../elements/dialog.js';
import { ClienteleElement } from '../../elements/element.js';
import { Form, formActions } from '../../elements/form.js';
import { Loading } from '../../elements/loading.js';
import { showSecret } from '../../elements/secret.js';
import { emptyState } from '../../elements/states.js';
import { toast, toastError } from '../../elements/toast.js';
import '../../elements/scopes.js';
import '../../elements/table.js';

const empty = () => ({ name: '', scopes: [], sellerAccounts: session.caller.sellerAccounts, expires: '' });
const MOST_SCOPES_SHOWN = 4;

class Keys extends ClienteleElement {
  #form = new Form(this, empty());
  #list = new Loading(this, (signal) => api.get('keys', { signal }));
  #scopes = new Loading(this, async () => knownScopes((await api.get('roles').catch(() => ({ items: [] }))).items));

  constructor() {
    super();
    observe(this, router);
  }

  connectedCallback() {
    super.connectedCallback();
    this.#list.run();
    this.#scopes.run();
  }

  render() {
    return router.path === 'keys/new'
      ? html`<p><a href=${address('keys')}>${t('keys.back')}</a></p><div class="heading"><h1>${t('keys.new')}</h1></div>
          ${this.#scopes.render((known) => this.#new(known))}`
      : html`<div class="heading"><h1>${t('keys.title')}</h1><a class="button primary" href=${address('keys/new')}>${t('keys.new')}</a></div>
          <p class="quiet">${t('keys.about')}</p>${this.#list.render(({ items }) => this.#keys(items))}`;
  }

  #keys(items) {
    const own = (key) => session.caller.id === `key:${key.id}`;
    const expired = (key) => key.expiresAt && new Date(key.expiresAt) < new Date();
    const columns = [
      {
        name: 'name',
        label: t('keys.name'),
        header: true,
        cell: (key) => html`${key.name} ${own(key) ? chip({ text: t('keys.this'), kind: 'good' }) : nothing}`,
      },
      { name: 'scopes', label: t('keys.scopes'), cell: (key) => this.#shown(key.scopes) },
      { name: 'accounts', label: t('access.accounts'), cell: (key) => accountsText(key.sellerAccounts) },
      { name: 'created', label: t('keys.created'), cell: (key) => time(key.createdAt) },
      { name: 'used', label: t('keys.used'), cell: (key) => (key.lastUsedAt ? time(key.lastUsedAt) : t('keys.never-used')) },
      {
        name: 'expires',
        label: t('keys.expires'),
        cell: (key) =>
          expired(key) ? chip({ text: t('keys.expired'), kind: 'warn' }) : key.expiresAt ? dateTime(key.expiresAt) : t('keys.never'),
      },
      {
        name: 'revoke',
        label: t('keys.actions'),
        cell: (key) => html`<button type="button" class="button quiet" ?disabled=${own(key)} title=${own(key) ? t('keys.own') : nothing}
          aria-label=${t('keys.revoke-one', { name: key.name })} @click=${() => this.#revoke(key)}>${t('keys.revoke')}</button>`,
      },
    ];
    return items.length === 0 ? emptyState(t('keys.none')) : html`<c-table caption=${t('keys.title')} .columns=${columns} .rows=${items}></c-table>`;
  }

  #shown(scopes) {
    const rest = scopes.length - MOST_SCOPES_SHOWN;
    const first = [...scopes].sort().slice(0, MOST_SCOPES_SHOWN);
    return html`<span class="chip-list" title=${scopes.join(', ')}>${first.map((scope) => chip({ text: scope === '*' ? t('access.everything') : scope }))}${
      rest > 0 ? html` <span class="quiet">${t('keys.more', { count: rest })}</span>` : nothing
    }</span>`;
  }

  #new(known) {
    const form = this.#form;
    const { values } = form;
    return html`<form @submit=${(event) => this.#create(event)}>
      <div class="narrow">
        ${form.field('name', t('keys.name'), { required: true, hint: t('keys.name-hint') })}
        ${accountsField({ id: form.id('sellerAccounts'), value: values.sellerAccounts, error: form.at('sellerAccounts'), change: (to) => form.set('sellerAccounts', to) })}
        ${form.field('expires', t('keys.expires'), { type: 'datetime-local', hint: t('keys.expires-hint'), error: form.at('expiresAt') })}
      </div>
      <c-scopes label=${t('keys.scopes')} .known=${known} .value=${values.scopes} .accounts=${values.sellerAccounts} .error=${form.at('scopes') ?? ''}
        @change=${(event) => form.set('scopes', event.detail)}></c-scopes>
      ${form.problem()} ${formActions({ form, save: t('keys.create'), href: address('keys') })}
    </form>`;
  }

  async #create(event) {
    const issued = await this.#form.submit(event, ({ name, scopes, sellerAccounts, expires }) =>
      api.post('keys', { name, scopes, sellerAccounts, expiresAt: expires ? new Date(expires).toISOString() : null }),
    );
    if (issued) {
      this.#form.reset(empty());
      await showSecret(t('keys.token', { name: issued.name }), issued.token);
      router.go('keys');
      this.#list.run();
    }
  }

  async #revoke(key) {
    const question = { title: t('keys.revoke.title', { name: key.name }), text: t('keys.revoke.text'), confirm: t('keys.revoke'), danger: true, typed: key.name };
    if (await confirm(question)) {
      try {
        await api.delete(`keys/${key.id}`);
        toast(t('keys.revoked', { name: key.name }));
      } catch (error) {
        toastError(error);
      }
      this.#list.run();
    }
  }
}

customElements.define('clientele-keys', Keys);

export default () => html`<clientele-keys></clientele-keys>`;
