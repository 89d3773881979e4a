// What the law asks for: a copy of all that is kept of somebody, and forgetting them.

import { api, fetchApi } from '../../app/api.js';
import { t } from '../../app/i18n.js';
import { html } from '../../app/lit.js';
import { router } from '../../app/router.js';
import { session } from '../../app/session.js';
import { confirm } from '../../elements/dialog.js';
import { toast, toastError } from '../../elements/toast.js';
import { listAddress } from './result.js';

const exportPath = (customer) => `customers/${customer.id}/export`;

/** Whether this Clientele can export what it keeps of one customer, and the caller may. */
export async function offersExport(customer) {
  if (!session.may('customers:export') || customer.erased) {
    return false;
  }
  offersExport.known ??= fetch('/api/openapi.json')
    .then((answer) => answer.json())
    .then(({ paths }) => Object.keys(paths).some((each) => /\/customers\/\{\w+\}\/export$/.test(each)))
    .catch(() => false);
  return offersExport.known;
}

export async function exportSubject(customer) {
  try {
    const answer = await fetchApi(exportPath(customer));
    if (!answer.ok) {
      toastError(await answer.json());
      return;
    }
    const type = answer.headers.get('Content-Type') ?? '';
    const link = document.createElement('a');
    link.href = URL.createObjectURL(await answer.blob());
    link.download = `${customer.reference}.${type.includes('zip') ? 'zip' : 'json'}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    toast(t('customer.exported', { file: link.download }));
  } catch (error) {
    toastError(error);
  }
}

/**
 * Asks for the reference, and erases or deletes for good.
 *
 * @param {'erase' | 'purge'} mode
 * @returns {Promise<boolean>} whether it was done
 */
export async function remove(customer, mode) {
  const name = customer.name ?? customer.reference;
  const yes = await confirm({
    title: t(`customer.${mode}.title`, { name }),
    text: html`<p>${t(`customer.${mode}.text`)}</p>`,
    confirm: t(`customer.${mode}.confirm`),
    danger: true,
    typed: customer.reference,
  });
  if (!yes) {
    return false;
  }
  try {
    await api.delete(`customers/${customer.id}`, { query: { mode, confirm: customer.reference }, version: customer.version });
  } catch (error) {
    toastError(error);
    return false;
  }
  toast(t(`customer.${mode}.done`, { name }));
  if (mode === 'purge') {
    router.go(listAddress());
  }
  return true;
}
