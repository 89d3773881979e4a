// The bell in the frame: how many are new, and the latest ones.

import { api } from '../../app/api.js';
import { t } from '../../app/i18n.js';
import { html, nothing, repeat } from '../../app/lit.js';
import { notifications } from '../../app/notifications.js';
import { observe } from '../../app/observe.js';
import { address } from '../../app/router.js';
import { ClienteleElement } from '../../elements/element.js';
import { Loading } from '../../elements/loading.js';
import { toastError } from '../../elements/toast.js';
import { BELL } from '../../elements/icons.js';
import '../../elements/flyout.js';
import { line } from './parts.js';

const SHOWN = 8;

class NotificationBell extends ClienteleElement {
  #latest = new Loading(this, async (signal) => notifications.took(await api.get('notifications', { query: { limit: SHOWN }, signal })), { lines: 3 });

  constructor() {
    super();
    observe(this, notifications);
  }

  render() {
    const count = notifications.unread;
    return html`<c-flyout label=${t('notifications.title')} .sign=${BELL} count=${count} description=${count ? t('notifications.unread', { count }) : ''}
      .panel=${this.#panel()} @toggle=${(event) => event.detail.open && this.#latest.run()}></c-flyout>`;
  }

  #panel() {
    return html`<div class="flyout-heading"><h2>${t('notifications.title')}</h2><a href=${address('notifications')}>${t('notifications.all')}</a></div>
      ${this.#latest.render(({ items }) =>
        items.length === 0
          ? html`<p class="quiet">${t('notifications.none')}</p>`
          : html`<ul class="tray">${repeat(items, (each) => each.id, (each) => html`<li>${line(each, (one) => this.#read(one))}</li>`)}</ul>
              ${notifications.unread > 0
                ? html`<div class="tray-line end"><button type="button" class="button quiet" @click=${() => this.#readAll(items[0])}>${t('notifications.read-all')}</button></div>`
                : nothing}`,
      )}`;
  }

  #read(one) {
    notifications.read([one.id]).catch(toastError);
  }

  async #readAll(newest) {
    try {
      await notifications.readUpTo(newest.id);
      await this.#latest.run();
    } catch (error) {
      toastError(error);
    }
  }
}

customElements.define('c-notification-bell', NotificationBell);
