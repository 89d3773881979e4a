// Numbers, money and times as the user's language and time zone write them. Amounts are minor units, times RFC 3339 in UTC.

import { html } from './lit.js';
import { code, format, has, t } from './i18n.js';

export const number = (value) => format(Intl.NumberFormat).format(value);

export const percent = (share) => format(Intl.NumberFormat, { style: 'percent', maximumFractionDigits: 1 }).format(share);

/** How many minor units a currency has to one: 100, 1 or 1000. */
export const minorUnits = (currency) =>
  10 ** format(Intl.NumberFormat, { style: 'currency', currency }).resolvedOptions().maximumFractionDigits;

/** @param {{amount: number, currency: string}} value in minor units */
export const money = ({ amount, currency }) =>
  format(Intl.NumberFormat, { style: 'currency', currency }).format(amount / minorUnits(currency));

/** An amount of which the size matters: without minor units, and from a million on rounded. @param {{amount: number, currency: string}} value */
export const roundMoney = ({ amount, currency }) => {
  const major = amount / minorUnits(currency);
  const options = major >= 1_000_000 ? { notation: 'compact', maximumFractionDigits: 1 } : { maximumFractionDigits: 0 };
  return format(Intl.NumberFormat, { style: 'currency', currency, ...options }).format(major);
};

/** @param {string} value `YYYY-MM-DD`, which has no time zone */
export const date = (value) =>
  format(Intl.DateTimeFormat, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(value + 'T00:00:00Z'));

export const dateTime = (value) =>
  format(Intl.DateTimeFormat, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(value));

const STEPS = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

export function relative(value, now = Date.now()) {
  const seconds = (new Date(value).getTime() - now) / 1000;
  const [unit, size] = STEPS.find(([, each]) => Math.abs(seconds) >= each) ?? ['second', 1];
  return format(Intl.RelativeTimeFormat, { numeric: 'auto' }).format(Math.round(seconds / size), unit);
}

/** A `<time>`: how long ago, and when exactly in its title. */
export const time = (value) =>
  html`<time datetime=${value} title=${dateTime(value)}>${relative(value)}</time>`;

/** A `<time>`: the day, and when exactly in its title. */
export const day = (value) =>
  html`<time datetime=${value} title=${dateTime(value)}>${format(Intl.DateTimeFormat, { dateStyle: 'medium' }).format(new Date(value))}</time>`;

export const country = (value) => {
  try {
    return format(Intl.DisplayNames, { type: 'region' }).of(value);
  } catch {
    return value;
  }
};

/** Makes the formats that nearly every screen needs, before somebody waits for one. */
export function prepareFormats() {
  const now = new Date().toISOString();
  dateTime(now);
  relative(now);
  date(now.slice(0, 10));
  number(0);
  money({ amount: 0, currency: 'EUR' });
  country('DE');
  format(Intl.PluralRules);
}

/** What an attribute is called; plugins' and custom fields as the server says. Parts of one have no label of their own. */
export const attributeLabel = ({ name, label }) =>
  has(`attribute.label.${name}`) ? t(`attribute.label.${name}`) : label || name;

/** Types of attributes whose values are aligned to the right. */
export const isNumeric = (type) => type === 'integer' || type === 'decimal' || type === 'money';

/**
 * The value of an attribute as it is shown; nothing for none.
 *
 * @param {{name: string, type: string}} attribute as `/schema/customers` lists it
 */
export function attributeValue({ name, type }, value) {
  if (value === null || value === undefined || value.length === 0) {
    return '';
  }
  switch (type) {
    case 'integer':
    case 'decimal':
      return number(value);
    case 'money':
      return money(value);
    case 'boolean':
      return value ? t('app.yes') : t('app.no');
    case 'date':
      return date(value);
    case 'timestamp':
      return time(value);
    case 'codes':
      return value.join(', ');
    case 'code':
      return name === 'country' ? country(value) : code(`attribute.${name}`, value);
    case 'json':
    case 'complex':
      return JSON.stringify(value);
    default:
      return String(value);
  }
}
