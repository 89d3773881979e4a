// One operation: how far it is, what came of it, and what became of each row.

import { api } from '../../app/api.js';
import { dateTime } from '../../app/format.js';
import { code, t } from '../../app/i18n.js';
import { html, nothing } from '../../app/lit.js';
import { observe } from '../../app/observe.js';
import { hasEnded, operations, titleOf } from '../../app/operations.js';
import { address, router } from '../../app/router.js';
import { session } from '../../app/session.js';
import { field } from '../../elements/controls.js';
import { ClienteleElement } from '../../elements/element.js';
import { Loading } from '../../elements/loading.js';
import { emptyState } from '../../elements/states.js';
import '../../elements/pagination.js';
import '../../elements/table.js';
import { actions, outcome, progress, stateChip } from './parts.js';

const BULK = 'customers.bulk';
const OUTCOMES = ['failed', 'changed', 'unchanged', 'pending'];

class OperationPage extends ClienteleElement {
  static properties = { operationId: { attribute: false } };

  #asking;
  #operation = new Loading(this, (signal) => api.get(`operations/${this.operationId}`, { signal }));
  #rows = new Loading(this, (signal) => this.#loadRows(signal), { lines: 4 });

  constructor() {
    super();
    observe(this, router);
    observe(this, operations);
  }

  willUpdate(changed) {
    if (changed.has('operationId')) {
      this.#asking = undefined;
      this.#operation.data = undefined;
      this.#operation.run().then(() => this.#begin());
    }
    const operation = this.#now();
    const asking = operation && `${router.query} ${hasEnded(operation)}`;
    if (operation && asking !== this.#asking) {
      this.#asking = asking;
      this.#rows.run();
    }
  }

  /** Follows it, if it runs and is shown by no tray. */
  async #begin() {
    for (let now = this.#now(); this.isConnected && now && !hasEnded(now); now = this.#now()) {
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      await this.#operation.run();
    }
  }

  #now() {
    const loaded = this.#operation.data;
    return loaded && { ...operations.items.find((each) => each.id === loaded.id), ...loaded };
  }

  async #loadRows(signal) {
    const { kind, id, errorCount } = this.#now();
    const query = { page: router.query.get('page') ?? 1, size: router.query.get('size') ?? 25 };
    if (kind === BULK) {
      return api.get(`operations/${id}/items`, { query: { ...query, outcome: router.query.get('outcome') }, signal });
    }
    return errorCount > 0 ? api.get(`operations/${id}/errors`, { query, signal }) : null;
  }

  render() {
    return html`<p><a href=${address('operations')}>${t('operations.all')}</a></p>${this.#operation.render(() => this.#shown(this.#now()))}`;
  }

  #shown(operation) {
    const line = (label, value) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`;
    return html`
      <div class="heading"><h1>${titleOf(operation)}</h1>${stateChip(operation)} ${actions(operation, () => this.#operation.run())}</div>
      <div class="card">
        ${hasEnded(operation) ? nothing : html`<div class="tray-line">${progress(operation)}</div>`}
        <dl class="facts">
          ${outcome(operation).length > 0 ? line(t('operations.outcome'), outcome(operation).join(' · ')) : nothing}
          ${line(t('operations.started'), dateTime(operation.createdAt))}
          ${operation.finishedAt ? line(t('operations.finished'), dateTime(operation.finishedAt)) : nothing}
          ${line(t('operations.started-by'), session.nameOf(operation.startedBy))}
        </dl>
      </div>
      ${operation.kind === BULK ? this.#filter() : nothing}
      ${this.#rows.render((rows) => this.#table(operation, rows))}
    `;
  }

  #filter() {
    const options = [
      { value: '', label: t('operations.outcome.all') },
      ...OUTCOMES.map((each) => ({ value: each, label: t(`operations.outcome.${each}`) })),
    ];
    return html`<div class="toolbar section">${field({
      id: 'operation-outcome',
      label: t('operations.rows'),
      value: router.query.get('outcome') ?? '',
      options,
      input: (outcome) => router.setQuery({ outcome, page: null }),
    })}</div>`;
  }

  #table(operation, rows) {
    if (!rows || rows.items.length === 0) {
      return operation.kind === BULK && rows ? emptyState(t('operations.no-rows')) : nothing;
    }
    const detail = { name: 'detail', label: t('operations.detail'), cell: (row) => row.detail ?? '' };
    const columns =
      operation.kind === BULK
        ? [
            { name: 'id', label: t('operations.row'), header: true, cell: (row) => html`<a href=${address(`customers/${row.id}`)}>${row.id}</a>` },
            { name: 'outcome', label: t('operations.outcome'), cell: (row) => code('operations.outcome', row.outcome) },
            { name: 'code', label: t('operations.code'), cell: (row) => row.code ?? '' },
            detail,
          ]
        : [
            { name: 'item', label: t('operations.row'), header: true, cell: (row) => row.item },
            { name: 'pointer', label: t('operations.member'), cell: (row) => row.pointer ?? '' },
            { name: 'code', label: t('operations.code'), cell: (row) => row.code },
            detail,
          ];
    const items = rows.items.map((each, index) => ({ ...each, id: each.id ?? index }));
    return html`${operation.kind === BULK ? nothing : html`<h2 class="section">${t('operations.rows')}</h2>`}
      <c-table caption=${t('operations.rows')} .columns=${columns} .rows=${items}></c-table>
      ${rows.page.number
        ? html`<c-pagination .page=${rows.page} @page=${(event) => router.setQuery({ page: event.detail.number })}
            @size=${(event) => router.setQuery({ size: event.detail.size, page: null })}></c-pagination>`
        : nothing}`;
  }
}

customElements.define('clientele-operation', OperationPage);

export default ({ id }) => html`<clientele-operation .operationId=${id}></clientele-operation>`;
