import { api } from '../app/api.js';
import { html } from '../app/lit.js';
import { session } from '../app/session.js';
import './combobox.js';

const SHOWN = 10;

/** Finds a customer by name, address or reference. @param {{label: string, choose: (customer: {value: string, label: string}) => void}} it */
export const customerPicker = ({ label, choose }) =>
  html`<c-combobox label=${label} .search=${find} @choose=${(event) => choose(event.detail)}></c-combobox>`;

async function find(q, signal) {
  const personal = session.may('customers.pii:read') ? ['name', 'email'] : [];
  const { items } = await api.get('customers', { query: { q, size: SHOWN, fields: ['reference', ...personal] }, signal });
  return items.map((each) => ({ value: each.id, label: each.name ?? each.reference, hint: each.email ?? each.reference }));
}

/** How customers are called, by their ids. @param {string[]} ids */
export async function customerNames(ids, signal) {
  const names = new Map();
  if (ids.length > 0) {
    const personal = session.may('customers.pii:read') ? ['name'] : [];
    const filter = ids.slice(0, 100).map((id) => `id eq "${id}"`).join(' or ');
    const { items } = await api.get('customers', { query: { filter, size: 100, fields: ['reference', ...personal] }, signal });
    items.forEach((each) => names.set(each.id, each.name ?? each.reference));
  }
  return names;
}
