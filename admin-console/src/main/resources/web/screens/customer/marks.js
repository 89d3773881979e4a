// The tags and groups of a customer. Each change is made at once and can be undone.

import { api } from '../../app/api.js';
import { code, t } from '../../app/i18n.js';
import { html, nothing } from '../../app/lit.js';
import { session } from '../../app/session.js';
import { chip, field } from '../../elements/controls.js';
import { ClienteleElement } from '../../elements/element.js';
import { Loading } from '../../elements/loading.js';
import { toast, toastError } from '../../elements/toast.js';

class Marks extends ClienteleElement {
  static properties = { customer: { attribute: false }, tag: { state: true }, problem: { state: true } };

  tag = '';
  #groups = new Loading(this, (signal) => api.get('groups', { query: { size: 100 }, signal }), { lines: 2 });

  connectedCallback() {
    super.connectedCallback();
    this.#groups.run();
  }

  render() {
    const write = session.may('customers:write') && !this.customer.erased;
    return html`<div class="cards halves">
      <section class="card"><h2>${t('customer.marks.tags')}</h2>${this.#tags(write)}</section>
      <section class="card"><h2>${t('customer.marks.groups')}</h2>${this.#groups.render(({ items }) => this.#memberships(items, write))}</section>
    </div>`;
  }

  #tags(write) {
    const { tags } = this.customer;
    return html`
      ${tags.length === 0 ? html`<p class="quiet">${t('customer.marks.no-tags')}</p>` : nothing}
      <p class="chips">${tags.map((each) => chip({ text: each, remove: write ? () => this.#set('tag', each, false) : undefined }))}</p>
      ${write
        ? html`<form class="inline-form" @submit=${this.#addTag}>
            ${field({ id: 'tag-new', label: t('customer.marks.new-tag'), value: this.tag, error: this.problem, input: (value) => (this.tag = value) })}
            <button class="button" ?disabled=${this.tag.trim() === ''}>${t('customer.marks.add')}</button>
          </form>`
        : nothing}
    `;
  }

  #memberships(all, write) {
    const { groups } = this.customer;
    const name = (of) => all.find((each) => each.code === of)?.name ?? of;
    const others = all.filter((each) => !groups.includes(each.code));
    return html`
      ${groups.length === 0 ? html`<p class="quiet">${t('customer.marks.no-groups')}</p>` : nothing}
      <p class="chips">${groups.map((each) => chip({ text: name(each), remove: write ? () => this.#set('group', each, false, name(each)) : undefined }))}</p>
      ${write && others.length > 0
        ? html`<form class="inline-form" @submit=${this.#join}>
            ${field({
              id: 'group-new',
              label: t('customer.marks.new-group'),
              options: others.map((each) => ({ value: each.code, label: `${each.name} (${code('customer.group-kind', each.kind)})` })),
            })}
            <button class="button">${t('customer.marks.add')}</button>
          </form>`
        : nothing}
    `;
  }

  async #addTag(event) {
    event.preventDefault();
    if (await this.#set('tag', this.tag.trim(), true)) {
      this.tag = '';
    }
    await this.updateComplete;
    this.querySelector('#tag-new')?.focus();
  }

  #join(event) {
    event.preventDefault();
    const chosen = this.querySelector('#group-new');
    return this.#set('group', chosen.value, true, chosen.selectedOptions[0].label);
  }

  /** @param {'tag' | 'group'} kind */
  async #set(kind, value, on, name = value) {
    const path = `customers/${this.customer.id}/${kind}s`;
    const change = (yes) => (yes ? api.post(path, { [kind]: value }) : api.delete(`${path}/${encodeURIComponent(value)}`));
    try {
      await change(on);
      this.problem = undefined;
      toast(t(`customer.marks.${kind}-${on ? 'added' : 'removed'}`, { name }), {
        undo: () => change(!on).catch(toastError).finally(() => this.#changed()),
      });
      this.#changed();
      return true;
    } catch (error) {
      if (kind === 'tag' && on) {
        this.problem = error.errors?.[0]?.detail ?? error.detail ?? error.title;
      } else {
        toastError(error);
      }
      return false;
    }
  }

  #changed() {
    (this.isConnected ? this : document.querySelector('clientele-customer'))?.dispatchEvent(new CustomEvent('customer-changed', { bubbles: true }));
  }
}

customElements.define('customer-marks', Marks);
