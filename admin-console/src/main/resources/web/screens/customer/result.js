// The list that the user came from, so that the next customer of it is one key away. Kept until the tab is closed.

import { api } from '../../app/api.js';
import { tabStore } from '../../app/store.js';

const KEY = 'customers.result';

/**
 * Called by a list of customers whenever it shows some.
 *
 * @param {Record<string, unknown>} asked what `GET customers` was asked, `page` and `size` too
 * @param {{items: {id: string}[], page: {number: number, size: number, totalItems: number}}} answer
 * @param {boolean} [personal] whether it was asked in a body, since a word of it tells who somebody is
 */
export function rememberResult(asked, { items, page }, personal = false) {
  keep({
    asked: { ...asked, fields: undefined },
    personal,
    back: location.pathname.replace(/^\/console\//, '') + location.search,
    size: page.size,
    first: (page.number - 1) * page.size,
    total: page.totalItems,
    ids: items.map((each) => each.id),
  });
}

/** The address of that list below /console/. */
export const listAddress = () => read()?.back ?? 'customers';

/**
 * Where a customer is in that list: `{position, total, previous, next}`, with ids or undefined; null if it is not in it.
 *
 * @param {string} id
 * @param {AbortSignal} signal
 */
export async function placeInResult(id, signal) {
  let result = read();
  if (!result?.ids.includes(id)) {
    return null;
  }
  if (result.ids[0] === id && result.first > 0) {
    const before = await more(result, result.first / result.size, signal);
    result = { ...result, first: result.first - result.size, ids: [...before, ...result.ids] };
  }
  const after = result.first + result.ids.length;
  if (result.ids.at(-1) === id && after < result.total && after % result.size === 0) {
    result = { ...result, ids: [...result.ids, ...(await more(result, after / result.size + 1, signal))] };
  }
  keep(result);
  const at = result.ids.indexOf(id);
  return { position: result.first + at + 1, total: result.total, previous: result.ids[at - 1], next: result.ids[at + 1] };
}

async function more({ asked, personal, size }, page, signal) {
  const query = Object.fromEntries(Object.entries({ ...asked, page, size, fields: ['id'] }).filter(([, value]) => value));
  const { items } = await (personal ? api.ask('customers/.search', query, { signal }) : api.get('customers', { query, signal }));
  return items.map((each) => each.id);
}

const keep = (result) => tabStore.set(KEY, JSON.stringify(result));
const read = () => JSON.parse(tabStore.get(KEY) ?? 'null');
