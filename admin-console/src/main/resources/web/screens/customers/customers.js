// The list of customers. All that it shows is in its address.

import { api } from '../../app/api.js';
import { extensions } from '../../app/extensions.js';
import { number } from '../../app/format.js';
import { t } from '../../app/i18n.js';
import { useKeys } from '../../app/keys.js';
import { html, nothing } from '../../app/lit.js';
import { observe } from '../../app/observe.js';
import { address, router } from '../../app/router.js';
import { session } from '../../app/session.js';
import { browserStore } from '../../app/store.js';
import { ClienteleElement } from '../../elements/element.js';
import { extensionFailed } from '../../elements/extension-panel.js';
import { both } from '../../elements/filter/tree.js';
import { Loading } from '../../elements/loading.js';
import { rememberResult } from '../customer/result.js';
import { changeAddress, learn, listAddress } from './address.js';
import { bulkActions } from './bulk.js';
import { cards } from './cards.js';
import { chooseFigure, chooseTab, isChosen, viewTabs } from './choices.js';
import { columnsThatAre, fieldsFor, usualColumns } from './columns.js';
import { exportFormats } from './export.js';
import { keysOf } from './keys.js';
import { defaultView, isLayout, ownColumns } from './layout.js';
import { loadChoices } from './names.js';
import { results } from './results.js';
import { tabsNow } from './tabs.js';
import { toolbar } from './toolbar.js';
import '../../elements/tabs.js';

const FIRST_SIZE = 25;
/** A feature that goes takes its attributes along a moment after its modules. */
const SETTLING_MILLIS = [0, 800, 1_800, 4_000, 8_000];

class Customers extends ClienteleElement {
  static properties = {
    selected: { state: true },
    everything: { state: true },
    filtering: { state: true },
    current: { state: true },
    text: { state: true },
  };

  selected = new Set();
  /** Whether it is all that the list finds that is selected, on other pages too. */
  everything = false;

  schema = new Loading(this, (signal) => api.get('schema/customers', { signal }));
  views = new Loading(this, (signal) => api.get('views', { query: { size: 100 }, signal }));
  list = new Loading(this, (signal) => this.#load(signal));
  stats = new Loading(this, (signal) => api.get('customers/stats', { signal }));
  counts = new Loading(this, (signal) => this.#count(signal));
  actions = new Loading(this, bulkActions);
  formats = new Loading(this, exportFormats);
  /** Values of attributes that are names of something else. */
  choices = new Loading(this, loadChoices);

  #asked = { key: null, fields: [] };
  #learning = null;
  #narrowed = null;
  #timers = [];
  #featuresChanged = () => this.#settle();
  #refresh = () => this.reload();

  constructor() {
    super();
    observe(this, router);
    observe(this, extensions);
    useKeys(this, keysOf(this));
  }

  connectedCallback() {
    super.connectedCallback();
    extensions.addEventListener('features', this.#featuresChanged);
    extensions.addEventListener('refresh', this.#refresh);
    const plain = router.query.size === 0;
    this.schema.run();
    this.stats.run();
    this.views.run().then(() => {
      const first = defaultView(this.views.data?.items);
      if (plain && first && !isLayout(first) && router.path === 'customers' && router.query.size === 0) {
        changeAddress({ view: first.id }, { replace: true });
      }
    });
    this.formats.run();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    extensions.removeEventListener('features', this.#featuresChanged);
    extensions.removeEventListener('refresh', this.#refresh);
    this.#timers.forEach(clearTimeout);
  }

  /** The attributes, once they are known. */
  get allAttributes() {
    return this.schema.data?.attributes;
  }

  get saved() {
    return this.views.data?.items;
  }

  /** What is shown: the address, with the tab and the view that it names. */
  shown() {
    const at = listAddress();
    const tabs = tabsNow(this.allAttributes, extensions.at('list-tab'), at.tab);
    const tab = tabs.find((each) => each.id === at.tab);
    const view = at.view ? this.saved?.find((each) => each.id === at.view) : undefined;
    return { ...at, tabs, known: Boolean(tab) || extensions.ready, tab: tab ?? tabs[0], saved: view };
  }

  columnNames(at = this.shown()) {
    const own = ownColumns(this.saved);
    const names = at.columns ?? (at.saved?.columns.length > 0 ? at.saved.columns : own.length > 0 ? own : usualColumns());
    return columnsThatAre(names, this.allAttributes);
  }

  /** What the list is asked for, but for its page and its fields. */
  query(at = this.shown()) {
    return {
      q: at.q,
      filter: at.view ? at.filter : both(at.tab.filter, at.filter),
      view: at.view ?? at.tab.view,
      sort: at.sort ?? (at.view ? null : at.tab.sort),
    };
  }

  willUpdate() {
    if (router.path !== 'customers') {
      return;
    }
    this.at = this.shown();
    if (this.text === undefined || this.text.trim() !== this.at.q) {
      this.text = this.at.q;
    }
    if (this.at.learning && this.#learning !== this.at.learning) {
      this.#learning = this.at.learning;
      learn(this.at.learning);
    }
    if (!this.at.known || this.at.learning) {
      return;
    }
    const narrowed = JSON.stringify(this.query(this.at));
    const fields = fieldsFor(this.columnNames(this.at), extensions.at('column-cell'), this.allAttributes);
    const key = narrowed + this.at.page + this.at.size;
    const lacks = fields.some((each) => !this.#asked.fields.includes(each));
    if (key !== this.#asked.key || lacks || (this.list.error?.status === 400 && fields.length < this.#asked.fields.length)) {
      if (this.#narrowed !== null && narrowed !== this.#narrowed) {
        this.selected = new Set();
        this.everything = false;
      }
      this.#narrowed = narrowed;
      this.#asked = { key, fields };
      this.list.run();
    }
  }

  async #load(signal) {
    const { page, size, personal } = this.at;
    const rows = Number(size ?? this.at.saved?.size ?? browserStore.get('customers.size') ?? FIRST_SIZE);
    const asked = { ...this.query(this.at), page, size: rows, fields: this.#asked.fields };
    const answer = personal
      ? await api.ask('customers/.search', Object.fromEntries(Object.entries(asked).filter(([, value]) => value)), { signal })
      : await api.get('customers', { query: asked, signal });
    rememberResult(asked, answer, personal);
    if (this.counts.data === undefined && !this.counts.pending) {
      setTimeout(() => this.isConnected && this.counts.run());
    }
    return answer;
  }

  /** The numbers on those tabs that the figures do not tell. */
  async #count(signal) {
    const tabs = [...this.shown().tabs.filter((each) => !each.total).map((each) => ({ id: each.id, view: each.view, filter: each.filter })),
      ...viewTabs(this).map((each) => ({ id: `view-${each.id}`, view: each.id }))];
    const numbers = await Promise.all(
      tabs.map(({ id, ...query }) =>
        api.get('customers', { query: { ...query, page: 1, size: 10, fields: 'id' }, signal }).then(({ page }) => [id, page.totalItems], () => [id, null]),
      ),
    );
    return Object.fromEntries(numbers);
  }

  reload() {
    this.list.run();
    this.stats.run();
    this.counts.run();
  }

  #settle() {
    this.#timers.forEach(clearTimeout);
    this.#timers = SETTLING_MILLIS.map((millis) =>
      setTimeout(() => {
        this.schema.run();
        this.actions.data = undefined;
        this.formats.run();
        if (millis > 0) {
          this.views.run();
        }
      }, millis),
    );
  }

  render() {
    if (!this.at) {
      return nothing;
    }
    const failures = ['column-cell', 'bulk-action', 'list-tab'].flatMap((place) => extensions.at(place)).filter((each) => each.failure);
    const once = [...new Map(failures.map((each) => [each.extension.id, each])).values()];
    return html`
      <div class="heading">
        <h1>${t('customers.title')}</h1>
        ${session.may('customers:write') ? html`<a class="button primary" href=${address('customers/new')}>${t('customers.new')}</a>` : nothing}
      </div>
      ${this.stats.data
        ? cards(this.stats.data, { pressed: (figure) => isChosen(this, figure), choose: (figure) => chooseFigure(this, figure) })
        : html`<div class="stats" aria-busy="true"></div>`}
      ${once.map(extensionFailed)}
      <c-tabs label=${t('customers.tabs')} .tabs=${this.#tabs()} selected=${this.at.view ? `view-${this.at.view}` : this.at.tab.id}
        .panel=${html`${toolbar(this)} ${results(this)}`} @select=${(event) => chooseTab(this, event.detail.id)}></c-tabs>
    `;
  }

  #tabs() {
    const count = (each) => this.counts.data?.[each.id] ?? (each.total ? this.stats.data?.[each.total] : undefined);
    const views = viewTabs(this).map((each) => ({ id: `view-${each.id}`, label: each.name }));
    const chosen = this.at.view && !views.some((each) => each.id === `view-${this.at.view}`);
    const unknown = chosen ? [{ id: `view-${this.at.view}`, label: t('customers.view.unknown') }] : [];
    const room = number(this.stats.data?.total ?? 1000).length;
    return [...this.at.tabs, ...views, ...unknown].map((each) => ({ id: each.id, label: each.label, count: count(each), room }));
  }
}

customElements.define('clientele-customers', Customers);

export default () => html`<clientele-customers></clientele-customers>`;
