// Amounts that people write: `12.50`, `12,50` or `1,250` become minor units, and back.

import { minorUnits } from './format.js';
import { format } from './i18n.js';

const digits = (currency) => Math.round(Math.log10(minorUnits(currency)));

/** @returns {number | null} minor units; null if it is no amount */
export function parseAmount(text, currency) {
  const plain = text.replace(/[\s\u00a0'’]/g, '');
  const at = Math.max(plain.lastIndexOf(','), plain.lastIndexOf('.'));
  const tail = at < 0 ? '' : plain.slice(at + 1);
  const groups = at >= 0 && tail.length === 3 && digits(currency) !== 3;
  const whole = (at < 0 || groups ? plain : plain.slice(0, at)).replace(/[.,]/g, '');
  const part = at < 0 || groups ? '' : tail;
  if (!/^\d{1,12}$/.test(whole) || !/^\d*$/.test(part) || part.length > digits(currency)) {
    return null;
  }
  return Number(whole + part.padEnd(digits(currency), '0'));
}

/** What stands in a field, without the currency. */
export function amountText(amount, currency) {
  const fraction = digits(currency);
  const options = { useGrouping: false, minimumFractionDigits: fraction, maximumFractionDigits: fraction };
  return format(Intl.NumberFormat, options).format(amount / minorUnits(currency));
}
