// What the bell and the list of notifications have in common.

import { time } from '../../app/format.js';
import { code, t } from '../../app/i18n.js';
import { html, nothing } from '../../app/lit.js';
import { address } from '../../app/router.js';
import { chip } from '../../elements/controls.js';

/** Where a notification leads to; nothing if there is no such place. */
export function target({ customer, data }) {
  if (data.cartId) {
    return address(`carts/${data.cartId}`);
  }
  return customer ? address(`customers/${customer}`) : null;
}

export const kindOf = (kind) => code('notifications.kind', kind);

/** One of them; `read` is asked when it is opened. */
export function line(one, read) {
  const href = target(one);
  const open = () => one.readAt ?? read(one);
  return html`<div class="tray-line ${one.readAt ? '' : 'unread'}">
      ${href ? html`<a href=${href} @click=${open}>${one.title}</a>` : html`<span>${one.title}</span>`}
      ${one.readAt ? nothing : chip({ text: t('notifications.new'), kind: 'good' })}
    </div>
    <p class="quiet">${kindOf(one.kind)} · ${time(one.at)}</p>`;
}
