// Who it is, at a glance: name, state, how to reach them, and the figures of what they are worth.

import { country, day, money, number, time } from '../../app/format.js';
import { code, t } from '../../app/i18n.js';
import { html, nothing } from '../../app/lit.js';
import { address } from '../../app/router.js';
import { chip } from '../../elements/controls.js';

/** @param {object} customer as the API gives one */
export const header = (customer) => html`
  <div class="heading customer-heading">
    <div class="grow">
      <h1>${customer.name ?? customer.reference}</h1>
      <p class="chips">${states(customer)}</p>
      <p class="quiet identity">${identity(customer)}</p>
    </div>
    <customer-actions .customer=${customer}></customer-actions>
  </div>
`;

function states(customer) {
  if (customer.erased) {
    return chip({ text: t('customer.erased'), kind: 'warn' });
  }
  return [
    chip({ text: t(`customer.status.${customer.status}`), kind: customer.status === 'active' ? 'good' : 'warn' }),
    customer.account
      ? chip({ text: t(`customer.verification.${customer.verification}`), kind: customer.verification === 'verified' ? 'good' : 'warn' })
      : chip({ text: t('customer.guest') }),
    ...customer.groups.map((each) => chip({ text: each, kind: 'group' })),
    ...customer.tags.map((each) => chip({ text: `#${each}` })),
  ];
}

function identity(customer) {
  const place = [customer.city, customer.country && country(customer.country)].filter(Boolean).join(', ');
  const parts = [
    html`<span>${customer.reference}</span>`,
    customer.email && html`<a href="mailto:${customer.email}">${customer.email}</a>`,
    customer.phone && html`<a href="tel:${customer.phone}">${customer.phone}</a>`,
    customer.company && html`<span>${customer.company}</span>`,
    place && html`<span>${place}</span>`,
    html`<span>${t('customer.since')} ${day(customer.registeredAt ?? customer.createdAt)}</span>`,
  ];
  return parts.filter(Boolean);
}

/** Why this customer cannot do what customers do. */
export function notice(customer) {
  const text = customer.erased
    ? t('customer.notice.erased')
    : customer.status === 'inactive'
      ? t('customer.notice.inactive')
      : null;
  return text ? html`<p class="banner boxed">${text}</p>` : nothing;
}

/** What matters of the purchases. */
export function figures(customer) {
  const open = customer['cart.openCarts'];
  const tab = (name) => address(`customers/${customer.id}?tab=${name}`);
  const figure = (label, value, more) =>
    html`<div class="figure"><dt>${label}</dt><dd><strong>${value}</strong>${more ? html`<span class="quiet">${more}</span>` : nothing}</dd></div>`;
  const none = t('customer.none-yet');
  return html`<dl class="figures">
    ${figure(
      t('customer.figure.last-order'),
      customer.lastOrderAt ? html`<a href=${tab('orders')}>${time(customer.lastOrderAt)}</a>` : none,
      customer.lastOrderAt ? day(customer.lastOrderAt) : nothing,
    )}
    ${open === undefined
      ? nothing
      : figure(
          t('customer.figure.open-carts'),
          open > 0 ? html`<a href=${tab('carts')}>${number(open)}</a>` : number(0),
          open > 0 && customer['cart.openValue'] ? money(customer['cart.openValue']) : nothing,
        )}
    ${figure(t('customer.figure.orders'), number(customer.orders), t('customer.figure.units', { count: customer.units }))}
    ${figure(
      t('customer.figure.total-spent'),
      money(customer.totalSpent),
      customer.orders > 0 ? t('customer.figure.average', { amount: money(customer.averageOrderValue) }) : nothing,
    )}
    ${figure(
      t('customer.figure.returned'),
      number(customer.returnedUnits),
      customer.totalRefunded.amount > 0 ? t('customer.figure.refunded', { amount: money(customer.totalRefunded) }) : nothing,
    )}
  </dl>`;
}

/** A code of a status, as a chip. @param {string} status of an order or a cart */
export const statusChip = (status) =>
  chip({ text: code('customer.order-status', status), kind: { completed: 'good', pending: 'warn', processing: 'warn' }[status] ?? '' });
