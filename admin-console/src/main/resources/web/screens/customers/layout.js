// The columns as a user left them, kept on the server: in the own view that the list starts with, which is made when columns are changed first.

import { api } from '../../app/api.js';
import { t } from '../../app/i18n.js';
import { browserStore } from '../../app/store.js';
import { toastError } from '../../elements/toast.js';

/** The view of the user that the list starts with. */
export const defaultView = (views) => views?.find((each) => each.isDefault);

/** Whether a view is there for its columns only: it lists everybody, and is no tab. */
export const isLayout = (view) => view.isDefault && !view.filter && !view.q && !view.segment;

let saving = Promise.resolve();
/** What was chosen last and is on its way. */
let unsaved = null;

/** The columns of the user; those of the last visit while the views are not there yet, so that the list need not wait for them. */
export function ownColumns(views) {
  if (unsaved) {
    return unsaved;
  }
  if (!views) {
    return browserStore.get('customers.columns')?.split(',').filter(Boolean) ?? [];
  }
  const columns = defaultView(views)?.columns ?? [];
  browserStore.set('customers.columns', columns.join(','));
  return columns;
}

/**
 * Keeps columns for the user, one change after the other.
 *
 * @param {() => object[] | undefined} views what there is when its turn comes
 * @param {string[]} columns none for the usual ones
 * @param {(views: object[]) => void} saved
 */
export function saveColumns(views, columns, saved) {
  browserStore.set('customers.columns', columns.join(','));
  unsaved = columns;
  saving = saving.then(async () => {
    const known = views() ?? [];
    const before = defaultView(known);
    try {
      if (!before && columns.length === 0) {
        return;
      }
      const after = before
        ? await api.patch(`views/${before.id}`, { columns }, { version: '*' })
        : await api.post('views', { name: t('customers.my-list'), isDefault: true, columns });
      saved([...known.filter((each) => each.id !== after.id), after]);
    } catch (error) {
      toastError(error);
    } finally {
      if (unsaved === columns) {
        unsaved = null;
      }
    }
  });
  return saving;
}
