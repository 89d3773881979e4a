import { code, t } from '../../app/i18n.js';
import { html, nothing } from '../../app/lit.js';
import { mayGive, notMine } from '../../app/scopes.js';
import { session } from '../../app/session.js';
import { accountsField } from '../../elements/accounts.js';
import { chip, field } from '../../elements/controls.js';
import { ClienteleElement, uniqueId } from '../../elements/element.js';

/** What a new grant begins with. */
export const emptyGrant = () => ({ role: null, actions: {}, sellerAccounts: session.caller.sellerAccounts });

/**
 * What somebody may: `<c-grants .value=${grants} .roles=${roles} .known=${scopes} .error=${(pointer) => …} @change=${…}></c-grants>`;
 * fires `change` with `detail`, the grants. Roles that have what the caller does not hold cannot be chosen, and say why.
 */
class Grants extends ClienteleElement {
  static properties = {
    value: { attribute: false },
    roles: { attribute: false },
    known: { attribute: false },
    error: { attribute: false },
    disabled: { type: Boolean },
  };

  value = [];
  roles = [];
  known = [];
  error = () => undefined;
  #id = uniqueId('grants');

  render() {
    return html`<div class="rows" @change=${(event) => event.stopPropagation()}>${this.value.map((grant, index) => this.#grant(grant, index))}</div>
      ${this.disabled
        ? nothing
        : html`<p><button type="button" class="button" @click=${() => this.#tell([...this.value, emptyGrant()])}>${t('staff.grant.add')}</button></p>`}`;
  }

  #grant(grant, index) {
    const id = `${this.#id}-${index}`;
    const change = (changes) => this.#tell(this.value.map((each, at) => (at === index ? { ...each, ...changes } : each)));
    const refused = this.roles.filter((role) => notMine(role.scopes, grant.sellerAccounts).length > 0);
    const options = [
      { value: '', label: t('staff.grant.no-role') },
      ...this.roles.map((role) => ({
        value: role.code,
        label: refused.includes(role) ? t('staff.grant.not-yours', { role: role.name }) : role.name,
        disabled: refused.includes(role) && grant.role !== role.code,
      })),
    ];
    const legend = t('staff.grant.number', { number: index + 1 });
    return html`<fieldset class="card grant" ?disabled=${this.disabled}>
      <legend>${legend}</legend>
      <div class="columns">
        <div>${field({ id: `${id}-role`, label: t('staff.grant.role'), value: grant.role ?? '', options, error: this.error(`/grants/${index}/role`), input: (role) => change({ role: role || null }) })}
          ${refused.length > 0 && !this.disabled ? this.#why(refused, grant.sellerAccounts) : nothing}</div>
        <div>${accountsField({ id: `${id}-accounts`, value: grant.sellerAccounts, error: this.error(`/grants/${index}/sellerAccounts`), change: (sellerAccounts) => change({ sellerAccounts }) })}</div>
      </div>
      ${this.#exceptions(grant, id, change)}
      ${this.disabled
        ? nothing
        : html`<button type="button" class="button quiet" @click=${() => this.#tell(this.value.filter((each, at) => at !== index))}>${t('app.remove', { what: legend })}</button>`}
    </fieldset>`;
  }

  #why(refused, accounts) {
    return html`<details class="hint"><summary>${t('staff.grant.why')}</summary>
      <ul>${refused.map((role) => html`<li>${t('staff.grant.lacking', { role: role.name, scopes: notMine(role.scopes, accounts).join(', ') })}</li>`)}</ul>
    </details>`;
  }

  #exceptions(grant, id, change) {
    const switched = Object.entries(grant.actions).sort();
    const without = (scope) => Object.fromEntries(switched.filter(([each]) => each !== scope));
    const given = this.roles.find((role) => role.code === grant.role)?.scopes ?? [];
    const held = (scope) => given.some((each) => each === '*' || each === scope);
    const free = this.known.filter((each) => !(each in grant.actions));
    const options = [{ value: '', label: t('staff.grant.choose') }, ...free.map((each) => ({
      value: each,
      label: t(held(each) ? 'staff.grant.take' : 'staff.grant.give', { scope: scopeName(each) }),
      disabled: !mayGive(each, grant.sellerAccounts),
    }))];
    const add = (scope) => scope && change({ actions: { ...grant.actions, [scope]: !held(scope) } });
    return html`<div class="exceptions">
      ${switched.map(([scope, on]) => chip({
        text: t(on ? 'staff.grant.on' : 'staff.grant.off', { scope: scopeName(scope) }),
        kind: on ? 'good' : 'warn',
        remove: this.disabled ? undefined : () => change({ actions: without(scope) }),
      }))}
      ${this.disabled ? nothing : field({ id: `${id}-action`, label: t('staff.grant.exception'), value: '', options, error: this.error(this.#pointer(id)), input: add })}
    </div>`;
  }

  #pointer(id) {
    return `/grants/${id.split('-').at(-1)}/actions`;
  }

  #tell(detail) {
    this.dispatchEvent(new CustomEvent('change', { detail }));
  }
}

const scopeName = (scope) => {
  const [resource, action] = scope.split(':');
  return `${code('access.resource', resource)}: ${code('access.action', action)}`;
};

customElements.define('c-grants', Grants);
