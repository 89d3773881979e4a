// Names of customers by their ids, for lists that have ids only.

import { api } from '../../app/api.js';
import { session } from '../../app/session.js';

/**
 * @param {(string | null)[]} ids
 * @returns {Promise<Map<string, string>>} without those whom the caller may not see
 */
export async function names(ids, signal) {
  const wanted = [...new Set(ids.filter(Boolean))];
  if (wanted.length === 0 || !session.may('customers:read')) {
    return new Map();
  }
  const filter = wanted.map((id) => `id eq "${id}"`).join(' or ');
  const { items } = await api.post('customers/.search', { filter, fields: ['name', 'reference'].filter(mayShow), limit: 100 }, { signal });
  return new Map(items.map((each) => [each.id, each.name || each.reference]));
}

const mayShow = (name) => name !== 'name' || session.may('customers.pii:read');

/** Customers for a combobox. */
export async function findCustomers(q, signal) {
  const fields = ['name', 'reference', 'email'].filter((each) => each === 'reference' || session.may('customers.pii:read'));
  const { items } = await api.post('customers/.search', { q, fields, limit: 8 }, { signal });
  return items.map((each) => ({ value: each.id, label: each.name || each.reference, hint: each.email ?? each.reference }));
}
