// A cart that is not there yet: it is opened with the first product that is put in.

import { api } from '../../app/api.js';
import { t } from '../../app/i18n.js';
import { html, nothing } from '../../app/lit.js';
import { observe } from '../../app/observe.js';
import { address, router } from '../../app/router.js';
import { chip } from '../../elements/controls.js';
import { ClienteleElement } from '../../elements/element.js';
import { toastError } from '../../elements/toast.js';
import '../../elements/combobox.js';
import { refusal } from './edit.js';
import { findCustomers, names } from './names.js';
import { findProducts } from './products.js';

class NewCart extends ClienteleElement {
  static properties = { name: { state: true }, problem: { state: true } };

  #asked;

  constructor() {
    super();
    observe(this, router);
  }

  willUpdate() {
    const customer = router.query.get('customer');
    if (customer !== this.#asked) {
      this.#asked = customer;
      this.name = undefined;
      names([customer]).then((found) => (this.name = found.get(customer)), toastError);
    }
  }

  async firstUpdated() {
    const search = this.querySelector('#new-cart-product');
    await search.updateComplete;
    search.querySelector('input').focus();
  }

  render() {
    const customer = router.query.get('customer');
    return html`<p><a href=${address('carts')}>${t('carts.title')}</a></p>
      <div class="heading"><h1>${customer ? t('cart.new-of', { name: this.name ?? '' }) : t('cart.new')}</h1></div>
      <div class="card new-cart">
        <c-combobox id="new-cart-product" label=${t('cart.add')} .search=${findProducts} @choose=${this.#open}></c-combobox>
        ${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : nothing}
        ${customer
          ? html`<p>${t('cart.customer')} ${chip({ text: this.name ?? t('cart.customer'), remove: () => router.setQuery({ customer: null }, { replace: true }) })}</p>`
          : html`<c-combobox label=${t('cart.assign-new')} .search=${findCustomers}
              @choose=${(event) => router.setQuery({ customer: event.detail.value }, { replace: true })}></c-combobox>`}
        <p class="quiet">${t('cart.new.hint')}</p>
      </div>`;
  }

  async #open(event) {
    this.problem = undefined;
    const customerId = router.query.get('customer');
    const lines = [{ sku: event.detail.value, quantity: 1 }];
    try {
      const cart = await api.post('carts', customerId ? { customerId, lines } : { lines });
      router.go(`carts/${cart.id}`, { replace: true });
    } catch (error) {
      this.problem = refusal(error);
    }
  }
}

customElements.define('clientele-new-cart', NewCart);

export default () => html`<clientele-new-cart></clientele-new-cart>`;
