// Above the table: the search, the filter as chips and its editor, columns, export, and saving.

import { t } from '../../app/i18n.js';
import { html, nothing } from '../../app/lit.js';
import { session } from '../../app/session.js';
import { chip } from '../../elements/controls.js';
import { describe } from '../../elements/filter/describe.js';
import { both, parse, without } from '../../elements/filter/tree.js';
import { changeAddress } from './address.js';
import { chooseColumns } from './chooser.js';
import { chooseTab, setColumns, viewTabs } from './choices.js';
import { exportList } from './export.js';
import { deleteView, mayChange, saveSegment, saveView } from './views.js';
import { isLayout } from './layout.js';
import { router } from '../../app/router.js';
import '../../elements/filter/filter.js';
import '../../elements/menu.js';

const DEBOUNCE_MILLIS = 100;
let timer;

/** @param {object} list the screen */
export function toolbar(list) {
  const { at, allAttributes: attributes } = list;
  return html`
    <div class="toolbar" role="search">
      <label class="visually-hidden" for="customers-search">${t('customers.search')}</label>
      <input id="customers-search" type="search" autocomplete="off" spellcheck="false" placeholder=${t('customers.search.hint')} .value=${list.text ?? ''}
        aria-keyshortcuts="/" @input=${(event) => search(list, event.target.value)} @keydown=${(event) => leave(list, event)}>
      <button type="button" class="button" aria-expanded=${Boolean(list.filtering)} aria-controls="customers-filter" ?disabled=${!attributes}
        @click=${() => toggle(list)}>${t('customers.filter')}</button>
      <button type="button" class="button" ?disabled=${!attributes} @click=${() => columns(list)}>${t('customers.columns')}</button>
      ${list.formats.data?.length > 0 && attributes && list.list.data
        ? html`<button type="button" class="button" @click=${() => openExport(list)}>${t('customers.export')}</button>`
        : nothing}
      ${saving(list)}
      <span class="count-of" role="status">${count(list)}</span>
    </div>
    ${at.lost ? html`<p class="banner" role="status">${t('customers.search.lost')}</p>` : nothing}
    <div id="customers-filter" class="card filter-panel" ?hidden=${!list.filtering}>
      ${list.filtering && attributes
        ? html`<c-filter .schema=${attributes} .value=${at.filter} .choices=${list.choices.data ?? {}} currency=${currency(list)} @change=${(event) => filter(list, event.detail.filter)}></c-filter>`
        : nothing}
    </div>
    ${chips(list)}
  `;
}

export const currency = (list) => list.stats.data?.totalSpent.currency ?? 'EUR';

function search(list, text) {
  list.text = text;
  clearTimeout(timer);
  timer = setTimeout(() => {
    if (list.isConnected && text.trim() !== list.at.q) {
      changeAddress({ q: text.trim() }, { replace: list.at.q !== '' });
    }
  }, DEBOUNCE_MILLIS);
}

function leave(list, event) {
  if (event.key === 'Escape') {
    search(list, '');
    event.target.blur();
  } else if (event.key === 'Enter') {
    clearTimeout(timer);
    changeAddress({ q: event.target.value.trim() }, { replace: list.at.q !== '' });
  }
}

async function toggle(list) {
  list.filtering = !list.filtering;
  names(list, list.filtering);
  list.edited = false;
  await list.updateComplete;
  const editor = list.querySelector('c-filter');
  await editor?.updateComplete;
  if (editor && list.at.filter === '') {
    editor.add();
  }
}

function names({ choices }, needed) {
  if (needed && choices.data === undefined && !choices.pending && !choices.error) {
    choices.run();
  }
}

/** One step of the history for all that is done while the editor is open. */
function filter(list, text) {
  changeAddress({ filter: text }, { replace: Boolean(list.edited) });
  list.edited = true;
}

const columns = (list) =>
  chooseColumns({ attributes: list.allAttributes, columns: list.columnNames(), change: (names) => setColumns(list, names) });

export const openExport = (list) =>
  exportList({
    formats: list.formats.data,
    attributes: list.allAttributes,
    columns: list.columnNames(),
    query: list.query(),
    selected: list.everything ? [] : [...list.selected],
    page: list.list.data.page,
  });

/** What the filter says, each part with a button that takes it away. */
export function filterChips(list) {
  const { at, allAttributes: attributes } = list;
  if (!attributes || at.filter === '') {
    return [];
  }
  names(list, at.filter.includes('segments ') || at.filter.includes('groups '));
  try {
    const root = parse(at.filter);
    const parts = root.join === 'and' ? root.items : [root];
    return parts.map((each) => ({
      text: describe(each, { attributes, choices: list.choices.data, currency: currency(list) }),
      remove: () => changeAddress({ filter: each === root ? '' : without(root, each) }),
    }));
  } catch {
    return [{ text: at.filter, remove: () => changeAddress({ filter: '' }) }];
  }
}

function count({ list }) {
  const { page } = list.data ?? {};
  return page && !list.error ? t(page.totalKind === 'estimate' ? 'customers.count-about' : 'customers.count', { count: page.totalItems }) : '';
}

function chips(list) {
  const { at } = list;
  const all = filterChips(list);
  if (all.length === 0) {
    return nothing;
  }
  return html`<div class="chips">
    ${all.map(chip)}
    ${all.length > 1 || at.q
      ? html`<button type="button" class="button quiet" @click=${() => changeAddress({ q: '', filter: '' })}>${t('customers.clear')}</button>`
      : nothing}
  </div>`;
}

/** What the list shows, as a view or a segment would have it. */
function saving(list) {
  const { at } = list;
  const view = at.saved;
  const narrowed = both(at.view ? '' : at.tab.says, at.filter);
  const draft = () => ({
    filter: both(view?.filter, narrowed) || null,
    q: at.q || view?.q || null,
    sort: at.sort ?? view?.sort ?? at.tab.sort ?? null,
    columns: list.columnNames(),
    size: at.size ? Number(at.size) : null,
  });
  const save = async (what, segment) => {
    const saved = await saveView({ ...what, ...(segment ? { segment } : {}) });
    if (saved) {
      await list.views.run();
      list.counts.run();
      router.setQuery({ view: saved.id, tab: null, q: null, filter: null, search: null, sort: null, columns: null, page: null, size: null });
    }
  };
  const change = async () => {
    if (await saveView({ id: view.id, name: view.name, shared: view.shared, isDefault: view.isDefault })) {
      list.views.run();
    }
  };
  const remove = async () => {
    if (await deleteView(view)) {
      // Both at once, or the list is asked for once more by a view that is gone.
      list.views.set({ ...list.views.data, items: list.saved.filter((each) => each.id !== view.id) });
      chooseTab(list, 'all');
    }
  };
  const items = [
    { label: t('customers.view.save'), run: () => save(draft(), view?.segment) },
    ...(session.may('segments:write') ? [{ label: t('customers.segment.save'), disabled: !narrowed, run: () => saveSegment(narrowed, at.q !== '') }] : []),
    ...(view && mayChange(view) ? [{ label: t('customers.view.edit'), run: change }, { label: t('customers.view.delete'), danger: true, run: remove }] : []),
  ];
  const tabs = viewTabs(list).map((each) => each.id);
  const more = (list.saved ?? []).filter((each) => !isLayout(each) && !tabs.includes(each.id));
  return html`<c-menu label=${t('customers.save')} .items=${items}></c-menu>
    ${more.length > 0
      ? html`<c-menu label=${t('customers.view.more')} .items=${more.map((each) => ({
          label: each.state === 'active' ? each.name : t('customers.view.suspended', { view: each.name }),
          disabled: each.state !== 'active',
          run: () => chooseTab(list, `view-${each.id}`),
        }))}></c-menu>`
      : nothing}`;
}
