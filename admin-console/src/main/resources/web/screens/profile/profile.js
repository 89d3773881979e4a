// Who is signed in, what they may, and their password.

import { api } from '../../app/api.js';
import { t } from '../../app/i18n.js';
import { html, nothing } from '../../app/lit.js';
import { observe } from '../../app/observe.js';
import { address } from '../../app/router.js';
import { session } from '../../app/session.js';
import { accountsText } from '../../elements/accounts.js';
import { chip } from '../../elements/controls.js';
import { ClienteleElement } from '../../elements/element.js';
import { Form, formActions } from '../../elements/form.js';
import { toast } from '../../elements/toast.js';

const EMPTY = { currentPassword: '', password: '', again: '' };

class Profile extends ClienteleElement {
  #form = new Form(this, EMPTY);

  constructor() {
    super();
    observe(this, session);
  }

  render() {
    const { id, name, grants } = session.caller;
    const staff = id.startsWith('staff:');
    return html`<div class="heading"><h1>${name}</h1>
        ${staff && session.may('staff:write') ? html`<a class="button" href=${address(`staff/${id.slice(6)}`)}>${t('profile.edit')}</a>` : nothing}</div>
      <div class="side-by-side">
        <section class="card"><h2>${t('profile.may')}</h2>
          ${grants.map((grant) => html`<h3>${accountsText(grant.sellerAccounts)}</h3>
            <p class="chip-list">${[...grant.scopes].sort().map((scope) => chip({ text: scope === '*' ? t('access.everything') : scope }))}</p>`)}
          <p class="quiet">${t('profile.ask')}</p></section>
        ${staff ? this.#password() : html`<section class="card"><h2>${t('profile.password')}</h2><p>${t('profile.key')}</p></section>`}
      </div>`;
  }

  #password() {
    const form = this.#form;
    const secret = (name, label, more = {}) => form.field(name, label, { type: 'password', required: true, autocomplete: 'new-password', ...more });
    const different = form.values.again !== '' && form.values.again !== form.values.password;
    return html`<form class="card" @submit=${(event) => this.#change(event)}><h2>${t('profile.password')}</h2>
      ${secret('currentPassword', t('profile.password.current'), { autocomplete: 'current-password' })}
      ${secret('password', t('profile.password.new'), { hint: t('profile.password.hint') })}
      ${secret('again', t('profile.password.again'), different ? { error: t('profile.password.different') } : {})}
      <p class="quiet">${t('profile.password.others')}</p>
      ${form.problem()} ${formActions({ form, save: t('profile.password.change') })}</form>`;
  }

  async #change(event) {
    const { currentPassword, password, again } = this.#form.values;
    if (password !== again) {
      event.preventDefault();
      return;
    }
    const done = await this.#form.submit(event, () =>
      api.put('password', { currentPassword, password }, { headers: { 'Clientele-No-Renewal': '1' } }),
    );
    if (done !== undefined) {
      this.#form.reset(EMPTY);
      toast(t('profile.password.changed'));
    }
  }
}

customElements.define('clientele-profile', Profile);

export default () => html`<clientele-profile></clientele-profile>`;
