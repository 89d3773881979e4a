import { api } from '../../app/api.js';
import { t } from '../../app/i18n.js';
import { html } from '../../app/lit.js';
import { address } from '../../app/router.js';
import { session } from '../../app/session.js';
import { customerPicker } from '../../elements/customer-picker.js';
import { ClienteleElement } from '../../elements/element.js';
import { Loading } from '../../elements/loading.js';
import { emptyState } from '../../elements/states.js';
import { toast, toastError } from '../../elements/toast.js';
import '../../elements/pagination.js';
import '../../elements/table.js';

/** Who was put into a static segment; fires `members` when that changes. */
class SegmentMembers extends ClienteleElement {
  static properties = { segmentId: { attribute: false }, may: { attribute: false } };

  #page = { number: 1, size: 10 };
  #list = new Loading(this, (signal) => {
    const personal = session.may('customers.pii:read') ? ['name'] : [];
    const query = { filter: `segments eq "${this.segmentId}"`, fields: ['reference', ...personal], page: this.#page.number, size: this.#page.size };
    return api.get('customers', { query, signal });
  });

  willUpdate(changed) {
    if (changed.has('segmentId')) {
      this.#list.run();
    }
  }

  render() {
    return html`${this.may ? customerPicker({ label: t('segments.members.add'), choose: ({ value, label }) => this.#add(value, label) }) : ''}
      ${this.#list.render((list) => this.#members(list))}`;
  }

  #members({ items, page }) {
    if (items.length === 0) {
      return emptyState(t('segments.nobody'));
    }
    const name = (one) => one.name ?? one.reference;
    const columns = [
      { name: 'name', label: t('segments.customer'), header: true, cell: (one) => html`<a href=${address(`customers/${one.id}`)}>${name(one)}</a>` },
      ...(this.may
        ? [{ name: 'remove', label: t('segments.members.actions'), cell: (one) => html`<button type="button" class="button quiet" aria-label=${t('app.remove', { what: name(one) })} @click=${() => this.#remove(one.id, name(one))}>${t('segments.members.remove')}</button>` }]
        : []),
    ];
    const turn = (changes) => {
      this.#page = { ...this.#page, ...changes };
      this.#list.run();
    };
    return html`<c-table caption=${t('segments.members')} .columns=${columns} .rows=${items}></c-table>
      <c-pagination .page=${page} @page=${(event) => turn({ number: event.detail.number })} @size=${(event) => turn({ number: 1, size: event.detail.size })}></c-pagination>`;
  }

  #add(id, name) {
    return this.#do(() => api.post(`segments/${this.segmentId}/members`, { ids: [id] }), t('segments.members.added', { name }));
  }

  #remove(id, name) {
    const undo = () => this.#add(id, name);
    return this.#do(() => api.delete(`segments/${this.segmentId}/members/${id}`), t('segments.members.removed', { name }), undo);
  }

  async #do(work, told, undo) {
    try {
      await work();
      toast(told, { undo });
      this.dispatchEvent(new CustomEvent('members'));
    } catch (error) {
      toastError(error);
    }
    await this.#list.run();
  }
}

customElements.define('c-segment-members', SegmentMembers);
