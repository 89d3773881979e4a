// The tabs of the list and the figures above it. What a tab lists is a view of the API or a filter; `says` is the same as a filter, for who
// saves it as a view or a segment.

import { money, number, percent, roundMoney } from '../../app/format.js';
import { t } from '../../app/i18n.js';

const TABS = [
  { id: 'all', total: 'total' },
  { id: 'customers', view: 'customers', says: 'orders gt 0', total: 'customers' },
  { id: 'leads', view: 'leads', says: 'orders eq 0', total: 'leads' },
  { id: 'open-carts', filter: 'cart.openCarts gt 0', says: 'cart.openCarts gt 0', sort: '-cart.openValue', needs: 'cart.openCarts' },
  { id: 'highest-value', view: 'highest-value', says: 'orders gt 0', sort: '-totalSpent', total: 'customers' },
  { id: 'most-orders', view: 'most-orders', says: 'orders gt 0', sort: '-orders', total: 'customers' },
  { id: 'most-returned-units', view: 'most-returned-units', says: 'returnedUnits gt 0', sort: '-returnedUnits' },
  { id: 'promo-codes', view: 'promo-codes', says: 'promoCodes pr', sort: '-discountReceived' },
];

/** Only there while a card has chosen it. */
const FRESH = { id: 'new', view: 'new', says: 'firstOrderAt ge "now-30d"', sort: '-firstOrderAt', total: 'fresh' };

/**
 * Those of the core, then those of plugins.
 *
 * @param {object[] | undefined} attributes what there is now; all tabs while that is not known
 * @param {object[]} added by extensions, with `id`, `title`, `filter`
 * @param {string} selected
 */
export function tabsNow(attributes, added, selected) {
  const has = (name) => !attributes || attributes.some((each) => each.name === name);
  const own = TABS.filter((each) => !each.needs || has(each.needs));
  const more = selected === FRESH.id ? [FRESH] : [];
  return [
    ...[...own, ...more].map((each) => ({ ...each, label: t(`customers.tab.${each.id}`) })),
    ...added.filter((each) => !each.failure).map((each) => ({ id: each.id, label: each.title, filter: each.filter, says: each.filter })),
  ];
}

/**
 * The figures: each has a `label` and a `value`, and what a click on it shows: a `tab`, or a `filter` that is added to what is listed.
 *
 * @param {object} stats as `/customers/stats` tells them
 */
export const figures = (stats) =>
  [
    { id: 'total', value: number(stats.total), tab: 'all' },
    { id: 'customers', value: number(stats.customers), tab: 'customers' },
    { id: 'returning', value: number(stats.returning), hint: percent(stats.returningRate), filter: 'orders gt 1' },
    { id: 'leads', value: number(stats.leads), tab: 'leads' },
    { id: 'new', value: number(stats.fresh), tab: 'new' },
    { id: 'with-account', value: number(stats.withAccount), filter: 'account eq true' },
    { id: 'inactive', value: number(stats.inactive), filter: 'status eq "inactive"' },
    { id: 'spent', value: roundMoney(stats.totalSpent), hint: t('customers.stat.average', { amount: money(stats.averageOrderValue) }), tab: 'highest-value' },
  ].map((each) => ({ ...each, label: t(`customers.stat.${each.id}`) }));
