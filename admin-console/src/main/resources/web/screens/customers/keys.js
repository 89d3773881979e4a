// The keys of the list: j and k go through the rows, x selects one, Enter opens it.

/** @param {import('./customers.js').Customers} list */
export function keysOf(list) {
  const rows = () => list.list.data?.items ?? [];
  const at = () => rows().findIndex((each) => each.id === list.current);
  const go = async (to) => {
    const row = rows()[Math.max(0, Math.min(to, rows().length - 1))];
    if (row) {
      list.current = row.id;
      await list.updateComplete;
      await list.querySelector('c-table')?.updateComplete;
      const link = list.querySelector('tr.current th a');
      link?.focus({ preventScroll: true });
      link?.closest('tr').scrollIntoView({ block: 'nearest' });
    }
  };
  const select = () => {
    if (at() >= 0) {
      const selected = new Set(list.selected);
      if (!selected.delete(list.current)) {
        selected.add(list.current);
      }
      list.selected = selected;
      list.everything = false;
    }
  };
  const leave = () => {
    if (list.selected.size > 0) {
      list.selected = new Set();
      list.everything = false;
    } else if (list.filtering) {
      list.filtering = false;
    } else {
      list.current = undefined;
      document.activeElement?.blur();
    }
  };
  return [
    { key: '/', title: 'customers.keys.search', run: () => list.querySelector('input[type=search]').focus() },
    { key: 'j', title: 'customers.keys.next', run: () => go(at() + 1) },
    { key: 'k', title: 'customers.keys.previous', run: () => go(at() < 0 ? 0 : at() - 1) },
    { key: 'x', title: 'customers.keys.select', run: select },
    { key: 'Enter', title: 'customers.keys.open', run: () => list.querySelector('tr.current th a')?.click() },
    { key: 'Escape', title: 'customers.keys.leave', run: leave },
  ];
}
