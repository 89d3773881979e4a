// What the list shows, as its address says it: `/console/customers?tab=leads&q=smith&filter=...&sort=-totalSpent&page=2&size=50`.
//
// An e-mail address does not stand in an address, where histories and logs keep it: the search is kept in this tab under an id, `?search=<id>`.

import { router } from '../../app/router.js';
import { tabStore } from '../../app/store.js';

const MOST_KEPT = 50;
const isPersonal = (text) => text.includes('@');

const kept = () => JSON.parse(tabStore.get('searches') ?? '[]');

function keep(q, filter) {
  const known = kept().find((each) => each.q === q && each.filter === filter);
  const one = known ?? { id: Math.random().toString(36).slice(2, 10), q, filter };
  tabStore.set('searches', JSON.stringify([one, ...kept().filter((each) => each.id !== one.id)].slice(0, MOST_KEPT)));
  return one.id;
}

/**
 * @typedef {object} ListAddress
 * @property {string} tab
 * @property {string | null} view the id of a saved view
 * @property {string} q
 * @property {string} filter
 * @property {boolean} personal whether q or filter are kept out of the address
 * @property {boolean} lost whether they are, and another tab has them
 * @property {string | null} sort
 * @property {number} page
 * @property {string | null} size
 * @property {string[] | null} columns
 */

/** @returns {ListAddress} */
export function listAddress() {
  const { query } = router;
  const id = query.get('search');
  const search = id ? kept().find((each) => each.id === id) : undefined;
  return {
    tab: query.get('tab') ?? 'all',
    view: query.get('view'),
    q: search?.q ?? query.get('q') ?? '',
    filter: search?.filter ?? query.get('filter') ?? '',
    personal: Boolean(search),
    lost: Boolean(id) && !search,
    sort: query.get('sort'),
    page: Number(query.get('page') ?? 1),
    size: query.get('size'),
    columns: query.get('columns')?.split(',') ?? null,
  };
}

/** Changes some of it; all but a change of `page` goes back to the first one. */
export function changeAddress(changes, options) {
  const { q, filter, columns, ...plain } = changes;
  const result = { page: null, ...plain };
  if (q !== undefined || filter !== undefined) {
    const now = listAddress();
    const both = { q: q ?? now.q, filter: filter ?? now.filter };
    const personal = isPersonal(both.q) || isPersonal(both.filter);
    Object.assign(result, personal ? { q: null, filter: null, search: keep(both.q, both.filter) } : { ...both, search: null });
  }
  if (columns !== undefined) {
    result.columns = columns?.join(',');
    result.page = router.query.get('page');
  }
  router.setQuery(result, options);
}
