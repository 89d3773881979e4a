// Whose cart it is; a guest's can become a customer's.

import { api } from '../../app/api.js';
import { t } from '../../app/i18n.js';
import { html, nothing } from '../../app/lit.js';
import { observe } from '../../app/observe.js';
import { address } from '../../app/router.js';
import { session } from '../../app/session.js';
import { ClienteleElement } from '../../elements/element.js';
import '../../elements/combobox.js';
import { findCustomers } from './names.js';

class CartWhose extends ClienteleElement {
  static properties = { edit: { attribute: false }, name: { attribute: false } };

  connectedCallback() {
    observe(this, this.edit);
    super.connectedCallback();
  }

  render() {
    const { cart, editable } = this.edit;
    const problem = this.edit.problem('customer');
    return html`<h2>${t('cart.customer')}</h2>
      ${cart.customerId
        ? html`<p><a href=${address(`customers/${cart.customerId}`)}>${this.name ?? t('cart.customer')}</a></p>`
        : html`<p>${t('cart.guest')}</p>
            ${editable && session.may('customers:read')
              ? html`<c-combobox label=${t('cart.assign')} .search=${findCustomers} @choose=${this.#assign}></c-combobox>`
              : nothing}`}
      ${problem ? html`<p class="problem" role="alert">${problem}</p>` : nothing}
      <p class="quiet">${t('cart.seller-account', { account: cart.sellerAccount })}</p>`;
  }

  async #assign(event) {
    const customerId = event.detail.value;
    if (await this.edit.change('customer', ({ id, version }) => api.patch(`carts/${id}`, { customerId }, { version }))) {
      this.dispatchEvent(new Event('assigned'));
    }
  }
}

customElements.define('c-cart-whose', CartWhose);
