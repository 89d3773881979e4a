// To allow an order that waits, or not.

import { api } from '../../app/api.js';
import { t } from '../../app/i18n.js';
import { html, nothing } from '../../app/lit.js';
import { field } from '../../elements/controls.js';
import { openDialog } from '../../elements/dialog.js';
import { toast, toastError } from '../../elements/toast.js';

/**
 * Buttons, if the caller may decide.
 *
 * @param {{id: string, mayDecide: boolean}} approval
 * @param {string} name whose order it is
 * @param {() => void} done when it is decided, or was by somebody else
 */
export function decisions(approval, name, done) {
  if (!approval.mayDecide) {
    return nothing;
  }
  const decide = async (verb, body, told) => {
    try {
      const answer = await api.post(`carts/approvals/${approval.id}/${verb}`, body);
      toast(t(told, { name, order: answer.order?.number ?? '' }));
    } catch (error) {
      toastError(error);
    }
    done();
  };
  return html`<span class="decisions">
    <button type="button" class="button" aria-label=${t('carts.approve-of', { name })}
      @click=${() => decide('approve', {}, 'carts.approved')}>${t('carts.approve')}</button>
    <button type="button" class="button" aria-label=${t('carts.reject-of', { name })} @click=${async () => {
      const reason = await askWhy(name);
      if (reason !== undefined) {
        await decide('reject', reason ? { reason } : {}, 'carts.rejected');
      }
    }}>${t('carts.reject')}</button>
  </span>`;
}

function askWhy(name) {
  let reason = '';
  return openDialog(
    t('carts.reject-of', { name }),
    (close) => html`<form @submit=${(event) => {
      event.preventDefault();
      close(reason.trim());
    }}>
      ${field({ id: 'reject-reason', label: t('carts.reason'), value: reason, rows: 3, input: (text) => (reason = text) })}
      <div class="actions">
        <button type="button" class="button" @click=${() => close()}>${t('app.cancel')}</button>
        <button class="button danger">${t('carts.reject')}</button>
      </div>
    </form>`,
  );
}
