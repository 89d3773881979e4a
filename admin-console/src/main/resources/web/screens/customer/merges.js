// Merges of before, which can be undone for some time.

import { api } from '../../app/api.js';
import { date, time } from '../../app/format.js';
import { code, t } from '../../app/i18n.js';
import { html, nothing } from '../../app/lit.js';
import { ClienteleElement } from '../../elements/element.js';
import { Loading } from '../../elements/loading.js';
import { confirm } from '../../elements/dialog.js';
import { toast, toastError } from '../../elements/toast.js';

class Merges extends ClienteleElement {
  static properties = { customer: { attribute: false } };

  #list = new Loading(this, (signal) => api.get(`customers/${this.customer.id}/merges`, { signal }), { lines: 1 });
  #of;

  willUpdate() {
    if (this.customer.id !== this.#of) {
      this.#of = this.customer.id;
      this.#list.run();
    }
  }

  render() {
    return this.#list.render(({ items }) =>
      items.length === 0
        ? nothing
        : html`<section class="card"><h2>${t('customer.merges.title')}</h2>
            <ul class="plain">${items.map((each) => this.#merge(each))}</ul></section>`,
    );
  }

  #merge(merge) {
    return html`<li class="spread">
      <span>${merge.from.map((each) => each.reference).join(', ')} <span class="chip">${code('customer.merges.state', merge.state)}</span></span>
      <span class="quiet">${merge.mergedBy} ${time(merge.mergedAt)}</span>
      ${merge.state === 'done'
        ? html`<button type="button" class="button" title=${t('customer.merges.until', { date: date(merge.undoableUntil.slice(0, 10)) })}
            @click=${() => this.#undo(merge)}>${t('customer.merges.undo')}</button>`
        : nothing}
    </li>`;
  }

  async #undo(merge) {
    const yes = await confirm({
      title: t('customer.merges.undo-title'),
      text: html`<p>${t('customer.merges.undo-text')}</p>`,
      confirm: t('customer.merges.undo'),
    });
    if (yes) {
      try {
        await api.post(`merges/${merge.id}/undo`);
        toast(t('customer.merge.undone'));
      } catch (error) {
        toastError(error);
      }
      await this.#list.run();
    }
  }
}

customElements.define('customer-merges', Merges);
