import { t } from '../app/i18n.js';
import { html, nothing } from '../app/lit.js';
import { session } from '../app/session.js';
import { checkbox, field } from './controls.js';
import { parts } from './form.js';

/**
 * Chooses seller accounts: all of them (`null`) or some.
 *
 * @param {{id: string, value: string[] | null, error?: string, change: (value: string[] | null) => void}} it
 */
export function accountsField({ id, value, error, change }) {
  const own = session.caller.sellerAccounts;
  const all = own === null;
  return html`${checkbox({
      id: `${id}-all`,
      label: t('access.all-accounts'),
      checked: value === null,
      disabled: !all,
      change: (on) => change(on ? null : []),
    })}
    ${value === null
      ? nothing
      : field({
          id,
          label: t('access.accounts'),
          value: value.join(', '),
          hint: all ? t('access.accounts-hint') : t('access.accounts-own', { accounts: own.join(', ') }),
          error,
          change: (text) => change(parts(text)),
        })}`;
}

/** Seller accounts as text. */
export const accountsText = (accounts) => (accounts === null ? t('access.all-accounts') : accounts.join(', '));
