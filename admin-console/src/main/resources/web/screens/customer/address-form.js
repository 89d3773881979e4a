// The form of an address, for a dialog; closes with true when it is saved.

import { api } from '../../app/api.js';
import { t } from '../../app/i18n.js';
import { html, nothing } from '../../app/lit.js';
import { checkbox, field } from '../../elements/controls.js';
import { ClienteleElement } from '../../elements/element.js';

const FIELDS = ['salutation', 'firstName', 'lastName', 'company', 'line1', 'line2', 'line3', 'postalCode', 'city', 'province', 'country', 'phone'];
const PURPOSES = ['defaultBilling', 'defaultShipping'];

class AddressForm extends ClienteleElement {
  static properties = {
    customer: { attribute: false },
    address: { attribute: false },
    close: { attribute: false },
    failure: { state: true },
    busy: { state: true },
  };

  #values = {};

  connectedCallback() {
    super.connectedCallback();
    const { firstName, lastName, country } = this.customer;
    this.#values = { ...(this.address ?? { firstName, lastName, country }) };
  }

  render() {
    const known = FIELDS.some((name) => this.failure?.at?.(`/${name}`));
    return html`<form @submit=${this.#save}>
      ${this.failure && !known ? html`<p class="problem" role="alert">${this.#problem()}</p>` : nothing}
      <div class="fields">
        ${FIELDS.map((name) =>
          field({
            id: `address-${name}`,
            label: t(`customer.field.${name}`),
            value: this.#values[name] ?? '',
            hint: name === 'country' ? t('customer.addresses.country-hint') : undefined,
            error: this.failure?.at?.(`/${name}`),
            input: (value) => (this.#values[name] = value),
          }),
        )}
      </div>
      ${this.address
        ? nothing
        : PURPOSES.map((name) =>
            checkbox({
              id: `address-${name}`,
              label: t(`customer.field.${name}`),
              checked: Boolean(this.#values[name]),
              change: (checked) => (this.#values[name] = checked),
            }),
          )}
      <div class="actions">
        <button type="button" class="button" @click=${() => this.close()}>${t('app.cancel')}</button>
        <button class="button primary" ?disabled=${this.busy}>${t('app.save')}</button>
      </div>
    </form>`;
  }

  #problem() {
    return this.failure.status === 412 ? t('customer.addresses.stale') : (this.failure.detail ?? this.failure.title);
  }

  async #save(event) {
    event.preventDefault();
    const path = `customers/${this.customer.id}/addresses`;
    const content = Object.fromEntries(FIELDS.map((name) => [name, clean(name, this.#values[name])]));
    this.busy = true;
    try {
      if (this.address) {
        await api.patch(`${path}/${this.address.id}`, content, { version: this.address.version });
      } else {
        await api.post(path, { ...content, defaultBilling: Boolean(this.#values.defaultBilling), defaultShipping: Boolean(this.#values.defaultShipping) });
      }
      this.close(true);
    } catch (error) {
      this.failure = error;
      await this.updateComplete;
      this.querySelector('[aria-invalid]')?.focus();
    }
    this.busy = false;
  }
}

const clean = (name, value) => {
  const text = value?.trim() ?? '';
  return text === '' ? null : name === 'country' ? text.toUpperCase() : text;
};

customElements.define('customer-address-form', AddressForm);
