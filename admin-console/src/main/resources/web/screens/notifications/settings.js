// What is to be told, and what by mail, too: by kinds of notifications.

import { api } from '../../app/api.js';
import { t } from '../../app/i18n.js';
import { html, nothing } from '../../app/lit.js';
import { checkbox } from '../../elements/controls.js';
import { ClienteleElement } from '../../elements/element.js';
import { Loading } from '../../elements/loading.js';
import { toast } from '../../elements/toast.js';
import { kindOf } from './parts.js';

const KINDS = ['cart.approved', 'cart.rejected', 'export.ready', 'export.failed', 'watchlist.order', 'watchlist.return', 'watchlist.feedback'];

class NotificationSettings extends ClienteleElement {
  static properties = { seen: { attribute: false }, close: { attribute: false }, problem: { state: true } };

  #settings = new Loading(this, (signal) => api.get('notifications/settings', { signal }), { lines: 4 });

  connectedCallback() {
    super.connectedCallback();
    this.#settings.run();
  }

  render() {
    return this.#settings.render((settings) => {
      const kinds = [...new Set([...KINDS, ...this.seen, ...settings.muted, ...settings.mail])];
      return html`<form @submit=${(event) => this.#save(event)}>
        <ul class="rows">${kinds.map((kind) => this.#kind(settings, kind))}</ul>
        ${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : nothing}
        <div class="actions">
          <button type="button" class="button" @click=${() => this.close()}>${t('app.cancel')}</button>
          <button class="button primary">${t('app.save')}</button>
        </div>
      </form>`;
    });
  }

  #kind(settings, kind) {
    const on = (list, yes) => (yes ? [...list, kind] : list.filter((each) => each !== kind));
    const set = (change) => this.#settings.set({ ...settings, ...change });
    const told = !settings.muted.includes(kind);
    return html`<li><fieldset class="choices"><legend>${kindOf(kind)}</legend>
      ${checkbox({ id: `tell-${kind}`, label: t('notifications.tell'), checked: told, change: (yes) => set({ muted: on(settings.muted, !yes) }) })}
      ${checkbox({ id: `mail-${kind}`, label: t('notifications.mail'), checked: settings.mail.includes(kind), disabled: !told, change: (yes) => set({ mail: on(settings.mail, yes) }) })}
    </fieldset></li>`;
  }

  async #save(event) {
    event.preventDefault();
    try {
      await api.put('notifications/settings', this.#settings.data);
      toast(t('notifications.saved'));
      this.close(true);
    } catch (error) {
      this.problem = error.errors?.[0]?.detail ?? error.detail ?? error.message;
    }
  }
}

customElements.define('c-notification-settings', NotificationSettings);
