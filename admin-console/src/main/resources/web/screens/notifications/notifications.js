// All that the caller was told, newest first, and what is not to be told any more.

import { api } from '../../app/api.js';
import { t } from '../../app/i18n.js';
import { html, nothing, repeat } from '../../app/lit.js';
import { notifications } from '../../app/notifications.js';
import { observe } from '../../app/observe.js';
import { router } from '../../app/router.js';
import { field } from '../../elements/controls.js';
import { openDialog } from '../../elements/dialog.js';
import { ClienteleElement } from '../../elements/element.js';
import { Loading } from '../../elements/loading.js';
import { emptyState } from '../../elements/states.js';
import { toast, toastError } from '../../elements/toast.js';
import { kindOf, line } from './parts.js';
import './settings.js';

class NotificationList extends ClienteleElement {
  #asking;
  #list = new Loading(this, async (signal) => notifications.took(await api.get('notifications', { query: this.#asked(), signal })));

  constructor() {
    super();
    observe(this, router);
    observe(this, notifications);
  }

  willUpdate() {
    const asking = `${router.query}`;
    if (router.path === 'notifications' && asking !== this.#asking) {
      this.#asking = asking;
      this.#list.run();
    }
  }

  #asked() {
    const { query } = router;
    return { limit: 25, unread: query.get('unread'), kind: query.get('kind'), before: query.get('before') };
  }

  render() {
    const shown = [
      { value: '', label: t('notifications.filter.all') },
      { value: 'true', label: t('notifications.filter.unread') },
    ];
    return html`
      <div class="heading"><h1>${t('notifications.title')}</h1>
        <button type="button" class="button" @click=${() => this.#settings()}>${t('notifications.settings')}</button>
        <button type="button" class="button" ?disabled=${notifications.unread === 0 || !this.#list.data?.items.length}
          @click=${() => this.#readAll()}>${t('notifications.read-all')}</button>
      </div>
      <div class="toolbar">${field({
        id: 'notifications-shown',
        label: t('notifications.filter'),
        value: router.query.get('unread') ?? '',
        options: shown,
        input: (unread) => router.setQuery({ unread, before: null }),
      })}</div>
      ${this.#list.render(({ items, page }) =>
        items.length === 0
          ? emptyState(t('notifications.none'))
          : html`<ul class="rows">${repeat(items, (each) => each.id, (each) => this.#row(each))}</ul>
              ${page.more
                ? html`<div class="actions"><button type="button" class="button" @click=${() => router.setQuery({ before: items.at(-1).id })}>${t('notifications.older')}</button></div>`
                : nothing}`,
      )}
    `;
  }

  #row(one) {
    return html`<li class="card row compact">
      <div class="grow">${line(one, () => this.#read(one))}</div>
      ${one.readAt
        ? nothing
        : html`<button type="button" class="button" aria-label=${t('notifications.read-one', { what: one.title })} @click=${() => this.#read(one)}>${t('notifications.read')}</button>`}
      <button type="button" class="button quiet" aria-label=${t('notifications.mute-kind', { what: kindOf(one.kind) })} @click=${() => this.#mute(one.kind)}>${t('notifications.mute')}</button>
    </li>`;
  }

  async #read(one) {
    try {
      await notifications.read([one.id]);
      await this.#list.run();
    } catch (error) {
      toastError(error);
    }
  }

  async #readAll() {
    try {
      // The newest of all, which need not be on this page.
      const { items } = await api.get('notifications', { query: { limit: 1 } });
      await notifications.readUpTo(items[0].id);
      await this.#list.run();
    } catch (error) {
      toastError(error);
    }
  }

  async #mute(kind) {
    try {
      const before = await api.get('notifications/settings');
      await api.put('notifications/settings', { ...before, muted: [...new Set([...before.muted, kind])] });
      const undo = () => api.put('notifications/settings', before).catch(toastError);
      toast(t('notifications.muted', { what: kindOf(kind) }), { undo });
    } catch (error) {
      toastError(error);
    }
  }

  async #settings() {
    const seen = (this.#list.data?.items ?? []).map((each) => each.kind);
    const title = t('notifications.settings');
    await openDialog(title, (close) => html`<c-notification-settings .seen=${seen} .close=${close}></c-notification-settings>`);
  }
}

customElements.define('clientele-notifications', NotificationList);

export default () => html`<clientele-notifications></clientele-notifications>`;
