// A role: a name for some scopes. Those that are shipped stay as they are.

import { api } from '../../app/api.js';
import { t } from '../../app/i18n.js';
import { html, nothing } from '../../app/lit.js';
import { address, router } from '../../app/router.js';
import { knownScopes } from '../../app/scopes.js';
import { session } from '../../app/session.js';
import { chip } from '../../elements/controls.js';
import { confirm } from '../../elements/dialog.js';
import { ClienteleElement } from '../../elements/element.js';
import { Form, formActions } from '../../elements/form.js';
import { Loading } from '../../elements/loading.js';
import { toast, toastError } from '../../elements/toast.js';
import '../../elements/scopes.js';

const BACK = 'staff?tab=roles';

class Role extends ClienteleElement {
  static properties = { code: { attribute: false } };

  #form = new Form(this);
  #loaded = new Loading(this, async (signal) => {
    const { items } = await api.get('roles', { signal });
    const role = this.code === 'new' ? null : await api.get(`roles/${encodeURIComponent(this.code)}`, { signal });
    this.#form.reset({ code: '', name: role?.name ?? '', scopes: role?.scopes ?? [] });
    return { role, known: await knownScopes(items) };
  });

  willUpdate(changed) {
    if (changed.has('code')) {
      this.#loaded.data = undefined;
      this.#loaded.run();
    }
  }

  render() {
    return html`<p><a href=${address(BACK)}>${t('staff.back-to-roles')}</a></p>${this.#loaded.render((all) => this.#role(all))}`;
  }

  #role({ role, known }) {
    const fixed = role?.shipped === true || !session.may('staff:write');
    const form = this.#form;
    return html`<div class="heading"><h1>${role?.name ?? t('staff.roles.new')}</h1>
        ${role?.shipped ? chip({ text: t('staff.shipped') }) : nothing}
        ${role && !fixed ? html`<button type="button" class="button" @click=${() => this.#delete(role)}>${t('staff.roles.delete')}</button>` : nothing}</div>
      ${role?.shipped ? html`<p class="quiet">${t('staff.roles.shipped')}</p>` : nothing}
      <form @submit=${(event) => this.#save(event, role)}>
        <div class="narrow">${form.field('name', t('staff.name'), { required: true, disabled: fixed })}
          ${role ? nothing : form.field('code', t('staff.code'), { hint: t('staff.roles.code-hint') })}</div>
        <c-scopes label=${t('staff.permissions')} .known=${known} .value=${form.values.scopes} ?disabled=${fixed} .error=${form.at('scopes') ?? ''}
          @change=${(event) => form.set('scopes', event.detail)}></c-scopes>
        ${form.problem()} ${fixed ? nothing : formActions({ form, href: address(BACK) })}
      </form>`;
  }

  async #save(event, role) {
    const saved = await this.#form.submit(event, ({ code, name, scopes }) =>
      role
        ? api.patch(`roles/${encodeURIComponent(role.code)}`, { name, scopes }, { version: role.version })
        : api.post('roles', { name, scopes, code: code || null }),
    );
    if (saved) {
      toast(t('staff.saved', { name: saved.name }));
      router.go(BACK);
    }
  }

  async #delete(role) {
    const question = { title: t('staff.delete.title', { name: role.name }), text: t('staff.roles.delete.text'), confirm: t('staff.roles.delete'), danger: true, typed: role.code };
    if (await confirm(question)) {
      try {
        await api.delete(`roles/${encodeURIComponent(role.code)}`, { version: role.version });
        router.go(BACK);
      } catch (error) {
        toastError(error);
      }
    }
  }
}

customElements.define('clientele-role', Role);

export default ({ code }) => html`<clientele-role .code=${code}></clientele-role>`;
