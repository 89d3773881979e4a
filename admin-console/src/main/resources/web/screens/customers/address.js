// What the list shows, as its address says it: `/console/customers?tab=leads&q=smith&filter=...&sort=-totalSpent&page=2&size=50`.
//
// An e-mail address does not stand in an address, where histories and logs keep it: `?search=<id>` stands for words and filter. This tab
// knows at once what it made; the id that the server gives soon after works for everybody whom the link is sent to.

import { api } from '../../app/api.js';
import { router } from '../../app/router.js';
import { tabStore } from '../../app/store.js';

const MOST_KEPT = 50;
const isPersonal = (text) => text.includes('@');

const kept = () => JSON.parse(tabStore.get('searches') ?? '[]');

/** What nobody could tell us about, in this page. */
const unknown = new Set();

function keep(one) {
  tabStore.set('searches', JSON.stringify([one, ...kept().filter((each) => each.id !== one.id)].slice(0, MOST_KEPT)));
}

function idOf(q, filter) {
  const known = kept().find((each) => each.q === q && each.filter === filter);
  const one = known ?? { id: Math.random().toString(36).slice(2, 10), q, filter };
  keep(one);
  if (!one.shared) {
    share(one);
  }
  return one.id;
}

/** Without it the search goes on, but a link to it works in this tab only. */
async function share({ id, q, filter }) {
  const { id: shared } = await api.ask('searches', { q: q || null, filter: filter || null }).catch(() => ({}));
  if (shared) {
    keep({ id: shared, q, filter, shared: true });
    if (router.query.get('search') === id) {
      router.setQuery({ search: shared }, { replace: true });
    }
  }
}

/** Asks what a link is about that comes from somewhere else. */
export async function learn(id) {
  try {
    const { q, filter } = await api.get(`searches/${encodeURIComponent(id)}`);
    keep({ id, q: q ?? '', filter: filter ?? '', shared: true });
  } catch {
    unknown.add(id);
  }
  router.changed();
}

/**
 * @typedef {object} ListAddress
 * @property {string} tab
 * @property {string | null} view the id of a saved view
 * @property {string} q
 * @property {string} filter
 * @property {boolean} personal whether q or filter are kept out of the address
 * @property {string | null} learning the id of what another tab made, which is asked for now
 * @property {boolean} lost whether nobody knows it
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
    learning: id && !search && !unknown.has(id) ? id : null,
    lost: Boolean(id) && !search && unknown.has(id),
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
    Object.assign(result, personal ? { q: null, filter: null, search: idOf(both.q, both.filter) } : { ...both, search: null });
  }
  if (columns !== undefined) {
    result.columns = columns?.join(',');
    result.page = router.query.get('page');
  }
  router.setQuery(result, options);
}
