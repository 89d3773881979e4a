// Where a cart comes from: channel, campaign, affiliates, agent, parameters of the address.

import { api } from '../../app/api.js';
import { t } from '../../app/i18n.js';
import { html, nothing } from '../../app/lit.js';
import { observe } from '../../app/observe.js';
import { session } from '../../app/session.js';
import { field } from '../../elements/controls.js';
import { openDialog } from '../../elements/dialog.js';
import { ClienteleElement } from '../../elements/element.js';

const MEMBERS = ['channel', 'campaign', 'affiliate', 'subAffiliate', 'agent'];

class CartAttribution extends ClienteleElement {
  static properties = { edit: { attribute: false } };

  connectedCallback() {
    observe(this, this.edit);
    super.connectedCallback();
  }

  render() {
    const { cart, editable } = this.edit;
    const { attribution } = cart;
    const line = (label, value) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`;
    const known = MEMBERS.filter((each) => attribution[each]);
    const utm = Object.entries(attribution.utm);
    const problem = this.edit.problem('attribution');
    return html`<div class="flyout-heading"><h2>${t('cart.attribution')}</h2>
        ${editable ? html`<button type="button" class="button" @click=${() => this.#change(attribution)}>${t('cart.attribution.change')}</button>` : nothing}</div>
      ${problem ? html`<p class="problem" role="alert">${problem}</p>` : nothing}
      ${known.length + utm.length === 0
        ? html`<p class="quiet">${t('cart.attribution.none')}</p>`
        : html`<dl class="facts">${known.map((each) => line(t(`cart.attribution.${each}`), session.nameOf(attribution[each])))} ${utm.map(([name, value]) => line(`utm_${name}`, value))}</dl>`}`;
  }

  async #change(now) {
    const draft = { ...now };
    let utm = Object.entries(now.utm).map((each) => each.join('=')).join('\n');
    const input = (name) => (value) => (draft[name] = value.trim() || null);
    const send = await openDialog(
      t('cart.attribution'),
      (close) => html`<form @submit=${(event) => {
        event.preventDefault();
        close(true);
      }}>
        ${MEMBERS.map((each) => field({ id: `attribution-${each}`, label: t(`cart.attribution.${each}`), value: now[each] ?? '', input: input(each) }))}
        ${field({ id: 'attribution-utm', label: t('cart.attribution.utm'), hint: t('cart.attribution.utm.hint'), value: utm, rows: 4, input: (text) => (utm = text) })}
        <div class="actions">
          <button type="button" class="button" @click=${() => close()}>${t('app.cancel')}</button>
          <button class="button primary">${t('app.save')}</button>
        </div>
      </form>`,
    );
    if (send) {
      draft.utm = Object.fromEntries(utm.split('\n').map(parameter).filter(([name]) => name));
      await this.edit.change('attribution', ({ id, version }) => api.put(`carts/${id}/attribution`, draft, { version }));
    }
  }
}

function parameter(line) {
  const [name, ...value] = line.split('=');
  return [name.trim().replace(/^utm_/, ''), value.join('=').trim()];
}

customElements.define('c-cart-attribution', CartAttribution);
