// About the login of a customer: another e-mail address, and why somebody cannot log in.

import { api } from '../../app/api.js';
import { code, t } from '../../app/i18n.js';
import { html } from '../../app/lit.js';
import { field } from '../../elements/controls.js';
import { openDialog } from '../../elements/dialog.js';
import { ClienteleElement } from '../../elements/element.js';
import { toast } from '../../elements/toast.js';

/** @returns {Promise<boolean>} whether a mail was sent to prove another address */
export async function changeEmail(customer) {
  const email = await openDialog(
    t('customer.email-change.title'),
    (close) => html`<customer-email-change .customer=${customer} .close=${close}></customer-email-change>`,
  );
  if (!email) {
    return false;
  }
  toast(t('customer.mailed', { email }));
  return true;
}

class EmailChange extends ClienteleElement {
  static properties = { customer: { attribute: false }, close: { attribute: false }, failure: { state: true }, busy: { state: true } };

  #email = '';

  render() {
    return html`<form @submit=${this.#send}>
      <p>${t('customer.email-change.text', { email: this.customer.email ?? '' })}</p>
      ${field({
        id: 'email-change',
        label: t('customer.email-change.new'),
        type: 'email',
        required: true,
        value: this.#email,
        error: this.failure && (this.failure.at('/email') ?? this.failure.detail ?? this.failure.title),
        input: (value) => (this.#email = value),
      })}
      <div class="actions">
        <button type="button" class="button" @click=${() => this.close()}>${t('app.cancel')}</button>
        <button class="button primary" ?disabled=${this.busy}>${t('customer.email-change.send')}</button>
      </div>
    </form>`;
  }

  async #send(event) {
    event.preventDefault();
    this.busy = true;
    try {
      await api.post(`customers/${this.customer.id}/email-change`, { email: this.#email.trim() });
      this.close(this.#email.trim());
    } catch (error) {
      this.failure = error;
    }
    this.busy = false;
  }
}

customElements.define('customer-email-change', EmailChange);

/** Shows what is in the way of a login; answers with false, for nothing has changed. */
export async function diagnose(customer) {
  const { canLogIn, reasons } = await api.get(`customers/${customer.id}/login-diagnosis`);
  await openDialog(
    t('customer.diagnosis.title'),
    (close) => html`
      <p><strong>${t(canLogIn ? 'customer.diagnosis.can' : 'customer.diagnosis.cannot', { name: customer.name ?? customer.reference })}</strong></p>
      <ul>${reasons.map((each) => html`<li>${code('customer.diagnosis', each.code)}</li>`)}</ul>
      <div class="actions"><button type="button" class="button primary" @click=${() => close()}>${t('app.close')}</button></div>
    `,
  );
  return false;
}
