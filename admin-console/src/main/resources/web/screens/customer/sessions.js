// Where a customer is logged in now, and the way to end that.

import { api } from '../../app/api.js';
import { dateTime, time } from '../../app/format.js';
import { t } from '../../app/i18n.js';
import { html, nothing } from '../../app/lit.js';
import { session } from '../../app/session.js';
import { confirm } from '../../elements/dialog.js';
import { ClienteleElement } from '../../elements/element.js';
import { Loading } from '../../elements/loading.js';
import { emptyState } from '../../elements/states.js';
import { toast, toastError } from '../../elements/toast.js';
import '../../elements/table.js';

class Sessions extends ClienteleElement {
  static properties = { customer: { attribute: false } };

  #list = new Loading(this, (signal) => api.get(`customers/${this.customer.id}/sessions`, { signal }), { lines: 3 });

  willUpdate(changed) {
    if (changed.has('customer')) {
      this.#list.run();
    }
  }

  render() {
    return this.#list.render(({ items }) =>
      items.length === 0
        ? emptyState(t('customer.sessions.none'))
        : html`
            <c-table caption=${t('customer.tab.sessions')} .columns=${this.#columns()} .rows=${items}></c-table>
            ${session.may('customers:write')
              ? html`<div class="actions"><button type="button" class="button danger" @click=${this.#end}>${t('customer.sessions.end')}</button></div>`
              : nothing}
          `,
    );
  }

  #columns() {
    return [
      { name: 'createdAt', label: t('customer.sessions.begun'), header: true, cell: (each) => dateTime(each.createdAt) },
      { name: 'lastUsedAt', label: t('customer.sessions.used'), cell: (each) => time(each.lastUsedAt) },
      { name: 'expiresAt', label: t('customer.sessions.expires'), cell: (each) => time(each.expiresAt) },
      { name: 'where', label: t('customer.sessions.where'), cell: (each) => each.sellerAccounts?.join(', ') ?? t('customer.sessions.everywhere') },
    ];
  }

  async #end() {
    const yes = await confirm({
      title: t('customer.sessions.end-title'),
      text: html`<p>${t('customer.sessions.end-text')}</p>`,
      confirm: t('customer.sessions.end'),
      danger: true,
    });
    if (yes) {
      try {
        await api.delete(`customers/${this.customer.id}/sessions`);
        toast(t('customer.sessions.ended'));
      } catch (error) {
        toastError(error);
      }
      await this.#list.run();
    }
  }
}

customElements.define('customer-sessions', Sessions);
