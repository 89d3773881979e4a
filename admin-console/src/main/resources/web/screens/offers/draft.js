// What a form of an offer or a coupon holds, as texts, and what is sent of it.

import { amountText, parseAmount } from '../../app/amounts.js';

const local = (time) => (time ? new Date(new Date(time) - new Date(time).getTimezoneOffset() * 60_000).toISOString().slice(0, 16) : '');
const utc = (text) => (text ? new Date(text).toISOString() : null);
const listed = (text) => text.split(/[\s,;]+/).filter(Boolean);
const count = (text) => (String(text ?? '').trim() === '' ? null : Number(text));

/** @param {object} [from] an offer or a coupon; absent for a new one */
export function draftOf(from = {}) {
  const { then, when = {}, balance } = from;
  const money = balance ?? then?.fixed ?? then?.fixedPrice ?? when.minSubtotal ?? { currency: 'EUR' };
  const kind = balance ? 'balance' : then?.freeShipping ? 'freeShipping' : then?.fixed ? 'fixed' : then?.fixedPrice ? 'fixedPrice' : 'percent';
  const value = kind === 'percent' ? (then?.percent ?? '') : money.amount === undefined ? '' : amountText(money.amount, money.currency);
  return {
    code: from.code ?? '',
    name: from.name ?? '',
    kind,
    value: kind === 'freeShipping' ? '' : String(value),
    currency: money.currency,
    skus: then?.skus.join(', ') ?? '',
    minQuantity: when.minQuantity?.quantity ?? '',
    minSkus: when.minQuantity?.skus.join(', ') ?? '',
    minSubtotal: when.minSubtotal ? amountText(when.minSubtotal.amount, when.minSubtotal.currency) : '',
    group: when.group ?? '',
    segment: when.segment ?? '',
    from: local(when.between?.from),
    to: local(when.between?.to),
    priority: from.priority ?? 0,
    stacks: from.stacks ?? true,
    active: from.active ?? true,
    uses: from.uses ?? '',
    usesPerCustomer: from.usesPerCustomer ?? '',
    validUntil: local(from.validUntil),
  };
}

/** With nulls for all that is empty, so that it also takes away; `problems` where something is no amount. */
export function bodyOf(draft, isCoupon) {
  const problems = {};
  const currency = /^[A-Z]{3}$/.test(draft.currency) ? draft.currency : null;
  const money = (name) => {
    const amount = currency && parseAmount(draft[name], currency);
    if (!currency || amount === null) {
      problems[name] = true;
    }
    return { amount, currency };
  };
  const is = (kind) => draft.kind === kind;
  const then = {
    percent: is('percent') ? Number(String(draft.value).replace(',', '.')) : null,
    fixed: is('fixed') ? money('value') : null,
    fixedPrice: is('fixedPrice') ? money('value') : null,
    freeShipping: is('freeShipping'),
    skus: listed(draft.skus),
  };
  if (is('percent') && (draft.value === '' || Number.isNaN(then.percent))) {
    problems.value = true;
  }
  const when = {
    minQuantity: draft.minQuantity === '' ? null : { quantity: Number(draft.minQuantity), skus: listed(draft.minSkus) },
    minSubtotal: draft.minSubtotal === '' ? null : money('minSubtotal'),
    group: draft.group || null,
    segment: draft.segment || null,
    between: draft.from || draft.to ? { from: utc(draft.from), to: utc(draft.to) } : null,
  };
  if (!isCoupon) {
    return { problems, body: { name: draft.name, when, then, stacks: draft.stacks, priority: Number(draft.priority), active: draft.active } };
  }
  const voucher = is('balance');
  const body = {
    name: draft.name || null,
    when,
    then: voucher ? null : then,
    balance: voucher ? money('value') : null,
    uses: voucher ? null : count(draft.uses),
    usesPerCustomer: voucher ? null : count(draft.usesPerCustomer),
    validUntil: utc(draft.validUntil),
    stacks: voucher || draft.stacks,
  };
  return { problems, body };
}
