// One of the staff: who they are, and what they may. `new` invites somebody.

import { api } from '../../app/api.js';
import { dateTime } from '../../app/format.js';
import { LOCALES, code, t } from '../../app/i18n.js';
import { html, nothing } from '../../app/lit.js';
import { knownScopes } from '../../app/scopes.js';
import { address, router } from '../../app/router.js';
import { session } from '../../app/session.js';
import { chip } from '../../elements/controls.js';
import { confirm } from '../../elements/dialog.js';
import { ClienteleElement } from '../../elements/element.js';
import { Form, formActions } from '../../elements/form.js';
import { Loading } from '../../elements/loading.js';
import { toast, toastError } from '../../elements/toast.js';
import '../../elements/menu.js';
import { emptyGrant } from './grants.js';
import { STATE_KINDS } from './staff.js';

const LANGUAGES = () => [{ value: '', label: t('staff.locale.usual') }, ...Object.entries(LOCALES).map(([value, label]) => ({ value, label }))];

class StaffUser extends ClienteleElement {
  static properties = { userId: { attribute: false } };

  #profile = new Form(this);
  #grants = new Form(this);
  #loaded = new Loading(this, async (signal) => {
    const isNew = this.userId === 'new';
    const [user, roles] = await Promise.all([isNew ? null : api.get(`staff/${this.userId}`, { signal }), api.get('roles', { signal })]);
    const known = user ?? { email: '', name: '', locale: null, grants: [emptyGrant()] };
    this.#profile.reset(profileOf(known), known.version);
    this.#grants.reset(grantsOf(known), known.version);
    return { user, roles: roles.items, known: await knownScopes(roles.items) };
  });

  willUpdate(changed) {
    if (changed.has('userId')) {
      this.#loaded.data = undefined;
      this.#loaded.run();
    }
  }

  render() {
    return html`<p><a href=${address('staff')}>${t('staff.back')}</a></p>
      ${this.#loaded.render((all) => (all.user ? this.#user(all) : this.#invitation(all)))}`;
  }

  #fields() {
    const disabled = !session.may('staff:write');
    return html`${this.#profile.field('name', t('staff.name'), { required: true, disabled })}
      ${this.#profile.field('email', t('staff.email'), { type: 'email', required: true, disabled })}
      ${this.#profile.field('locale', t('staff.locale'), { options: LANGUAGES(), disabled })}`;
  }

  #editor({ roles, known }, form) {
    return html`<c-grants .value=${this.#grants.values.grants} .roles=${roles} .known=${known}
      .error=${(pointer) => form.at(pointer.slice(1))} ?disabled=${!session.may('staff:write')}
      @change=${(event) => this.#grants.set('grants', event.detail)}></c-grants>`;
  }

  #invitation(all) {
    const invite = async (event) => {
      const user = await this.#profile.submit(event, (values) => api.post('staff', { ...body(values), grants: this.#grants.values.grants }));
      if (user) {
        toast(t('staff.invited', { name: user.name }));
        router.go(`staff/${user.id}`, { replace: true });
      }
    };
    return html`<div class="heading"><h1>${t('staff.invite')}</h1></div>
      <form class="middle card" @submit=${invite}>${this.#fields()}<h2>${t('staff.grants')}</h2>${this.#editor(all, this.#profile)}
        ${this.#profile.problem()} ${formActions({ form: this.#profile, save: t('staff.invite.send'), href: address('staff') })}</form>`;
  }

  #user(all) {
    const { user } = all;
    const may = session.may('staff:write');
    const save = async (event) =>
      this.#saved(await this.#profile.submit(event, (values) => api.patch(`staff/${user.id}`, body(values), { version: this.#profile.version })), this.#profile, profileOf);
    const grant = async (event) =>
      this.#saved(await this.#grants.submit(event, (values) => api.put(`staff/${user.id}/grants`, { grants: values.grants }, { version: this.#grants.version })), this.#grants, grantsOf);
    return html`<div class="heading"><h1>${user.name}</h1>
        ${chip({ text: code('staff.state', user.state), kind: STATE_KINDS[user.state] })}
        ${may ? html`<c-menu label=${t('staff.actions')} .items=${this.#actions(user)}></c-menu>` : nothing}</div>
      <p class="quiet">${user.lastLoginAt ? t('staff.last-login-at', { when: dateTime(user.lastLoginAt) }) : t('staff.not-yet')}</p>
      <div class="side-by-side">
        <form class="card" @submit=${save}><h2>${t('staff.profile')}</h2>${this.#fields()} ${this.#profile.problem()}
          ${may ? formActions({ form: this.#profile }) : nothing}</form>
        <form class="card" @submit=${grant}><h2>${t('staff.grants')}</h2>${this.#editor(all, this.#grants)} ${this.#grants.problem()}
          ${may ? formActions({ form: this.#grants, save: t('staff.grants.save') }) : nothing}</form>
      </div>`;
  }

  /** What is being entered in the other form stays. */
  #saved(user, form, valuesOf) {
    if (user) {
      form.reset(valuesOf(user), user.version);
      this.#changed(user);
      toast(t('staff.saved', { name: user.name }));
    }
  }

  #changed(user) {
    this.#profile.follow(profileOf(user), user.version);
    this.#grants.follow(grantsOf(user), user.version);
    this.#loaded.set({ ...this.#loaded.data, user });
  }

  #actions(user) {
    const own = session.caller.id === `staff:${user.id}`;
    return [
      user.state === 'invited'
        ? { label: t('staff.mail.invitation'), run: () => this.#mail(user) }
        : { label: t('staff.mail.reset'), disabled: user.state === 'inactive', run: () => this.#mail(user) },
      user.state === 'inactive'
        ? { label: t('staff.activate'), run: () => this.#switch(user, 'activate') }
        : { label: t('staff.deactivate'), disabled: own, run: () => this.#switch(user, 'deactivate') },
      { label: t('staff.delete'), danger: true, disabled: own, run: () => this.#delete(user) },
    ];
  }

  async #mail(user) {
    try {
      await api.post(`staff/${user.id}/password-mail`);
      toast(t('staff.mailed', { email: user.email }));
    } catch (error) {
      toastError(error);
    }
  }

  async #switch(user, how) {
    try {
      this.#changed(await api.post(`staff/${user.id}/${how}`));
      const undo = how === 'deactivate' ? () => this.#switch(user, 'activate') : undefined;
      toast(t(how === 'activate' ? 'staff.activated' : 'staff.deactivated', { name: user.name }), { undo });
    } catch (error) {
      toastError(error);
    }
  }

  async #delete(user) {
    const question = { title: t('staff.delete.title', { name: user.name }), text: t('staff.delete.text'), confirm: t('staff.delete'), danger: true, typed: user.email };
    if (await confirm(question)) {
      try {
        await api.delete(`staff/${user.id}`, { version: this.#loaded.data.user.version });
        toast(t('staff.deleted', { name: user.name }));
        router.go('staff');
      } catch (error) {
        toastError(error);
      }
    }
  }
}

const profileOf = ({ email, name, locale }) => ({ email, name, locale });
const grantsOf = ({ grants }) => ({ grants });
const body = ({ email, name, locale }) => ({ email, name, locale: locale || null });

customElements.define('clientele-staff-user', StaffUser);

export default ({ id }) => html`<clientele-staff-user .userId=${id}></clientele-staff-user>`;
