// The card of a customer: whether and why the user watches them, until when, and what to be told of.

/** One for each version of this file: a page may outlive an update of the bundle. */
const NAME = `watchlist-card-${Math.random().toString(36).slice(2)}`;
const ALERTS = ['order', 'return', 'feedback'];

export function activate(host) {
  define(host);
  host.addCard({
    id: 'watchlist',
    title: host.t('watchlist.title'),
    open: (panel, customer) => {
      const card = document.createElement(NAME);
      Object.assign(card, { host, customer });
      panel.addEventListener('subject', (event) => (card.customer = event.detail));
      panel.append(card);
    },
  });
}

function define({ LitElement, html }) {
  if (customElements.get(NAME)) {
    return;
  }

  class Card extends LitElement {
    static properties = {
      host: { attribute: false },
      customer: { attribute: false },
      entry: { state: true },
      editing: { state: true },
      problem: { state: true },
    };

    createRenderRoot() {
      return this;
    }

    willUpdate(changed) {
      if (changed.has('customer')) {
        this.load();
      }
    }

    async load() {
      if (!this.customer['watchlist.watched']) {
        this.entry = null;
        return;
      }
      const answer = await this.host.fetch(`watchlist/${this.customer.id}`);
      this.entry = answer.ok ? await answer.json() : null;
    }

    render() {
      const { t, permissions } = this.host;
      if (this.entry === undefined) {
        return '';
      }
      if (this.editing) {
        return this.form();
      }
      return html`
        ${this.entry ? this.why() : html`<p class="quiet">${t('watchlist.not-watched')}</p>`}
        ${permissions.may('watchlist:write') && !this.customer.erased
          ? html`<button type="button" class="button" @click=${() => this.edit()}>${t(this.entry ? 'watchlist.change' : 'watchlist.watch-because')}</button>`
          : ''}
      `;
    }

    why() {
      const { t } = this.host;
      const { reason, remindOn, alerts } = this.entry;
      const line = (key, value) => (value ? html`<div><dt>${t(key)}</dt><dd>${value}</dd></div>` : '');
      return html`<dl class="facts">
        ${line('watchlist.reason', reason || t('watchlist.no-reason'))} ${line('watchlist.remind-on', remindOn && this.date(remindOn))}
        ${line('watchlist.alerts', alerts.map((each) => t(`watchlist.alert.${each}`)).join(', ') || t('watchlist.no-alerts'))}
      </dl>`;
    }

    form() {
      const { t } = this.host;
      const { reason, remindOn, alerts } = this.entry ?? { alerts: ALERTS };
      return html`<form @submit=${(event) => this.save(event)}>
        <div class="field"><label for="watchlist-reason">${t('watchlist.reason')}</label>
          <input id="watchlist-reason" name="reason" .value=${reason ?? ''}></div>
        <div class="field"><label for="watchlist-remind-on">${t('watchlist.remind-on')}</label>
          <input id="watchlist-remind-on" name="remindOn" type="date" .value=${remindOn ?? ''}></div>
        <fieldset><legend>${t('watchlist.alerts')}</legend>
          ${ALERTS.map(
            (each) => html`<div class="field inline"><input type="checkbox" id="watchlist-${each}" name="alerts" value=${each} .checked=${alerts.includes(each)}>
              <label for="watchlist-${each}">${t(`watchlist.alert.${each}`)}</label></div>`,
          )}
        </fieldset>
        ${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : ''}
        <div class="actions">
          <button type="button" class="button" @click=${() => (this.editing = false)}>${t('watchlist.cancel')}</button>
          <button class="button primary">${t('watchlist.save')}</button>
        </div>
      </form>`;
    }

    async edit() {
      this.problem = undefined;
      this.editing = true;
      await this.updateComplete;
      this.querySelector('input').focus();
    }

    async save(event) {
      event.preventDefault();
      const data = new FormData(event.target);
      const answer = await this.host.fetch(`watchlist/${this.customer.id}`, {
        method: 'PUT',
        body: JSON.stringify({ reason: data.get('reason') || null, remindOn: data.get('remindOn') || null, alerts: data.getAll('alerts') }),
      });
      const body = await answer.json();
      if (!answer.ok) {
        this.problem = body.errors?.[0]?.detail ?? body.detail ?? body.title;
        return;
      }
      this.entry = body;
      this.editing = false;
      this.host.toast(this.host.t('watchlist.saved'));
      this.host.refresh();
    }

    date(value) {
      const locale = this.host.locale === 'en-XA' ? 'en' : this.host.locale;
      return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(`${value}T00:00:00Z`));
    }
  }

  customElements.define(NAME, Card);
}
