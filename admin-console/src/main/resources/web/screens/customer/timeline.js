// Everything that happened, newest first, a page at a time.

import { api } from '../../app/api.js';
import { time } from '../../app/format.js';
import { code, t } from '../../app/i18n.js';
import { html, nothing } from '../../app/lit.js';
import { address } from '../../app/router.js';
import { ClienteleElement } from '../../elements/element.js';
import { Loading } from '../../elements/loading.js';
import { emptyState } from '../../elements/states.js';
import { toastError } from '../../elements/toast.js';

const LIMIT = 50;

class Timeline extends ClienteleElement {
  static properties = { customer: { attribute: false }, busy: { state: true } };

  #list = new Loading(this, (signal) => this.#read(undefined, signal));

  willUpdate(changed) {
    if (changed.has('customer')) {
      this.#list.run();
    }
  }

  #read(after, signal) {
    return api.get(`customers/${this.customer.id}/timeline`, { query: { limit: LIMIT, after }, signal });
  }

  render() {
    return this.#list.render(({ items, page, missing }) => html`
      ${missing.length > 0 ? html`<p class="banner boxed">${t('customer.timeline.missing', { what: missing.join(', ') })}</p>` : nothing}
      ${items.length === 0
        ? emptyState(t('customer.timeline.none'))
        : html`<ol class="timeline">${items.map((each) => this.#entry(each))}</ol>`}
      ${page.next
        ? html`<button type="button" class="button" ?disabled=${this.busy} @click=${this.#more}>${t('customer.timeline.more')}</button>`
        : nothing}
    `);
  }

  #entry({ at, kind, title, ref }) {
    const link = ref && linkOf(ref, this.customer.id);
    return html`<li>
      <span class="quiet">${time(at)}</span>
      <span class="chip">${code('customer.timeline.kind', kind)}</span>
      ${link ? html`<a href=${address(link)}>${title}</a>` : html`<span>${title}</span>`}
    </li>`;
  }

  async #more() {
    this.busy = true;
    const before = this.#list.data;
    try {
      const after = new URL(before.page.next, location.origin).searchParams.get('after') ?? before.page.next;
      const answer = await this.#read(after);
      this.#list.set({ ...answer, items: [...before.items, ...answer.items] });
    } catch (error) {
      toastError(error);
    }
    this.busy = false;
  }
}

/** The address of a thing within the console, from that within the API. */
function linkOf(ref, customer) {
  const { pathname, searchParams } = new URL(ref, location.origin);
  const [, kind, id] = /\/v1\/(orders|carts)\/([^/]+)/.exec(pathname) ?? [];
  const account = searchParams.get('sellerAccount') ?? 'default';
  return {
    orders: `customers/${customer}?tab=orders&order=${account === 'default' ? '' : `${encodeURIComponent(account)}:`}${id}`,
    carts: `carts/${id}`,
  }[kind];
}

customElements.define('customer-timeline', Timeline);
