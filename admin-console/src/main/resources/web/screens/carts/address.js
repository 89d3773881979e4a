// An address that is written at checkout.

import { countries } from '../../app/countries.js';
import { t } from '../../app/i18n.js';
import { html } from '../../app/lit.js';
import { field } from '../../elements/controls.js';

const MEMBERS = ['firstName', 'lastName', 'line1', 'postalCode', 'city'];

/**
 * @param {Record<string, string>} draft is written into
 * @param {(pointer: string) => string | undefined} problem
 * @param {string | null} usual country
 */
export function addressFields(draft, problem, usual) {
  draft.country ??= usual ?? '';
  const one = (name, more = {}) =>
    field({ id: `address-${name}`, label: t(`cart.address.${name}`), value: draft[name] ?? '', error: problem(`/${name}`), input: (value) => (draft[name] = value), ...more });
  return html`<div class="address">${MEMBERS.map((each) => one(each))}
    ${one('country', { options: [{ value: '', label: t('cart.country.none') }, ...countries()] })}</div>`;
}

/** What was written; null for nothing. */
export function content(draft) {
  const given = Object.fromEntries(Object.entries(draft).filter(([, value]) => value.trim()));
  return Object.keys(given).some((each) => each !== 'country') ? given : null;
}
