// The form of a refund, for a dialog; closes with the money that went back.

import { api } from '../../app/api.js';
import { minorUnits, money } from '../../app/format.js';
import { t } from '../../app/i18n.js';
import { html } from '../../app/lit.js';
import { field } from '../../elements/controls.js';
import { ClienteleElement } from '../../elements/element.js';

class Refund extends ClienteleElement {
  static properties = { order: { attribute: false }, close: { attribute: false }, failure: { state: true }, busy: { state: true } };

  #amount = '';
  #reason = '';

  connectedCallback() {
    super.connectedCallback();
    this.#amount = String(this.#left() / minorUnits(this.order.currency));
  }

  #left() {
    return Math.max(this.order.total - this.order.refunds.reduce((sum, each) => sum + each.amount, 0), 0);
  }

  render() {
    const { currency } = this.order;
    const reason = this.failure?.at?.('/reason');
    const known = this.failure?.at?.('/amount') || reason || this.failure?.code === 'refund-too-large';
    return html`<form @submit=${this.#send}>
      ${field({
        id: 'refund-amount',
        label: t('customer.refund.amount', { currency }),
        type: 'number',
        required: true,
        value: this.#amount,
        hint: t('customer.refund.left', { amount: money({ amount: this.#left(), currency }) }),
        error: known && !reason ? (this.failure.at('/amount') ?? this.failure.detail ?? this.failure.title) : undefined,
        input: (value) => (this.#amount = value),
      })}
      ${field({ id: 'refund-reason', label: t('customer.refund.reason'), required: true, value: this.#reason, error: reason, input: (value) => (this.#reason = value) })}
      ${this.failure && !known ? html`<p class="problem" role="alert">${this.failure.detail ?? this.failure.title}</p>` : ''}
      <div class="actions">
        <button type="button" class="button" @click=${() => this.close()}>${t('app.cancel')}</button>
        <button class="button primary" ?disabled=${this.busy}>${t('customer.refund.confirm')}</button>
      </div>
    </form>`;
  }

  async #send(event) {
    event.preventDefault();
    const { number, sellerAccount, currency } = this.order;
    const amount = Math.round(Number(this.#amount) * minorUnits(currency));
    this.busy = true;
    try {
      await api.post(`orders/${encodeURIComponent(number)}/refunds`, { amount, reason: this.#reason }, { query: { sellerAccount } });
      this.close({ amount, currency });
    } catch (error) {
      this.failure = error;
    }
    this.busy = false;
  }
}

customElements.define('customer-refund', Refund);
