// The points of a customer: a card with the balance, and a tab with the history and the way to adjust it.

import { define } from './points.js';

export function activate(host) {
  const name = define(host);
  const show = (kind) => (panel, customer) => {
    const points = document.createElement(name);
    Object.assign(points, { host, kind, customer });
    panel.addEventListener('subject', (event) => (points.customer = event.detail));
    panel.append(points);
  };
  host.addCard({ id: 'loyalty.balance', title: host.t('loyalty.title'), open: show('card') });
  host.addTab({ id: 'loyalty', title: host.t('loyalty.title'), open: show('tab') });
}
