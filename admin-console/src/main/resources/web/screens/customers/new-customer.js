// A new customer. What is entered is kept in this tab until it is saved or given up.

import { ApiError, api } from '../../app/api.js';
import { attributeLabel } from '../../app/format.js';
import { t } from '../../app/i18n.js';
import { html, nothing } from '../../app/lit.js';
import { router } from '../../app/router.js';
import { tabStore } from '../../app/store.js';
import { checkbox, field } from '../../elements/controls.js';
import { ClienteleElement } from '../../elements/element.js';
import { Loading } from '../../elements/loading.js';
import { toast } from '../../elements/toast.js';
import { countries } from '../../elements/filter/describe.js';

const DRAFT = 'draft.customer';
const PERSON = [
  ['salutation'],
  ['firstName', { autocomplete: 'off' }],
  ['lastName', { autocomplete: 'off' }],
  ['email', { type: 'email' }],
  ['phone', { type: 'tel' }],
  ['company'],
  ['dateOfBirth', { type: 'date' }],
  ['locale', { hint: 'customers.new.locale-hint' }],
];
const ADDRESS = ['line1', 'line2', 'postalCode', 'city', 'province'];
/** Without any of these nobody would find the customer again. */
const IDENTIFYING = ['firstName', 'lastName', 'email', 'phone', 'company'];
const TYPES = { integer: 'number', decimal: 'number', date: 'date' };

class NewCustomer extends ClienteleElement {
  static properties = { draft: { state: true }, error: { state: true }, saving: { state: true } };

  draft = JSON.parse(tabStore.get(DRAFT) ?? '{}');
  #fields = new Loading(this, (signal) => api.get('custom-fields', { query: { size: 100 }, signal }));

  connectedCallback() {
    super.connectedCallback();
    this.#fields.run();
  }

  render() {
    const name = (key) => attributeLabel({ name: key });
    const told = this.error?.errors ?? [];
    const shown = new Set([...PERSON.map(([key]) => `/${key}`), ...ADDRESS.map((key) => `/addresses/0/${key}`), '/addresses/0/country', '/tags', '/groups']);
    const others = told.filter((each) => !shown.has(each.pointer) && !each.pointer.startsWith('/customFields/'));
    return html`
      <div class="heading"><h1>${t('customers.new.title')}</h1></div>
      <form class="card form" novalidate @submit=${this.#save}>
        ${this.error
          ? html`<div class="card error" role="alert"><p>${told.length > others.length ? t('customers.new.wrong') : (this.error.detail ?? this.error.message)}</p>
              ${others.map((each) => html`<p>${each.detail}</p>`)}</div>`
          : nothing}
        <fieldset><legend>${t('customers.new.person')}</legend>
          <div class="grid">${PERSON.map(([key, more]) => this.#field(key, name(key), `/${key}`, more))}</div>
          ${this.#check('account', Boolean(this.draft.email), 'customers.new.account')}
          ${this.#on('account', Boolean(this.draft.email)) && this.draft.email ? this.#check('sendVerificationMail', true, 'customers.new.mail') : nothing}
          ${this.#check('newsletter', false, 'customers.new.newsletter')}
        </fieldset>
        <fieldset><legend>${t('customers.new.address')}</legend>
          <div class="grid">
            ${ADDRESS.map((key) => this.#field(`address.${key}`, name(key), `/addresses/0/${key}`))}
            ${this.#field('address.country', name('country'), '/addresses/0/country', { options: [{ value: '', label: '' }, ...countries()] })}
          </div>
        </fieldset>
        <fieldset><legend>${t('customers.new.more')}</legend>
          <div class="grid">
            ${this.#field('tags', name('tags'), '/tags', { hint: 'customers.bulk.list' })}
            ${this.#field('groups', name('groups'), '/groups', { hint: 'customers.bulk.list' })}
            ${(this.#fields.data?.items ?? []).map((each) => this.#custom(each))}
          </div>
        </fieldset>
        <div class="actions">
          <button type="button" class="button" @click=${this.#giveUp}>${t('app.cancel')}</button>
          <button class="button primary" ?disabled=${this.saving}>${t('customers.new.save')}</button>
        </div>
      </form>
    `;
  }

  #field(key, label, pointer, { hint, ...more } = {}) {
    return field({
      id: `new-${key}`,
      label,
      value: this.draft[key] ?? '',
      error: this.error?.at?.(pointer),
      hint: hint ? t(hint) : undefined,
      input: (value) => this.#set(key, value),
      ...more,
    });
  }

  #custom({ name, label, type, values, required }) {
    if (type === 'boolean') {
      return this.#check(`custom.${name}`, false, null, label);
    }
    const options = values?.length > 0 ? { options: [{ value: '', label: '' }, ...values.map((value) => ({ value, label: value }))] } : {};
    return this.#field(`custom.${name}`, label, `/customFields/${name}`, { type: TYPES[type] ?? 'text', required, ...options });
  }

  #on(key, otherwise) {
    return this.draft[key] ?? otherwise;
  }

  #check(key, otherwise, text, label = t(text)) {
    return checkbox({ id: `new-${key}`, label, checked: this.#on(key, otherwise), change: (on) => this.#set(key, on) });
  }

  #set(key, value) {
    this.draft = { ...this.draft, [key]: value };
    tabStore.set(DRAFT, JSON.stringify(this.draft));
  }

  #giveUp() {
    tabStore.remove(DRAFT);
    router.go('customers');
  }

  #body() {
    const text = (key) => (typeof this.draft[key] === 'string' && this.draft[key].trim() !== '' ? this.draft[key].trim() : undefined);
    const list = (key) => text(key)?.split(',').map((each) => each.trim()).filter(Boolean);
    const lines = [...ADDRESS, 'country'].map((key) => [key, text(`address.${key}`)]).filter(([, value]) => value);
    const custom = (this.#fields.data?.items ?? [])
      .map(({ name, type }) => {
        const value = type === 'boolean' ? this.draft[`custom.${name}`] : text(`custom.${name}`);
        return [name, value !== undefined && (type === 'integer' || type === 'decimal') ? Number(value) : value];
      })
      .filter(([, value]) => value !== undefined);
    const account = this.#on('account', Boolean(text('email')));
    const names = ['firstName', 'lastName'].map((key) => [key, text(key)]).filter(([, value]) => value);
    return {
      ...Object.fromEntries(PERSON.map(([key]) => [key, text(key)]).filter(([, value]) => value)),
      account,
      ...(account ? { sendVerificationMail: this.#on('sendVerificationMail', true) } : {}),
      newsletter: this.#on('newsletter', false),
      ...(list('tags') ? { tags: list('tags') } : {}),
      ...(list('groups') ? { groups: list('groups') } : {}),
      ...(custom.length > 0 ? { customFields: Object.fromEntries(custom) } : {}),
      ...(lines.length > 0 ? { addresses: [Object.fromEntries([...names, ...lines])] } : {}),
    };
  }

  async #save(event) {
    event.preventDefault();
    this.saving = true;
    try {
      if (!IDENTIFYING.some((key) => this.draft[key]?.trim())) {
        throw new ApiError(400, { errors: [{ pointer: '/lastName', detail: t('customers.new.nobody') }] });
      }
      const customer = await api.post('customers', this.#body());
      tabStore.remove(DRAFT);
      toast(t('customers.new.saved', { customer: customer.name ?? customer.reference }));
      router.go(`customers/${customer.id}`);
    } catch (error) {
      this.error = error;
      await this.updateComplete;
      (this.querySelector('[aria-invalid=true]') ?? this.querySelector('[role=alert]'))?.focus();
    }
    this.saving = false;
  }
}

customElements.define('clientele-new-customer', NewCustomer);

export default () => html`<clientele-new-customer></clientele-new-customer>`;
