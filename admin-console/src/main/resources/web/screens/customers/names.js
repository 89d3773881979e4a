import { api } from '../../app/api.js';
import { session } from '../../app/session.js';

const MOST = 100;

/** What segments and groups are called, for filters: `{ segments: [{ value, label }], groups }`. */
export async function loadChoices(signal) {
  const query = { size: MOST };
  const [segments, groups] = await Promise.all([
    session.may('segments:read') ? api.get('segments', { query, signal }) : { items: [] },
    api.get('groups', { query, signal }),
  ]);
  const options = (items, value) => items.map((each) => ({ value: each[value], label: each.name }));
  return {
    ...(segments.items.length > 0 ? { segments: options(segments.items, 'id') } : {}),
    ...(groups.items.length > 0 ? { groups: options(groups.items, 'code') } : {}),
  };
}
