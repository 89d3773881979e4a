import { api } from '../../app/api.js';
import { money } from '../../app/format.js';

/** Products for a combobox, by name or SKU. */
export async function findProducts(q, signal) {
  const { items } = await api.get('products', { query: { q, active: true, size: 10 }, signal });
  return items.map((each) => ({ value: each.sku, label: each.name, hint: `${each.sku} · ${money(each.price)}` }));
}
