import { code, t } from '../app/i18n.js';
import { html, live, nothing } from '../app/lit.js';
import { mayGive } from '../app/scopes.js';
import { ClienteleElement, uniqueId } from './element.js';

/**
 * Chooses scopes: `<c-scopes label="…" .known=${scopes} .value=${chosen} .accounts=${null} @change=${(event) => event.detail}></c-scopes>`.
 * Those that the caller does not hold are there, but cannot be chosen.
 */
class Scopes extends ClienteleElement {
  static properties = {
    label: {},
    known: { attribute: false },
    value: { attribute: false },
    accounts: { attribute: false },
    disabled: { type: Boolean },
    error: {},
  };

  known = [];
  value = [];
  accounts = null;
  #id = uniqueId('scopes');

  render() {
    const scopes = [...new Set([...this.known, ...this.value])].filter((each) => each !== '*').sort(inOrder);
    const resources = Map.groupBy(scopes, (each) => each.split(':')[0]);
    const grey = this.known.some((each) => !mayGive(each, this.accounts));
    return html`<fieldset class="scopes" aria-describedby=${this.#id} @change=${(event) => event.stopPropagation()}>
      <legend>${this.label}</legend>
      <p class="hint" id=${this.#id}>${this.error ? html`<span class="problem">${this.error}</span> ` : nothing}${
        grey && !this.disabled ? t('access.grey') : nothing
      }</p>
      ${this.#box('*', t('access.everything'), t('access.everything'))}
      ${this.value.includes('*') ? nothing : [...resources].map(([resource, scopes]) => this.#resource(resource, scopes))}
    </fieldset>`;
  }

  #resource(resource, scopes) {
    const name = code('access.resource', resource);
    return html`<div class="scope-row"><span title=${resource}>${name}</span><span class="boxes">${scopes.map((scope) => {
      const action = code('access.action', scope.split(':')[1]);
      return this.#box(scope, action, `${name}: ${action}`);
    })}</span></div>`;
  }

  #box(scope, label, name) {
    const mine = mayGive(scope, this.accounts);
    const why = mine ? scope : t('access.not-yours', { scope });
    return html`<label title=${why}><input type="checkbox" aria-label=${name} .checked=${live(this.value.includes(scope))}
      ?disabled=${this.disabled || !mine} @change=${(event) => this.#change(scope, event.target.checked)}>${label}</label>`;
  }

  #change(scope, on) {
    const rest = this.value.filter((each) => each !== scope);
    this.dispatchEvent(new CustomEvent('change', { detail: on ? [...rest, scope] : rest }));
  }
}

const USUAL = ['read', 'write'];

/** By resource, and of each what is usual first. */
function inOrder(a, b) {
  const [[resource, action], [otherResource, otherAction]] = [a.split(':'), b.split(':')];
  const rank = (each) => (USUAL.includes(each) ? USUAL.indexOf(each) : USUAL.length);
  return resource.localeCompare(otherResource) || rank(action) - rank(otherAction) || action.localeCompare(otherAction);
}

customElements.define('c-scopes', Scopes);
