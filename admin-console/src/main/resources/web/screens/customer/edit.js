// Changing a customer. What somebody else changed meanwhile is put beside it, and nothing is lost.

import { api } from '../../app/api.js';
import { t } from '../../app/i18n.js';
import { html, nothing } from '../../app/lit.js';
import { address, router } from '../../app/router.js';
import { checkbox } from '../../elements/controls.js';
import { ClienteleElement } from '../../elements/element.js';
import { Loading } from '../../elements/loading.js';
import { emptyState } from '../../elements/states.js';
import { toast } from '../../elements/toast.js';
import { Changes } from './changed-by.js';
import { FIELDS, customFields, fieldOf, read, same, write } from './fields.js';
import './conflict.js';

class Edit extends ClienteleElement {
  static properties = { customerId: { attribute: false }, failure: { state: true }, conflict: { state: true }, busy: { state: true } };

  #form = new Loading(this, (signal) => this.#begin(signal));
  /** What the form shows, what the server had when it was opened, and the fields. */
  #values = {};
  #before = {};
  #fields = [];
  #changes;

  willUpdate(changed) {
    if (changed.has('customerId')) {
      this.#form.data = undefined;
      this.#form.run();
    }
  }

  async #begin(signal) {
    const [customer, schema, groups] = await Promise.all([
      api.get(`customers/${this.customerId}`, { signal }),
      api.get('schema/customers', { signal }),
      api.get('groups', { query: { size: 100 }, signal }),
    ]);
    this.#changes = new Changes(this.customerId);
    const required = new Set((await api.get('custom-fields', { query: { size: 100 }, signal })).items.filter((each) => each.required).map((each) => each.name));
    this.#fields = [...FIELDS.filter((each) => schema.attributes.some((one) => one.name === each.name)), ...customFields(schema.attributes, required)];
    this.#take(customer);
    return { customer, groups: groups.items };
  }

  #take(customer) {
    this.#before = { ...read(customer, this.#fields), tags: customer.tags.join(', '), groups: [...customer.groups] };
    this.#values = { ...this.#before };
  }

  render() {
    return html`
      <nav class="way"><a href=${address(`customers/${this.customerId}`)}>${t('customer.edit.back')}</a></nav>
      ${this.#form.render(({ customer, groups }) => (customer.erased ? emptyState(t('customer.notice.erased')) : this.#shown(customer, groups)))}
    `;
  }

  #shown(customer, groups) {
    const title = t('customer.edit.title', { name: customer.name ?? customer.reference });
    return html`<div class="heading"><h1>${title}</h1></div>
      ${this.conflict
        ? html`<customer-conflict .conflict=${this.conflict} @resolve=${(event) => this.#resolve(event.detail)}
            @cancel=${() => (this.conflict = undefined)}></customer-conflict>`
        : html`<form class="card edit" @submit=${this.#save} novalidate aria-label=${title}>
            ${this.failure ? this.#problem() : nothing}
            <div class="fields">${this.#fields.filter((each) => each.kind !== 'boolean').map((each) => this.#field(each))}
              ${fieldOf({ name: 'tags', label: t('customer.marks.tags'), hint: t('customer.edit.tags-hint') }, this.#values.tags, this.#error('tags'), (value) => this.#set('tags', value))}
            </div>
            ${this.#fields.filter((each) => each.kind === 'boolean').map((each) => this.#field(each))}
            ${groups.length > 0 ? this.#groups(groups) : nothing}
            <div class="actions">
              <a class="button" href=${address(`customers/${this.customerId}`)}>${t('app.cancel')}</a>
              <button class="button primary" ?disabled=${this.busy}>${t('app.save')}</button>
            </div>
          </form>`}`;
  }

  #field(one) {
    return fieldOf(one, this.#values[one.name], this.#error(one.pointer), (value) => this.#set(one.name, value));
  }

  #groups(groups) {
    const of = this.#values.groups;
    const set = (each, on) => this.#set('groups', on ? [...of, each.code] : of.filter((one) => one !== each.code));
    return html`<fieldset><legend>${t('customer.marks.groups')}</legend>
      <div class="choices">${groups.map((each) =>
        checkbox({ id: `group-${each.code}`, label: each.name, checked: of.includes(each.code), change: (on) => set(each, on) }),
      )}</div></fieldset>`;
  }

  #set(name, value) {
    this.#values[name] = value;
    this.requestUpdate();
  }

  #error(pointer) {
    return this.failure?.at?.(`/${pointer}`);
  }

  /** At its field where there is one; the rest is told above them. */
  #problem() {
    const known = ['tags', ...this.#fields.map((each) => each.pointer)];
    const others = (this.failure.errors ?? []).filter((each) => !known.includes(each.pointer.slice(1)));
    const text = this.failure.errors?.length > 0 ? others.map((each) => each.detail).join(' ') : (this.failure.detail ?? this.failure.title ?? this.failure.message);
    return html`<p class="problem" role="alert">${text || t('customer.edit.invalid')}</p>`;
  }

  async #save(event) {
    event?.preventDefault();
    const { customer, groups } = this.#form.data;
    this.busy = true;
    try {
      const changed = this.#fields.filter((each) => !same(this.#values[each.name], this.#before[each.name]));
      if (changed.length > 0) {
        const after = await api.patch(`customers/${this.customerId}`, write(this.#values, changed, customer), { version: customer.version });
        this.#form.set({ customer: after, groups });
        changed.forEach((each) => (this.#before[each.name] = this.#values[each.name]));
      }
      await this.#mark();
      toast(t('customer.edit.saved'));
      router.go(`customers/${this.customerId}`);
    } catch (error) {
      await (error.status === 412 ? this.#compare() : this.#refused(error));
    }
    this.busy = false;
  }

  /** Tags and groups one by one: what others add or remove at the same time stays. */
  async #mark() {
    const path = `customers/${this.customerId}`;
    const [now, then] = [list(this.#values.tags), list(this.#before.tags)];
    for (const tag of now.filter((each) => !then.includes(each))) {
      await api.post(`${path}/tags`, { tag });
    }
    for (const tag of then.filter((each) => !now.includes(each))) {
      await api.delete(`${path}/tags/${encodeURIComponent(tag)}`);
    }
    this.#before.tags = this.#values.tags;
    const [in_, was] = [this.#values.groups, this.#before.groups];
    for (const group of in_.filter((each) => !was.includes(each))) {
      await api.post(`${path}/groups`, { group });
    }
    for (const group of was.filter((each) => !in_.includes(each))) {
      await api.delete(`${path}/groups/${encodeURIComponent(group)}`);
    }
    this.#before.groups = in_;
  }

  async #refused(error) {
    this.failure = error;
    await this.updateComplete;
    (this.querySelector('[aria-invalid]') ?? this.querySelector('.problem'))?.focus();
  }

  async #compare() {
    try {
      const [theirs, by] = await Promise.all([api.get(`customers/${this.customerId}`), this.#changes.latest()]);
      const values = read(theirs, this.#fields);
      const fields = this.#fields
        .filter((each) => !same(values[each.name], this.#values[each.name]))
        .map((each) => ({
          ...each,
          mine: this.#values[each.name],
          theirs: values[each.name],
          touched: !same(this.#values[each.name], this.#before[each.name]),
        }));
      this.conflict = { by, fields, theirs };
    } catch (error) {
      await this.#refused(error);
    }
  }

  /** Goes on from what is there now, with what was chosen of each field. */
  #resolve(chosen) {
    const { theirs } = this.conflict;
    const { tags, groups } = this.#values;
    const marks = { tags: this.#before.tags, groups: this.#before.groups };
    const mine = this.#values;
    this.#before = { ...read(theirs, this.#fields), ...marks };
    this.#values = { ...this.#before, ...Object.fromEntries(this.#fields.map((each) => [each.name, each.name in chosen ? chosen[each.name] : mine[each.name]])), tags, groups };
    this.#form.set({ ...this.#form.data, customer: theirs });
    this.conflict = undefined;
    this.#changes = new Changes(this.customerId);
    return this.#save();
  }
}

const list = (text) => [...new Set(text.split(',').map((each) => each.trim()).filter(Boolean))];

customElements.define('customer-edit', Edit);

export default ({ id }) => html`<customer-edit .customerId=${id}></customer-edit>`;
