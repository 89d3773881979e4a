import { t } from '../app/i18n.js';
import { html } from '../app/lit.js';
import { openDialog } from './dialog.js';
import { toast } from './toast.js';

/** Shows something that is told once, with a button that copies it. Resolves when it is closed. */
export const showSecret = (title, secret) =>
  openDialog(
    title,
    (close) => html`<p>${t('app.secret.once')}</p>
      <p><input class="secret" readonly aria-label=${title} .value=${secret} @focus=${(event) => event.target.select()}></p>
      <div class="actions">
        <button type="button" class="button" @click=${() => copy(secret)}>${t('app.secret.copy')}</button>
        <button type="button" class="button primary" @click=${() => close()}>${t('app.secret.done')}</button>
      </div>`,
  );

async function copy(secret) {
  try {
    await navigator.clipboard.writeText(secret);
    toast(t('app.secret.copied'));
  } catch {
    document.querySelector('input.secret')?.select();
    toast(t('app.secret.not-copied'), { kind: 'error' });
  }
}
