// What the tray, the list and the page of an operation have in common.

import { download } from '../../app/download.js';
import { number } from '../../app/format.js';
import { code, t } from '../../app/i18n.js';
import { html, nothing } from '../../app/lit.js';
import { hasEnded, operations, titleOf } from '../../app/operations.js';
import { chip } from '../../elements/controls.js';
import { toastError } from '../../elements/toast.js';

const KINDS = { succeeded: 'good', failed: 'bad', cancelled: 'warn' };

export const stateChip = ({ state }) => chip({ text: code('operations.state', state), kind: KINDS[state] ?? '' });

/** How far it is, for those that run. */
export function progress(operation) {
  const { done = 0, total = null } = operation.progress ?? {};
  const label = t('operations.progress', { what: titleOf(operation) });
  return html`<progress aria-label=${label} max=${total || nothing} .value=${total ? done : 0}></progress>
    <span class="quiet">${total ? t('operations.done-of', { done, total }) : t('operations.done', { done })}</span>`;
}

/** The numbers of its result, as words. */
export function outcome(operation) {
  const counts = Object.entries(operation.result ?? {}).filter(([, value]) => typeof value === 'number' && value > 0);
  const words = counts.map(([name, value]) => `${number(value)} ${code('operations.result', name)}`);
  return operation.errorCount > 0 ? [...words, t('operations.errors', { count: operation.errorCount })] : words;
}

/** What can be done with it: the file of an export, or to cancel it. */
export function actions(operation, done = () => {}) {
  if (!hasEnded(operation)) {
    return html`<button type="button" class="button" aria-label=${t('operations.cancel', { what: titleOf(operation) })}
      @click=${() => operations.cancel(operation.id).then(done, toastError)}>${t('app.cancel')}</button>`;
  }
  const file = operation.kind === 'export.create' && operation.state === 'succeeded' && operation.result.id;
  const path = `/api/admin/v1/exports/${file}/file`;
  const take = (event) => {
    event.preventDefault();
    download(path, `export.${operation.result.format ?? 'csv'}`).catch(toastError);
  };
  return file ? html`<a class="button" href=${path} download @click=${take}>${t('operations.download')}</a>` : nothing;
}
