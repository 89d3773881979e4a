// What an offer or a coupon gives, and when it holds, in words.

import { dateTime, money, number } from '../../app/format.js';
import { t } from '../../app/i18n.js';

export function effect({ then, balance }) {
  if (balance) {
    return t('offers.voucher-of', { amount: money(balance) });
  }
  const what = then.freeShipping
    ? t('offers.free-shipping')
    : then.fixed
      ? t('offers.off', { amount: money(then.fixed) })
      : then.fixedPrice
        ? t('offers.each', { amount: money(then.fixedPrice) })
        : t('offers.off', { amount: `${number(then.percent)} %` });
  return then.skus.length > 0 ? t('offers.of', { what, skus: then.skus.join(', ') }) : what;
}

export function condition({ when }) {
  const { minQuantity, minSubtotal, group, segment, between } = when;
  return [
    minQuantity && t('offers.when.quantity', { count: minQuantity.quantity, skus: minQuantity.skus.join(', ') }),
    minSubtotal && t('offers.when.subtotal', { amount: money(minSubtotal) }),
    group && t('offers.when.group', { group }),
    segment && t('offers.when.segment'),
    between?.from && t('offers.when.from', { time: dateTime(between.from) }),
    between?.to && t('offers.when.to', { time: dateTime(between.to) }),
  ]
    .filter(Boolean)
    .join(' · ');
}
