// What can be done with a customer: the frequent things are buttons, the rest is in a menu.

import { api } from '../../app/api.js';
import { t } from '../../app/i18n.js';
import { html, nothing } from '../../app/lit.js';
import { address, router } from '../../app/router.js';
import { session } from '../../app/session.js';
import { ClienteleElement } from '../../elements/element.js';
import { toast, toastError } from '../../elements/toast.js';
import { changeEmail, diagnose } from './login.js';
import { exportSubject, offersExport, remove } from './removal.js';
import '../../elements/menu.js';

class Actions extends ClienteleElement {
  static properties = { customer: { attribute: false }, exports: { state: true }, busy: { state: true } };

  willUpdate(changed) {
    if (changed.has('customer') && this.exports === undefined) {
      this.exports = false;
      offersExport(this.customer).then((yes) => (this.exports = yes));
    }
  }

  render() {
    const { customer } = this;
    if (customer.erased) {
      return html`<div class="actions">${this.#more()}</div>`;
    }
    return html`<div class="actions">
      ${this.#watch()}
      ${session.may('carts:write') && 'cart.openCarts' in customer && customer.status === 'active'
        ? html`<button type="button" class="button" ?disabled=${this.busy} @click=${this.#newCart}>${t('customer.action.new-cart')}</button>`
        : nothing}
      ${session.may('customers:write')
        ? html`<a class="button primary" data-edit href=${address(`customers/${customer.id}/edit`)}>${t('customer.action.edit')}</a>`
        : nothing}
      ${this.#more()}
    </div>`;
  }

  #watch() {
    const { customer } = this;
    const watched = customer['watchlist.watched'];
    if (watched === undefined || !session.may('watchlist:write')) {
      return nothing;
    }
    const name = customer.name ?? customer.reference;
    return html`<button type="button" class="button" aria-pressed=${watched}
      aria-label=${t(watched ? 'customer.action.unwatch-name' : 'customer.action.watch-name', { name })}
      @click=${() => this.#setWatched(!watched)}>${t(watched ? 'customer.action.watching' : 'customer.action.watch')}</button>`;
  }

  #more() {
    const { customer } = this;
    const write = session.may('customers:write') && !customer.erased;
    const entry = (when, label, run, options) => (when ? [{ label: t(`customer.action.${label}`), run, ...options }] : []);
    const items = [
      ...entry(write && customer.account && customer.verification === 'unverified', 'verification-mail', () => this.#mail('verification-mail')),
      ...entry(write && customer.account, 'password-mail', () => this.#mail('password-mail')),
      ...entry(write && customer.account, 'change-email', () => this.#tell(changeEmail(customer))),
      ...entry(write && !customer.account && customer.email, 'open-account', () => this.#change('account', 'customer.opened-account')),
      ...entry(!customer.erased, 'diagnose', () => this.#tell(diagnose(customer))),
      ...entry(write, customer.status === 'active' ? 'deactivate' : 'activate', () => this.#setActive(customer.status !== 'active')),
      ...entry(session.may('customers:merge') && !customer.erased, 'merge', () => router.go(`customers/${customer.id}/merge`)),
      ...entry(this.exports, 'export', () => exportSubject(customer)),
      ...entry(session.may('customers:erase') && !customer.erased, 'erase', () => this.#tell(remove(customer, 'erase')), { danger: true }),
      ...entry(session.may('customers:erase') && customer.orders === 0, 'purge', () => remove(customer, 'purge'), { danger: true }),
    ];
    return items.length > 0 ? html`<c-menu label=${t('customer.action.more')} .items=${items}></c-menu>` : nothing;
  }

  async #newCart() {
    this.busy = true;
    try {
      const { id } = await api.post('carts', { customerId: this.customer.id });
      router.go(`carts/${id}`);
    } catch (error) {
      toastError(error);
    }
    this.busy = false;
  }

  #setWatched(on) {
    const { id, name, reference } = this.customer;
    const path = `watchlist/${id}`;
    const set = (yes) => this.#tell(yes ? api.put(path, {}) : api.delete(path));
    const before = on ? Promise.resolve(null) : api.get(path).catch(() => null);
    before.then(async (kept) => {
      if (await set(on)) {
        const back = () => (on ? set(false) : this.#tell(api.put(path, { reason: kept?.reason, remindOn: kept?.remindOn, alerts: kept?.alerts })));
        toast(t(on ? 'customer.watched' : 'customer.unwatched', { name: name ?? reference }), { undo: back });
      }
    });
  }

  async #setActive(on) {
    const { id, name, reference } = this.customer;
    const set = (yes) => this.#tell(api.post(`customers/${id}/${yes ? 'activate' : 'deactivate'}`));
    if (await set(on)) {
      toast(t(on ? 'customer.activated' : 'customer.deactivated', { name: name ?? reference }), { undo: () => set(!on) });
    }
  }

  async #mail(kind) {
    try {
      await api.post(`customers/${this.customer.id}/${kind}`);
      toast(t('customer.mailed', { email: this.customer.email }));
    } catch (error) {
      toastError(error);
    }
  }

  async #change(path, text) {
    if (await this.#tell(api.post(`customers/${this.customer.id}/${path}`))) {
      toast(t(text));
    }
  }

  /** Waits for a change, and has the customer read again; false if it failed or was not wanted. */
  async #tell(change) {
    try {
      if ((await change) === false) {
        return false;
      }
      this.dispatchEvent(new CustomEvent('customer-changed', { bubbles: true }));
      return true;
    } catch (error) {
      toastError(error);
      return false;
    }
  }
}

customElements.define('customer-actions', Actions);
