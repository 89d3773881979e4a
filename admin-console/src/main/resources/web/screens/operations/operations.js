// Long work, newest first: the caller's own or, for who may see it, everybody's.

import { api } from '../../app/api.js';
import { time } from '../../app/format.js';
import { t } from '../../app/i18n.js';
import { html } from '../../app/lit.js';
import { observe } from '../../app/observe.js';
import { hasEnded, operations, titleOf } from '../../app/operations.js';
import { address, router } from '../../app/router.js';
import { session } from '../../app/session.js';
import { ClienteleElement } from '../../elements/element.js';
import { Loading } from '../../elements/loading.js';
import { emptyState } from '../../elements/states.js';
import '../../elements/pagination.js';
import '../../elements/table.js';
import { actions, outcome, progress, stateChip } from './parts.js';

class OperationList extends ClienteleElement {
  #asking;
  #list = new Loading(this, (signal) => {
    const { query } = router;
    return api.get('operations', { query: { page: query.get('page') ?? 1, size: query.get('size') ?? 25 }, signal });
  });

  constructor() {
    super();
    observe(this, router);
    observe(this, operations);
  }

  willUpdate() {
    const asking = String(router.query);
    if (router.path === 'operations' && asking !== this.#asking) {
      this.#asking = asking;
      this.#list.run();
    }
  }

  render() {
    return html`<div class="heading"><h1>${t('operations.title')}</h1></div>
      ${this.#list.render(({ items, page }) =>
        items.length === 0
          ? emptyState(t('operations.none'))
          : html`<c-table caption=${t('operations.title')} .columns=${this.#columns()} .rows=${items.map((each) => this.#latest(each))} linked></c-table>
              <c-pagination .page=${page} @page=${(event) => router.setQuery({ page: event.detail.number })}
                @size=${(event) => router.setQuery({ size: event.detail.size, page: null })}></c-pagination>`,
      )}`;
  }

  /** What is followed anyway is newer than the list. */
  #latest(operation) {
    return { ...operation, ...operations.items.find((each) => each.id === operation.id) };
  }

  #columns() {
    return [
      { name: 'what', label: t('operations.what'), header: true, cell: (row) => html`<a href=${address(`operations/${row.id}`)}>${titleOf(row)}</a>` },
      { name: 'state', label: t('operations.state'), cell: stateChip },
      { name: 'result', label: t('operations.outcome'), cell: (row) => (hasEnded(row) ? outcome(row).join(' · ') : progress(row)) },
      { name: 'startedBy', label: t('operations.started-by'), cell: (row) => session.nameOf(row.startedBy) },
      { name: 'createdAt', label: t('operations.started'), cell: (row) => time(row.createdAt) },
      { name: 'actions', label: t('operations.actions'), cell: (row) => actions(row, () => this.#list.run()) },
    ];
  }
}

customElements.define('clientele-operations', OperationList);

export default () => html`<clientele-operations></clientele-operations>`;
