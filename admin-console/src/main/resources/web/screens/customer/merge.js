// Makes one customer of several: choose who is the same, look at what it comes to, choose whose values count, and do it.

import { api } from '../../app/api.js';
import { percent } from '../../app/format.js';
import { code, t } from '../../app/i18n.js';
import { html, nothing } from '../../app/lit.js';
import { address, router } from '../../app/router.js';
import { session } from '../../app/session.js';
import { checkbox } from '../../elements/controls.js';
import { ClienteleElement } from '../../elements/element.js';
import { Loading } from '../../elements/loading.js';
import { emptyState } from '../../elements/states.js';
import { toast, toastError } from '../../elements/toast.js';
import './merge-preview.js';
import './merges.js';
import '../../elements/combobox.js';

class Merge extends ClienteleElement {
  static properties = { customerId: { attribute: false }, from: { state: true } };

  /** Those that were searched for, also when they are not chosen any more. */
  #searched = new Map();
  #start = new Loading(this, (signal) => this.#find(signal));

  willUpdate(changed) {
    if (changed.has('customerId')) {
      this.from = new Map();
      this.#searched = new Map();
      this.#start.data = undefined;
      this.#start.run();
    }
  }

  async #find(signal) {
    const [customer, pairs] = await Promise.all([
      api.get(`customers/${this.customerId}`, { signal }),
      api.get('duplicates', { query: { customer: this.customerId }, signal }),
    ]);
    const candidates = pairs.items.map((pair) => ({ ...pair.customers.find((each) => each.id !== customer.id), score: pair.score, reasons: pair.reasons }));
    await this.#chooseWanted(candidates, signal);
    return { customer, candidates };
  }

  /** The one that a link here is about: `?from=<id>`. */
  async #chooseWanted(candidates, signal) {
    const id = router.query.get('from');
    if (!id || id === this.customerId) {
      return;
    }
    const found = candidates.find((each) => each.id === id);
    const one = found ?? (await api.get(`customers/${id}`, { signal }).catch(() => null));
    if (one && !found) {
      this.#searched.set(id, one);
    }
    if (one) {
      this.#choose(one, true);
    }
  }

  render() {
    return html`
      <nav class="way"><a href=${address(`customers/${this.customerId}`)}>${t('customer.edit.back')}</a></nav>
      ${this.#start.render(({ customer, candidates }) => (session.may('customers:merge') ? this.#shown(customer, candidates) : emptyState(t('app.forbidden'))))}
    `;
  }

  #shown(customer, candidates) {
    const found = new Set(candidates.map((each) => each.id));
    const others = [...this.#searched.values()].filter((each) => !found.has(each.id));
    return html`
      <div class="heading"><h1>${t('customer.merge.title', { name: nameOf(customer) })}</h1></div>
      <section class="card">
        <h2>${t('customer.merge.who')}</h2>
        ${candidates.length + others.length === 0 ? html`<p class="quiet">${t('customer.merge.no-duplicates')}</p>` : nothing}
        <ul class="plain">${[...candidates, ...others].map((each) => this.#candidate(each))}</ul>
        <c-combobox label=${t('customer.merge.search')} .search=${(text, signal) => this.#search(text, signal)}
          @choose=${(event) => this.#add(event.detail.customer)}></c-combobox>
      </section>
      ${this.from.size > 0
        ? html`<customer-merge-preview .customer=${customer} .from=${[...this.from.values()]} @merge=${(event) => this.#merge(event.detail)}></customer-merge-preview>`
        : nothing}
      <customer-merges .customer=${customer}></customer-merges>
    `;
  }

  #candidate(one) {
    const facts = [one.reference, one.email, one.phone, one.city, one.score && t('customer.merge.alike', { score: percent(one.score) })];
    return html`<li class="candidate">
      ${checkbox({ id: `from-${one.id}`, label: nameOf(one), checked: this.from.has(one.id), change: (on) => this.#choose(one, on) })}
      <span class="quiet">${facts.filter(Boolean).join(' · ')}</span>
      <span class="chips">${(one.reasons ?? []).map((each) => html`<span class="chip">${code('customer.merge.reason', each.kind)}</span>`)}</span>
    </li>`;
  }

  #add(one) {
    this.#searched.set(one.id, one);
    this.#choose(one, true);
  }

  #choose(one, on) {
    const from = new Map(this.from);
    if (on) {
      from.set(one.id, one);
    } else {
      from.delete(one.id);
    }
    this.from = from;
  }

  async #search(q, signal) {
    const { items } = await api.get('customers', { query: { q, size: 10, fields: 'reference,name,email,phone,city,erased' }, signal });
    return items
      .filter((each) => each.id !== this.customerId && !each.erased)
      .map((each) => ({ value: each.id, label: nameOf(each), hint: [each.reference, each.email].filter(Boolean).join(' · '), customer: each }));
  }

  async #merge(choose) {
    const { id } = this.#start.data.customer;
    try {
      const merge = await api.post(`customers/${id}/merges`, { from: [...this.from.keys()], choose });
      toast(t('customer.merge.done'), { undo: () => this.#undo(merge.id) });
      router.go(`customers/${id}`);
    } catch (error) {
      toastError(error);
    }
  }

  async #undo(merge) {
    try {
      await api.post(`merges/${merge}/undo`);
      toast(t('customer.merge.undone'));
      document.querySelector('clientele-customer')?.dispatchEvent(new CustomEvent('customer-changed'));
    } catch (error) {
      toastError(error);
    }
  }
}

const nameOf = (customer) => customer.name ?? customer.reference;

customElements.define('customer-merge', Merge);

export default ({ id }) => html`<customer-merge .customerId=${id}></customer-merge>`;
