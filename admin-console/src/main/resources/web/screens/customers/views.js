// Saving what the list shows: as a view, or its filter as a segment; and what one can do with a saved view.

import { api } from '../../app/api.js';
import { t } from '../../app/i18n.js';
import { html, nothing } from '../../app/lit.js';
import { session } from '../../app/session.js';
import { checkbox, field } from '../../elements/controls.js';
import { confirm, openDialog } from '../../elements/dialog.js';
import { ClienteleElement } from '../../elements/element.js';
import { toast, toastError } from '../../elements/toast.js';

export const mayChange = (view) => view.owner === session.caller.id || session.may('staff:write');

/**
 * Asks for a name and saves; resolves with the view, or undefined.
 *
 * @param {object} draft what of the view is known: filter, q, sort, columns, size; with an id it is a view to change
 */
export const saveView = (draft) =>
  openDialog(t(draft.id ? 'customers.view.edit' : 'customers.view.save'), (close) => html`<clientele-save-view .draft=${draft} .close=${close}></clientele-save-view>`);

/** @param {string} filter @param {boolean} search whether there is a search, which no segment has */
export const saveSegment = (filter, search) =>
  openDialog(t('customers.segment.save'), (close) => html`<clientele-save-segment .filter=${filter} .search=${search} .close=${close}></clientele-save-segment>`);

/** Takes a view away, if the user means it. @returns {Promise<boolean>} */
export async function deleteView(view) {
  const title = t('customers.view.delete.title', { view: view.name });
  const text = t(view.shared ? 'customers.view.delete.shared' : 'customers.view.delete.text');
  if (!(await confirm({ title, text, confirm: t('customers.view.delete'), danger: true }))) {
    return false;
  }
  try {
    await api.delete(`views/${view.id}`, { version: '*' });
    return true;
  } catch (error) {
    toastError(error);
    return false;
  }
}

class SaveForm extends ClienteleElement {
  static properties = { close: { attribute: false }, error: { state: true }, name: { state: true }, busy: { state: true } };

  name = '';

  form(more) {
    const failed = this.error && !this.error.at?.('/name');
    return html`<form @submit=${(event) => this.#submit(event)}>
      ${field({ id: 'save-name', label: t('customers.save.name'), value: this.name, required: true, error: this.error?.at?.('/name'), input: (value) => (this.name = value) })}
      ${more}
      ${failed ? html`<p class="problem" role="alert">${this.error.detail ?? this.error.message}</p>` : nothing}
      <div class="actions">
        <button type="button" class="button" @click=${() => this.close()}>${t('app.cancel')}</button>
        <button class="button primary" ?disabled=${this.busy || this.name.trim() === ''}>${t('app.save')}</button>
      </div>
    </form>`;
  }

  async #submit(event) {
    event.preventDefault();
    this.busy = true;
    try {
      const saved = await this.save(this.name.trim());
      toast(t('customers.saved', { name: saved.name }));
      this.close(saved);
    } catch (error) {
      this.error = error;
    }
    this.busy = false;
  }
}

class SaveView extends SaveForm {
  static properties = { draft: { attribute: false }, shared: { state: true }, isDefault: { state: true } };

  willUpdate(changed) {
    if (changed.has('draft')) {
      this.name = this.draft.name ?? '';
      this.shared = this.draft.shared ?? false;
      this.isDefault = this.draft.isDefault ?? false;
    }
  }

  render() {
    return this.form(html`
      ${checkbox({ id: 'view-shared', label: t('customers.view.shared'), checked: this.shared, change: (on) => (this.shared = on) })}
      ${checkbox({ id: 'view-default', label: t('customers.view.default'), checked: this.isDefault, change: (on) => (this.isDefault = on) })}
    `);
  }

  save(name) {
    const { id, ...draft } = this.draft;
    const chosen = { name, shared: this.shared, isDefault: this.isDefault };
    return id ? api.patch(`views/${id}`, chosen, { version: '*' }) : api.post('views', { ...draft, ...chosen });
  }
}

class SaveSegment extends SaveForm {
  static properties = { filter: { attribute: false }, search: { attribute: false } };

  render() {
    return this.form(html`<p class="hint">${t('customers.segment.hint')}</p>
      ${this.search ? html`<p class="hint">${t('customers.segment.no-search')}</p>` : nothing}`);
  }

  save(name) {
    return api.post('segments', { name, filter: this.filter });
  }
}

customElements.define('clientele-save-view', SaveView);
customElements.define('clientele-save-segment', SaveSegment);
