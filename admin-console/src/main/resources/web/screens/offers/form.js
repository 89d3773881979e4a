// The form of an offer, a coupon or a voucher.

import { api } from '../../app/api.js';
import { t } from '../../app/i18n.js';
import { html, nothing } from '../../app/lit.js';
import { session } from '../../app/session.js';
import { checkbox, field } from '../../elements/controls.js';
import { ClienteleElement } from '../../elements/element.js';
import { bodyOf, draftOf } from './draft.js';

const EFFECTS = ['percent', 'fixed', 'fixedPrice', 'freeShipping'];

class OfferForm extends ClienteleElement {
  static properties = {
    what: { attribute: false },
    coupon: { attribute: false },
    close: { attribute: false },
    draft: { state: true },
    error: { state: true },
    busy: { state: true },
    problems: { state: true },
    groups: { state: true },
    segments: { state: true },
  };

  connectedCallback() {
    super.connectedCallback();
    this.draft = draftOf(this.what);
    this.problems = {};
    this.#choices();
  }

  async #choices() {
    const read = (scope, path) => (session.may(scope) ? api.get(path, { query: { size: 100 } }).catch(() => ({ items: [] })) : { items: [] });
    const [groups, segments] = await Promise.all([read('customers:read', 'groups'), read('segments:read', 'segments')]);
    this.groups = groups.items ?? [];
    this.segments = segments.items ?? [];
  }

  render() {
    const { coupon, draft, what } = this;
    const effects = [...EFFECTS, ...(coupon ? ['balance'] : [])].map((value) => ({ value, label: t(`offers.effect.${value}`) }));
    const voucher = draft.kind === 'balance';
    return html`<form class="checkout" @submit=${this.#save}>
      <div>
        ${coupon ? this.#text('code', { required: true, disabled: Boolean(what), hint: what ? undefined : t('offers.code.hint') }) : nothing}
        ${this.#text('name', { required: !coupon })}
        ${this.#text('kind', { options: effects })}
        ${draft.kind === 'freeShipping' ? nothing : this.#text('value', { required: true })}
        ${draft.kind === 'percent' && draft.minSubtotal === '' ? nothing : this.#text('currency')}
        ${voucher ? nothing : this.#text('skus', { hint: t('offers.skus.hint') })}
      </div>
      <div>
        ${this.#text('minQuantity', { type: 'number' })}
        ${draft.minQuantity === '' ? nothing : this.#text('minSkus', { hint: t('offers.skus.hint') })}
        ${this.#text('minSubtotal')}
        ${this.#choice('group', this.groups, (each) => each.code)} ${this.#choice('segment', this.segments, (each) => each.id)}
        ${this.#text('from', { type: 'datetime-local' })} ${this.#text('to', { type: 'datetime-local' })}
      </div>
      <div>
        ${coupon
          ? [voucher ? nothing : [this.#text('uses', { type: 'number' }), this.#text('usesPerCustomer', { type: 'number' })], this.#text('validUntil', { type: 'datetime-local' })]
          : [this.#text('priority', { type: 'number' }), this.#flag('active')]}
        ${voucher ? nothing : this.#flag('stacks')}
      </div>
      ${this.error ? html`<div class="problem" role="alert">${this.error.errors.length > 0 ? this.error.errors.map((each) => html`<p>${each.detail}</p>`) : this.error.detail}</div>` : nothing}
      <div class="actions">
        <button type="button" class="button" @click=${() => this.close()}>${t('app.cancel')}</button>
        <button class="button primary" ?disabled=${this.busy}>${t('app.save')}</button>
      </div>
    </form>`;
  }

  #set(name, value) {
    this.draft = { ...this.draft, [name]: name === 'currency' ? value.toUpperCase() : value };
  }

  #text(name, more = {}) {
    const error = this.problems[name] ? t('offers.no-amount') : undefined;
    return field({ id: `offer-${name}`, label: t(`offers.${name}`), value: this.draft[name], error, input: (value) => this.#set(name, value), ...more });
  }

  #flag(name) {
    return checkbox({ id: `offer-${name}`, label: t(`offers.${name}`), checked: this.draft[name], change: (on) => this.#set(name, on) });
  }

  #choice(name, items = [], key) {
    const now = this.draft[name];
    const known = items.map((each) => ({ value: key(each), label: each.name }));
    const options = [{ value: '', label: t('offers.any') }, ...(now && !known.some((each) => each.value === now) ? [{ value: now, label: now }] : []), ...known];
    return this.#text(name, { options });
  }

  async #save(event) {
    event.preventDefault();
    const { body, problems } = bodyOf(this.draft, this.coupon);
    this.problems = problems;
    if (Object.keys(problems).length > 0) {
      return;
    }
    const version = this.what?.version;
    this.busy = true;
    try {
      if (!this.what) {
        await api.post(this.coupon ? 'coupons' : 'offers', this.coupon ? { ...body, code: this.draft.code.trim() } : body);
      } else if (this.coupon) {
        await api.patch(`coupons/${encodeURIComponent(this.what.code)}`, body, { version });
      } else {
        await api.put(`offers/${this.what.id}`, body, { version });
      }
      this.close(true);
    } catch (error) {
      this.error = error;
    }
    this.busy = false;
  }
}

customElements.define('c-offer-form', OfferForm);
