// What staff wrote about a customer. A note can be changed by who wrote it, for as long as the server says so.

import { api, fetchApi, ApiError } from '../../app/api.js';
import { time } from '../../app/format.js';
import { t } from '../../app/i18n.js';
import { html, nothing, repeat } from '../../app/lit.js';
import { address } from '../../app/router.js';
import { session } from '../../app/session.js';
import { confirm } from '../../elements/dialog.js';
import { field } from '../../elements/controls.js';
import { ClienteleElement } from '../../elements/element.js';
import { Loading } from '../../elements/loading.js';
import { toast, toastError } from '../../elements/toast.js';

const SIZE = 100;
const FEW = 2;

class Notes extends ClienteleElement {
  /** With `few` only the latest are shown. */
  static properties = {
    customer: { attribute: false },
    few: { type: Boolean },
    editing: { state: true },
    text: { state: true },
    problem: { state: true },
    busy: { state: true },
  };

  text = '';
  #changed = '';
  /** What the server's clock is ahead of ours. */
  #ahead = 0;
  #list = new Loading(this, (signal) => this.#read(signal), { lines: 3 });
  #tick;
  #of;

  connectedCallback() {
    super.connectedCallback();
    this.#tick = setInterval(() => this.#list.data?.items.some((each) => this.#left(each) > -2) && this.requestUpdate(), 1_000);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#tick);
  }

  willUpdate() {
    if (this.customer.id !== this.#of) {
      this.#of = this.customer.id;
      this.text = '';
      this.editing = undefined;
      this.#list.data = undefined;
      this.#list.run();
    }
  }

  async #read(signal) {
    const answer = await fetchApi(`customers/${this.customer.id}/notes?size=${SIZE}`, { signal });
    const body = await answer.json();
    if (!answer.ok) {
      throw new ApiError(answer.status, body);
    }
    this.#ahead = Date.parse(answer.headers.get('Date') ?? '') - Date.now() || 0;
    return body;
  }

  #left(note) {
    return note.authorId === session.caller.id ? Math.ceil((Date.parse(note.editableUntil) - Date.now() - this.#ahead) / 1_000) : -Infinity;
  }

  render() {
    return html`
      ${session.may('customers:write') && !this.customer.erased ? this.#form() : nothing}
      ${this.#list.render(({ items }) => this.#shown(items))}
    `;
  }

  #form() {
    return html`<form class="note-form" @submit=${this.#add}>
      ${field({
        id: 'note-text',
        label: t('customer.notes.new'),
        rows: this.few ? 2 : 3,
        value: this.text,
        error: this.problem,
        input: (value) => (this.text = value),
      })}
      <button class="button" ?disabled=${this.busy || this.text.trim() === ''}>${t('customer.notes.add')}</button>
    </form>`;
  }

  #shown(items) {
    if (items.length === 0) {
      return html`<p class="quiet">${t('customer.notes.none')}</p>`;
    }
    const shown = this.few ? items.slice(0, FEW) : items;
    return html`<ul class="notes plain" aria-label=${t('customer.tab.notes')}>
        ${repeat(shown, (each) => each.id, (each) => this.#note(each))}
      </ul>
      ${this.few && items.length > FEW
        ? html`<p><a href=${address(`customers/${this.customer.id}?tab=notes`)}>${t('customer.notes.all', { count: items.length })}</a></p>`
        : nothing}`;
  }

  #note(note) {
    const left = this.#left(note);
    if (this.editing === note.id) {
      return html`<li><form @submit=${(event) => this.#save(event, note)}>
        ${field({ id: 'note-edit', label: t('customer.notes.edit'), rows: 3, value: this.#changed, input: (value) => (this.#changed = value) })}
        <div class="actions">
          ${left > 0 ? html`<span class="quiet">${remaining(left)}</span>` : nothing}
          <button type="button" class="button" @click=${() => (this.editing = undefined)}>${t('app.cancel')}</button>
          <button class="button primary" ?disabled=${left <= 0}>${t('app.save')}</button>
        </div>
      </form></li>`;
    }
    return html`<li>
      <p class="note-text">${note.text}</p>
      <p class="quiet note-about">
        <span>${note.author}</span> ${time(note.createdAt)}
        ${left > 0
          ? html`<button type="button" class="link" @click=${() => this.#edit(note)}>${t('customer.notes.edit')}</button>
              <button type="button" class="link" @click=${() => this.#remove(note)}>${t('customer.notes.delete')}</button>
              <span class="countdown">${remaining(left)}</span>`
          : nothing}
      </p>
    </li>`;
  }

  async #add(event) {
    event.preventDefault();
    const { id } = this.customer;
    this.busy = true;
    try {
      const note = await api.post(`customers/${id}/notes`, { text: this.text.trim() });
      this.text = '';
      this.problem = undefined;
      this.#list.set({ ...this.#list.data, items: [note, ...(this.#list.data?.items ?? [])] });
      toast(t('customer.notes.added'));
    } catch (error) {
      this.problem = error.at?.('/text') ?? error.detail ?? error.title;
    }
    this.busy = false;
  }

  async #edit(note) {
    this.#changed = note.text;
    this.editing = note.id;
    await this.updateComplete;
    this.querySelector('#note-edit')?.focus();
  }

  async #save(event, note) {
    event.preventDefault();
    await this.#try(() => api.patch(this.#path(note), { text: this.#changed.trim() }, { version: note.version }));
  }

  async #remove(note) {
    const yes = await confirm({
      title: t('customer.notes.delete-title'),
      text: html`<p>${note.text}</p>`,
      confirm: t('customer.notes.delete'),
      danger: true,
    });
    if (yes) {
      await this.#try(() => api.delete(this.#path(note), { version: note.version }));
    }
  }

  #path = (note) => `customers/${this.customer.id}/notes/${note.id}`;

  async #try(change) {
    try {
      await change();
      this.editing = undefined;
    } catch (error) {
      toastError(error);
    }
    await this.#list.run();
  }
}

customElements.define('customer-notes', Notes);

const remaining = (seconds) =>
  t('customer.notes.left', { time: `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}` });
