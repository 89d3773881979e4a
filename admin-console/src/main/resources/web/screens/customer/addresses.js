// Where a customer lives and has things sent to.

import { api } from '../../app/api.js';
import { country } from '../../app/format.js';
import { code, t } from '../../app/i18n.js';
import { html, nothing } from '../../app/lit.js';
import { session } from '../../app/session.js';
import { chip } from '../../elements/controls.js';
import { confirm, openDialog } from '../../elements/dialog.js';
import { ClienteleElement } from '../../elements/element.js';
import { emptyState } from '../../elements/states.js';
import { toast, toastError } from '../../elements/toast.js';
import './address-form.js';

const PURPOSES = { billing: 'defaultBilling', shipping: 'defaultShipping' };

class Addresses extends ClienteleElement {
  static properties = { customer: { attribute: false } };

  render() {
    const { addresses } = this.customer;
    const add = this.#mayWrite()
      ? html`<button type="button" class="button" @click=${() => this.#edit()}>${t('customer.addresses.add')}</button>`
      : nothing;
    return addresses.length === 0
      ? emptyState(t('customer.addresses.none'), add)
      : html`<div class="toolbar">${add}</div>
          <ul class="cards plain">${addresses.map((each) => this.#address(each))}</ul>`;
  }

  #mayWrite() {
    return session.may('customers:write') && !this.customer.erased;
  }

  #address(address) {
    const lines = addressLines(address);
    const what = lines.slice(0, 2).join(', ');
    const action = (name, run) =>
      html`<button type="button" class="button" aria-label=${t(`customer.addresses.${name}-name`, { what })} @click=${run}>${t(`customer.addresses.${name}`)}</button>`;
    return html`<li class="card">
      <address>${lines.map((each) => html`<div>${each}</div>`)}</address>
      ${address.phone ? html`<p><a href="tel:${address.phone}">${address.phone}</a></p>` : nothing}
      <p class="chips">
        ${address.defaultBilling ? chip({ text: t('customer.addresses.default-billing'), kind: 'good' }) : nothing}
        ${address.defaultShipping ? chip({ text: t('customer.addresses.default-shipping'), kind: 'good' }) : nothing}
        ${address.verification === 'unverified' ? nothing : chip({ text: code('customer.addresses.verification', address.verification) })}
      </p>
      ${this.#mayWrite()
        ? html`<div class="actions start">
            ${action('edit', () => this.#edit(address))} ${action('remove', () => this.#remove(address, what))}
            ${Object.entries(PURPOSES).map(([purpose, flag]) =>
              address[flag] ? nothing : action(`make-${purpose}`, () => this.#makeDefault(address, purpose)),
            )}
          </div>`
        : nothing}
    </li>`;
  }

  async #edit(address) {
    const done = await openDialog(
      t(address ? 'customer.addresses.edit' : 'customer.addresses.add'),
      (close) => html`<customer-address-form .customer=${this.customer} .address=${address} .close=${close}></customer-address-form>`,
    );
    if (done) {
      toast(t('customer.addresses.saved'));
      this.#changed();
    }
  }

  async #remove(address, what) {
    const yes = await confirm({
      title: t('customer.addresses.remove-title'),
      text: html`<p>${what}</p>`,
      confirm: t('customer.addresses.remove'),
      danger: true,
    });
    if (yes) {
      await this.#try(() => api.delete(`customers/${this.customer.id}/addresses/${address.id}`, { version: address.version }));
    }
  }

  #makeDefault(address, purpose) {
    const member = { billing: 'defaultBillingAddressId', shipping: 'defaultShippingAddressId' }[purpose];
    return this.#try(() => api.patch(`customers/${this.customer.id}`, { [member]: address.id }, { version: this.customer.version }));
  }

  async #try(change) {
    try {
      await change();
      toast(t('customer.addresses.saved'));
    } catch (error) {
      toastError(error);
    }
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new CustomEvent('customer-changed', { bubbles: true }));
  }
}

customElements.define('customer-addresses', Addresses);

/** An address as it is written on an envelope, its empty lines left out. */
export function addressLines(address) {
  const name = [address.salutation, address.firstName, address.lastName].filter(Boolean).join(' ');
  const town = [address.postalCode, address.city, address.province].filter(Boolean).join(' ');
  return [name, address.company, address.line1, address.line2, address.line3, town, address.country && country(address.country)].filter(Boolean);
}
