import { api } from '../../app/api.js';
import { t } from '../../app/i18n.js';
import { html, nothing } from '../../app/lit.js';
import { observe } from '../../app/observe.js';
import { address, router } from '../../app/router.js';
import { session } from '../../app/session.js';
import { customerPicker } from '../../elements/customer-picker.js';
import { ClienteleElement } from '../../elements/element.js';
import { Loading } from '../../elements/loading.js';
import { emptyState } from '../../elements/states.js';
import { toast, toastError } from '../../elements/toast.js';
import '../../elements/pagination.js';
import '../../elements/table.js';

const SIZE = 10;

/** Who is in a group, with undo for who is taken out. */
class GroupMembers extends ClienteleElement {
  static properties = { code: { attribute: false } };

  #list = new Loading(this, (signal) => {
    const personal = session.may('customers.pii:read') ? ['name'] : [];
    const filter = `groups eq ${JSON.stringify(this.code)}`;
    const query = { filter, fields: ['reference', 'orders', ...personal], page: router.query.get('page') ?? 1, size: router.query.get('size') ?? SIZE };
    return api.get('customers', { query, signal });
  });
  #asking = null;

  constructor() {
    super();
    observe(this, router);
  }

  willUpdate() {
    const asking = JSON.stringify([this.code, router.query.get('page'), router.query.get('size')]);
    if (asking !== this.#asking) {
      this.#asking = asking;
      this.#list.run();
    }
  }

  render() {
    return html`${session.may('customers:write') ? customerPicker({ label: t('groups.members.add'), choose: (customer) => this.#add(customer) }) : nothing}
      ${this.#list.render((list) => this.#members(list))}`;
  }

  #members({ items, page }) {
    if (items.length === 0) {
      return emptyState(t('groups.members.none'));
    }
    const name = (one) => one.name ?? one.reference;
    const columns = [
      { name: 'name', label: t('groups.member'), header: true, cell: (one) => html`<a href=${address(`customers/${one.id}`)}>${name(one)}</a>` },
      { name: 'reference', label: t('groups.reference'), cell: (one) => one.reference },
      ...(session.may('customers:write')
        ? [{ name: 'remove', label: t('groups.members.actions'), cell: (one) => html`<button type="button" class="button quiet" aria-label=${t('app.remove', { what: name(one) })} @click=${() => this.#remove(one.id, name(one))}>${t('groups.members.remove')}</button>` }]
        : []),
    ];
    return html`<c-table caption=${t('groups.members')} .columns=${columns} .rows=${items}></c-table>
      <c-pagination .page=${page} @page=${(event) => router.setQuery({ page: event.detail.number })} @size=${(event) => router.setQuery({ size: event.detail.size, page: null })}></c-pagination>`;
  }

  #add(customer, told = 'groups.members.added') {
    return this.#do(() => api.post(`customers/${customer.value}/groups`, { group: this.code }), t(told, { name: customer.label }));
  }

  #remove(id, label) {
    const undo = () => this.#add({ value: id, label });
    return this.#do(() => api.delete(`customers/${id}/groups/${encodeURIComponent(this.code)}`), t('groups.members.removed', { name: label }), undo);
  }

  async #do(work, told, undo) {
    try {
      await work();
      toast(told, { undo });
    } catch (error) {
      toastError(error);
    }
    await this.#list.run();
  }
}

customElements.define('c-group-members', GroupMembers);
