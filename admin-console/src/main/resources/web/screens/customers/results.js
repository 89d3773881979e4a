// The table of customers, what is selected in it, and its pages.

import { t } from '../../app/i18n.js';
import { html, nothing } from '../../app/lit.js';
import { browserStore } from '../../app/store.js';
import { extensions } from '../../app/extensions.js';
import { emptyState } from '../../elements/states.js';
import { toast } from '../../elements/toast.js';
import { changeAddress } from './address.js';
import { actionTitle, runBulk } from './bulk.js';
import { columnsOf } from './columns.js';
import { wordsOf } from './marked.js';
import { filterChips, openExport } from './toolbar.js';
import '../../elements/menu.js';
import '../../elements/pagination.js';
import '../../elements/table.js';

/** @param {object} list the screen */
export const results = (list) => html`
  ${list.selected.size > 0 ? selection(list) : nothing}
  ${list.schema.render(({ attributes }) => list.list.render((data) => rows(list, attributes, data)))}
`;

function rows(list, attributes, { items, page }) {
  if (items.length === 0) {
    return page.totalItems > 0 ? beyond(page) : none(list);
  }
  const { at } = list;
  const sort = list.query(at).sort ?? at.saved?.sort ?? '';
  const cells = extensions.at('column-cell').filter((each) => !each.failure);
  const columns = columnsOf(list.columnNames(at), attributes, { words: wordsOf(at.q), cells });
  return html`
    <c-table caption=${t('customers.title')} .columns=${columns} .rows=${items} linked sort=${sort} .selected=${list.selected} current=${list.current ?? ''}
      @sort=${(event) => changeAddress({ sort: event.detail.sort })} @selection=${(event) => select(list, event.detail.selected)}></c-table>
    <c-pagination .page=${page} @page=${(event) => changeAddress({ page: event.detail.number > 1 ? event.detail.number : null })}
      @size=${(event) => resize(event.detail.size)}></c-pagination>
  `;
}

function resize(size) {
  browserStore.set('customers.size', size);
  changeAddress({ size });
}

/** A page that there was once, or that somebody wrote. */
const beyond = (page) =>
  emptyState(
    t('customers.no-page', { page: page.number }),
    html`<button type="button" class="button" @click=${() => changeAddress({ page: null })}>${t('app.paging.first')}</button>`,
  );

function none(list) {
  const { at } = list;
  const filters = filterChips(list);
  if (at.q === '' && filters.length === 0) {
    return emptyState(t(at.tab.id === 'all' && !at.view ? 'customers.none' : 'customers.none-here'));
  }
  const text = at.q ? t('customers.no-match', { q: at.q }) : t('customers.no-match-filter');
  const clear = (label, changes) => html`<button type="button" class="button" @click=${() => changeAddress(changes)}>${label}</button>`;
  return emptyState(
    text,
    html`${filters.length > 0 ? html`<p>${t('customers.filters-on', { filters: filters.map((each) => each.text).join('; ') })}</p>` : nothing}
      ${at.tab.id === 'all' || at.view ? nothing : html`<p>${t('customers.tab-on', { tab: at.tab.label })}</p>`}
      <div class="actions center">
        ${at.q ? clear(t('customers.clear-search'), { q: '' }) : nothing}
        ${filters.length > 0 ? clear(t('customers.clear-filters'), { filter: '' }) : nothing}
        ${at.tab.id === 'all' || at.view ? nothing : clear(t('customers.look-in-all'), { tab: null })}
      </div>`,
  );
}

function select(list, selected) {
  list.selected = selected;
  list.everything = false;
  if (list.actions.data === undefined && !list.actions.pending) {
    list.actions.run();
  }
}

function selection(list) {
  const { page, items } = list.list.data ?? { page: { totalItems: 0 }, items: [] };
  const count = list.everything ? page.totalItems : list.selected.size;
  const whole = items.length > 0 && items.every((each) => list.selected.has(each.id)) && page.totalItems > list.selected.size;
  if (list.actions.data === undefined && !list.actions.pending && !list.actions.error) {
    list.actions.run();
  }
  return html`<div class="selection" role="region" aria-label=${t('customers.selection')}>
    <strong role="status">${t('customers.selected', { count })}</strong>
    ${whole && !list.everything
      ? html`<button type="button" class="button quiet" @click=${() => (list.everything = true)}>
          ${t('customers.select-all', { count: page.totalItems })}</button>`
      : nothing}
    <c-menu label=${t('customers.actions')} .items=${(list.actions.data ?? []).map((each) => ({
      label: actionTitle(each),
      danger: each.action === 'erase',
      run: () => act(list, each),
    }))}></c-menu>
    ${list.formats.data?.length > 0 ? html`<button type="button" class="button" @click=${() => openExport(list)}>${t('customers.export-selected')}</button>` : nothing}
    <button type="button" class="button quiet" @click=${() => select(list, new Set())}>${t('customers.select-none')}</button>
  </div>`;
}

async function act(list, action) {
  const { q, filter, view } = list.query();
  const asked = Object.fromEntries(Object.entries({ q, filter, view }).filter(([, value]) => value));
  const everybody = Object.keys(asked).length > 0 ? asked : { view: 'all' };
  const operation = await runBulk(action, list.everything ? everybody : { ids: [...list.selected] });
  if (operation?.state === 'succeeded') {
    toast(t('customers.bulk.done', { action: actionTitle(action), count: operation.result.changed }));
    list.reload();
  }
}
