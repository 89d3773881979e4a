// What takes a bulk action back.

import { api } from '../../app/api.js';
import { operations } from '../../app/operations.js';

const MOST = 1_000;
const PAGE = 100;
const REVERSE = { activate: 'deactivate', deactivate: 'activate', 'watchlist.watch': 'watchlist.unwatch' };

/** The action that undoes another one, `{action, params}`; undefined where there is none that does so exactly. */
function reverse({ action, params }) {
  if (REVERSE[action]) {
    return { action: REVERSE[action], params: {} };
  }
  const { add = [], remove = [] } = params;
  // Of several tags a customer may have had one before, and would lose it.
  return (action === 'tag' || action === 'group') && add.length + remove.length === 1 ? { action, params: { add: remove, remove: add } } : undefined;
}

/**
 * A function that gives the customers that were changed back what they were, or undefined.
 *
 * @param {{action: string, params: object}} done
 * @param {{id: string, result: {changed: number}}} operation that did it
 * @param {string} title
 */
export function undoOf(done, operation, title) {
  const back = reverse(done);
  if (!back || operation.result.changed === 0 || operation.result.changed > MOST) {
    return undefined;
  }
  return async () => {
    const pages = Math.ceil(operation.result.changed / PAGE);
    const items = await Promise.all(
      Array.from({ length: pages }, (_, page) =>
        api.get(`operations/${operation.id}/items`, { query: { outcome: 'changed', page: page + 1, size: PAGE } }),
      ),
    );
    const ids = items.flatMap((each) => each.items.map((one) => one.id));
    const { id } = await api.post('customers/bulk', { ids, ...back, onError: 'continue', dryRun: false });
    return operations.track(id, title);
  };
}
