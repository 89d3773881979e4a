// Who did what to whom, newest first, and whether the chain of entries is whole.

import { api } from '../../app/api.js';
import { dateTime, number } from '../../app/format.js';
import { code, t } from '../../app/i18n.js';
import { html, nothing } from '../../app/lit.js';
import { observe } from '../../app/observe.js';
import { address, router } from '../../app/router.js';
import { chip, field } from '../../elements/controls.js';
import { openDialog } from '../../elements/dialog.js';
import { ClienteleElement } from '../../elements/element.js';
import { Loading } from '../../elements/loading.js';
import { emptyState } from '../../elements/states.js';
import { toastError } from '../../elements/toast.js';
import '../../elements/table.js';

const FILTERS = ['actor', 'action', 'customerId'];
const LIMIT = 50;

class Audit extends ClienteleElement {
  static properties = { verification: { state: true }, verifying: { state: true } };

  #list = new Loading(this, (signal) => api.get('audit', { query: { before: 'now', limit: LIMIT, ...this.#asked() }, signal }));
  #asking = null;

  constructor() {
    super();
    observe(this, router);
  }

  willUpdate() {
    const asking = JSON.stringify(this.#asked());
    if (router.path === 'audit' && asking !== this.#asking) {
      this.#asking = asking;
      this.#list.run();
    }
  }

  #asked() {
    const asked = {};
    for (const name of [...FILTERS, 'before']) {
      if (router.query.get(name)) {
        asked[name] = router.query.get(name);
      }
    }
    return asked;
  }

  render() {
    return html`<div class="heading"><h1>${t('audit.title')}</h1>
        <button type="button" class="button" ?disabled=${this.verifying} @click=${this.#verify}>${t('audit.verify')}</button></div>
      ${this.verification ? this.#verified(this.verification) : nothing}
      <form class="filters" @submit=${this.#search}>
        ${FILTERS.map((name) => field({ id: `audit-${name}`, label: t(`audit.${name}`), value: router.query.get(name) ?? '' }))}
        <div class="actions"><button class="button primary">${t('audit.search')}</button>
          ${FILTERS.some((name) => router.query.has(name)) ? html`<button type="button" class="button" @click=${() => this.#filter({})}>${t('audit.clear')}</button>` : nothing}
        </div>
      </form>
      ${this.#list.render(({ items, page }) => this.#entries(items, page))}`;
  }

  #entries(items, page) {
    if (items.length === 0) {
      return emptyState(FILTERS.some((name) => router.query.has(name)) ? t('audit.no-match') : t('audit.none'));
    }
    const only = (name, value, text) => html`<button type="button" class="button link" title=${t('audit.only')} @click=${() => this.#filter({ [name]: value })}>${text}</button>`;
    const columns = [
      { name: 'at', label: t('audit.at'), cell: (one) => html`<time datetime=${one.at}>${dateTime(one.at)}</time>` },
      { name: 'who', label: t('audit.who'), cell: (one) => html`${only('actor', one.actor.id, one.actor.name)}${one.subject ? html` <span class="quiet">${t('audit.for', { subject: one.subject })}</span>` : nothing}` },
      { name: 'what', label: t('audit.what'), header: true, cell: (one) => html`<code>${only('action', one.action, code('audit.does', one.action))}</code>` },
      { name: 'whom', label: t('audit.whom'), cell: (one) => this.#target(one) },
      { name: 'why', label: t('audit.why'), cell: (one) => html`<span class="clip">${one.details.reason ?? summary(one.details)}</span>` },
      { name: 'more', label: t('audit.details'), cell: (one) => html`<button type="button" class="button quiet" aria-label=${t('audit.details-of', { number: one.number })} @click=${() => this.#details(one)}>${t('audit.details')}</button>` },
    ];
    const rows = items.map((each) => ({ ...each, id: each.number }));
    return html`<c-table caption=${t('audit.title')} .columns=${columns} .rows=${rows}></c-table>
      <div class="actions">
        ${router.query.has('before') ? html`<button type="button" class="button" @click=${() => router.setQuery({ before: null })}>${t('audit.newest')}</button>` : nothing}
        ${page.more ? html`<button type="button" class="button" @click=${() => router.setQuery({ before: page.cursor })}>${t('audit.older')}</button>` : nothing}
      </div>`;
  }

  #target(one) {
    return one.customerId
      ? html`<a href=${address(`customers/${one.customerId}`)}>${t('audit.customer')} <code>…${one.customerId.slice(-6)}</code></a>`
      : html`${code('audit.target', one.target.type)} ${one.target.id ? html`<code>${short(one.target.id)}</code>` : nothing}`;
  }

  #details(one) {
    const facts = [
      ['audit.at', one.at],
      ['audit.who', `${one.actor.name} (${one.actor.id})`],
      ['audit.subject', one.subject],
      ['audit.what', one.action],
      ['audit.whom', [one.target.type, one.target.id].filter(Boolean).join(' ')],
      ['audit.customerId', one.customerId],
      ['audit.accounts', one.sellerAccounts.join(', ')],
      ['audit.request', one.requestId],
      ['audit.content', html`<pre>${JSON.stringify(one.details, null, 2)}</pre>`],
      ['audit.hash', html`<code>${one.hash}</code>`],
    ];
    openDialog(
      t('audit.entry', { number: one.number }),
      (close) => html`<dl class="facts">${facts.filter(([, value]) => value).map(([key, value]) => html`<div><dt>${t(key)}</dt><dd>${value}</dd></div>`)}</dl>
        <div class="actions"><button type="button" class="button primary" @click=${() => close()}>${t('app.close')}</button></div>`,
      { wide: true },
    );
  }

  #verified({ intact, entries, waiting, signed, findings }) {
    return html`<section class="card below ${intact ? '' : 'error'}" role="status">
      <div class="row"><h2 class="grow">${intact ? t('audit.intact') : t('audit.broken')}</h2>${chip({ text: signed ? t('audit.signed') : t('audit.unsigned'), kind: signed ? 'good' : '' })}</div>
      <p>${t('audit.counted', { entries, waiting })}</p>
      ${findings.map((each) => html`<p><code>${each.code}</code> ${number(each.number)}: ${each.detail}</p>`)}
    </section>`;
  }

  #verify = async () => {
    this.verifying = true;
    try {
      this.verification = await api.get('audit/verification');
    } catch (error) {
      toastError(error);
    }
    this.verifying = false;
  };

  #search = (event) => {
    event.preventDefault();
    this.#filter(Object.fromEntries(FILTERS.map((name) => [name, this.querySelector(`#audit-${name}`).value.trim()])), true);
  };

  #filter(changes, whole = Object.keys(changes).length === 0) {
    const cleared = whole ? Object.fromEntries(FILTERS.map((name) => [name, null])) : {};
    router.setQuery({ ...cleared, before: null, ...changes });
  }
}

const short = (id) => (id.length > 16 ? `…${id.slice(-6)}` : id);

/** The names of what was changed, or whatever else is told in short. */
const summary = ({ members, ...rest }) => {
  const others = Object.entries(rest).map(([name, value]) => `${name}: ${typeof value === 'object' ? JSON.stringify(value) : value}`);
  return [...(members ?? []), ...others].join(', ');
};

customElements.define('clientele-audit', Audit);

export default () => html`<clientele-audit></clientele-audit>`;
