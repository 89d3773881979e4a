// The element behind the card and the tab.

/** One for each version of this file: a page may outlive an update of the bundle. */
const NAME = `loyalty-points-${Math.random().toString(36).slice(2)}`;
const SIZE = 25;

/** @returns {string} the name of the element */
export function define({ LitElement, html }) {
  if (customElements.get(NAME)) {
    return NAME;
  }

  class Points extends LitElement {
    static properties = {
      host: { attribute: false },
      kind: { attribute: false },
      customer: { attribute: false },
      account: { state: true },
      entries: { state: true },
      tiers: { state: true },
      problem: { state: true },
      points: { state: true },
      reason: { state: true },
      busy: { state: true },
    };

    constructor() {
      super();
      // Not fields of the class: those would hide the properties of Lit.
      this.points = '';
      this.reason = '';
      this.page = 1;
    }

    createRenderRoot() {
      return this;
    }

    willUpdate(changed) {
      if (changed.has('customer')) {
        this.load();
      }
    }

    async load() {
      try {
        const path = `loyalty/accounts/${this.customer.id}`;
        const [account, tiers, entries] = await Promise.all([
          this.get(path),
          this.get('loyalty/tiers?size=100'),
          this.kind === 'tab' ? this.get(`${path}/entries?page=${this.page}&size=${SIZE}`) : null,
        ]);
        Object.assign(this, { account, tiers: tiers.items, entries, problem: undefined });
      } catch (error) {
        this.problem = error.message;
      }
    }

    async get(path) {
      const answer = await this.host.fetch(path);
      const body = await answer.json();
      if (!answer.ok) {
        throw new Error(body.detail ?? body.title);
      }
      return body;
    }

    render() {
      if (!this.account) {
        return this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : '';
      }
      return this.kind === 'card' ? this.balance() : this.tab();
    }

    balance() {
      const { currentBalance, tier, expiringPoints } = this.account;
      const { t } = this.host;
      return html`<p>
        <strong>${t('loyalty.points', { count: currentBalance })}</strong>
        ${tier ? html`<span class="chip group">${this.tierName(tier)}</span>` : html`<span class="quiet">${t('loyalty.no-tier')}</span>`}
        ${expiringPoints > 0 ? html`<span class="quiet">${t('loyalty.expiring', { count: expiringPoints })}</span>` : ''}
      </p>`;
    }

    tab() {
      const { account } = this;
      const { t } = this.host;
      const line = (key, value) => html`<div><dt>${t(key)}</dt><dd>${value}</dd></div>`;
      return html`<div class="overview">
        <section class="card">
          <h2>${t('loyalty.history')}</h2>
          ${this.history()}
        </section>
        <div>
          <section class="card">
            <h2>${t('loyalty.balance')}</h2>
            ${this.balance()}
            <dl class="facts">
              ${line('loyalty.earned', this.number(account.pointsEarned))} ${line('loyalty.spent', this.number(account.pointsSpent))}
              ${account.nextTierThreshold === null ? '' : line('loyalty.to-next', this.number(Math.max(account.nextTierThreshold - account.tierPoints, 0)))}
              ${account.referralCode ? line('loyalty.referral-code', account.referralCode) : ''}
            </dl>
          </section>
          ${this.host.permissions.may('loyalty:write') && !this.customer.erased ? this.form() : ''}
        </div>
      </div>`;
    }

    form() {
      const { t } = this.host;
      return html`<form class="card" @submit=${(event) => this.adjust(event)}>
        <h2>${t('loyalty.adjust')}</h2>
        <div class="field">
          <label for="loyalty-change">${t('loyalty.change')}</label>
          <input id="loyalty-change" type="number" step="1" required .value=${this.points} aria-describedby="loyalty-hint"
            @input=${(event) => (this.points = event.target.value)}>
          <p class="hint" id="loyalty-hint">${t('loyalty.change-hint')}</p>
        </div>
        <div class="field">
          <label for="loyalty-reason">${t('loyalty.reason')}</label>
          <input id="loyalty-reason" maxlength="200" .value=${this.reason} @input=${(event) => (this.reason = event.target.value)}>
        </div>
        ${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : ''}
        <div class="actions"><button class="button primary" ?disabled=${this.busy}>${t('loyalty.adjust')}</button></div>
      </form>`;
    }

    history() {
      const { t } = this.host;
      const { items, page } = this.entries;
      if (items.length === 0) {
        return html`<p class="quiet">${t('loyalty.no-entries')}</p>`;
      }
      const other = (to, label, there) =>
        there ? html`<button type="button" class="button" @click=${() => this.turn(to)}>${t(label)}</button>` : '';
      return html`<div class="table-scroll" tabindex="0" role="region" aria-label=${t('loyalty.history')}>
          <table>
            <thead><tr>
              <th scope="col">${t('loyalty.at')}</th><th scope="col">${t('loyalty.what')}</th>
              <th scope="col" class="numeric">${t('loyalty.change')}</th><th scope="col" class="numeric">${t('loyalty.balance')}</th>
            </tr></thead>
            <tbody>${items.map(
              (each) => html`<tr>
                <td>${this.date(each.at)}</td>
                <th scope="row">${this.kindName(each.kind)} <span class="quiet">${each.reason ?? ''}</span></th>
                <td class="numeric">${this.signed(each.points)}</td>
                <td class="numeric">${this.number(each.balance)}</td>
              </tr>`,
            )}</tbody>
          </table>
        </div>
        <div class="actions">
          ${other(this.page - 1, 'loyalty.newer', this.page > 1)} ${other(this.page + 1, 'loyalty.older', this.page < page.totalPages)}
        </div>`;
    }

    turn(page) {
      this.page = page;
      return this.load();
    }

    async adjust(event) {
      event.preventDefault();
      const points = Number(this.points);
      this.busy = true;
      const waits = await this.change(points, this.reason.trim()).finally(() => (this.busy = false));
      if (waits === undefined) {
        return;
      }
      this.points = '';
      this.reason = '';
      const { t } = this.host;
      if (waits) {
        this.host.toast(t('loyalty.waits'));
      } else {
        this.host.toast(t('loyalty.adjusted', { points: this.signed(points) }), { undo: () => this.change(-points, t('loyalty.undo-reason')) });
      }
    }

    /** @returns {Promise<boolean | undefined>} whether a second person has to agree; undefined if it was refused */
    async change(points, reason) {
      const answer = await this.host.fetch(`loyalty/accounts/${this.customer.id}/entries`, {
        method: 'POST',
        body: JSON.stringify({ points, reason: reason || null }),
      });
      if (!answer.ok) {
        const problem = await answer.json();
        this.problem = problem.errors?.[0]?.detail ?? problem.detail ?? problem.title;
        return undefined;
      }
      this.page = 1;
      await this.load();
      this.host.refresh();
      return answer.status === 202;
    }

    number = (value) => new Intl.NumberFormat(this.locale()).format(value);
    signed = (value) => new Intl.NumberFormat(this.locale(), { signDisplay: 'exceptZero' }).format(value);
    date = (value) => new Intl.DateTimeFormat(this.locale(), { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(value));
    locale = () => (this.host.locale === 'en-XA' ? 'en' : this.host.locale);
    tierName = (code) => this.tiers.find((each) => each.code === code)?.name ?? code;
    kindName = (kind) => (this.host.has(`loyalty.kind.${kind}`) ? this.host.t(`loyalty.kind.${kind}`) : kind);
  }

  customElements.define(NAME, Points);
  return NAME;
}
