// What one can choose of the list: a tab, a figure, columns. Each changes the address.

import { router } from '../../app/router.js';
import { both, format, parse } from '../../elements/filter/tree.js';
import { changeAddress } from './address.js';
import { usualColumns } from './columns.js';
import { defaultView, isLayout, ownColumns, saveColumns } from './layout.js';

const MOST_VIEW_TABS = 5;

/** Saved views that have a tab; the others are in a menu. */
export function viewTabs({ saved, at }) {
  const views = (saved ?? []).filter((each) => !isLayout(each) && each.state === 'active');
  const first = views.slice(0, MOST_VIEW_TABS);
  const chosen = views.find((each) => each.id === at?.view);
  return chosen && !first.includes(chosen) ? [...first, chosen] : first;
}

/** @param {string} id of a tab, or `view-<id>` of a saved view */
export function chooseTab({ saved }, id) {
  const view = id.startsWith('view-') ? id.slice(5) : null;
  const starts = defaultView(saved);
  const tab = view || (id === 'all' && (!starts || isLayout(starts))) ? null : id;
  const own = ownColumns(saved);
  const columns = !view && own.length > 0 ? own.join(',') : null;
  router.setQuery({ view, tab, columns, sort: null, page: null });
}

/** @param {string[] | null} columns null for the usual ones */
export function setColumns(list, columns) {
  const view = list.at.saved;
  if (!view || view.isDefault) {
    saveColumns(() => list.saved, columns ?? [], (items) => list.views.set({ ...list.views.data, items }));
  }
  const usual = columns === null && (!view || view.columns.length === 0 || view.isDefault);
  changeAddress({ columns: usual ? null : (columns ?? usualColumns()) }, { replace: true });
}

/** Shows whom a figure counts, or all of them again. */
export function chooseFigure(list, figure) {
  const chosen = isChosen(list, figure);
  if (figure.tab) {
    chooseTab(list, chosen ? 'all' : figure.tab);
    return;
  }
  if (chosen) {
    const root = parse(list.at.filter);
    changeAddress({ filter: format({ ...root, items: root.items.filter((each) => format(each) !== figure.filter) }) });
  } else {
    changeAddress({ filter: both(list.at.filter, figure.filter) });
  }
}

export function isChosen({ at }, figure) {
  if (figure.tab) {
    return !at.view && at.tab.id === figure.tab;
  }
  try {
    const root = parse(at.filter);
    return root.join === 'and' && root.items.some((each) => format(each) === figure.filter);
  } catch {
    return false;
  }
}
