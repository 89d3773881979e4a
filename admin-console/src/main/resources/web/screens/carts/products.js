import { api } from '../../app/api.js';
import { money } from '../../app/format.js';
import { session } from '../../app/session.js';

/** Products for a combobox, by name or SKU; who may not see products writes the SKU. */
export async function findProducts(q, signal) {
  if (!session.may('products:read')) {
    return [{ value: q, label: q }];
  }
  const { items } = await api.get('products', { query: { q, active: true, size: 10 }, signal });
  return items.map((each) => ({ value: each.sku, label: each.name, hint: `${each.sku} · ${money(each.price)}` }));
}
