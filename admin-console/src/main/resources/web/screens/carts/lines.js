// What is in a cart: a search that adds, and each line with its quantity and how often it is delivered.

import { api } from '../../app/api.js';
import { money } from '../../app/format.js';
import { t } from '../../app/i18n.js';
import { html, live, nothing, repeat } from '../../app/lit.js';
import { observe } from '../../app/observe.js';
import { chip } from '../../elements/controls.js';
import { ClienteleElement } from '../../elements/element.js';
import { toast } from '../../elements/toast.js';
import '../../elements/combobox.js';
import { findProducts } from './products.js';
import { scheduleSelect } from './schedule.js';

const STEP_MILLIS = 250;

class CartLines extends ClienteleElement {
  static properties = { edit: { attribute: false } };

  /** What the steppers show, while the server does not know of it yet. */
  #wanted = new Map();
  #timers = new Map();
  /** Of those the ones that were written, not pressed. */
  #exact = new Set();
  /** What is being written into the fields. */
  #written = new Map();

  connectedCallback() {
    observe(this, this.edit);
    super.connectedCallback();
  }

  render() {
    const { cart, editable } = this.edit;
    return html`
      <h2>${t('cart.lines')}</h2>
      ${editable
        ? html`<c-combobox label=${t('cart.add')} .search=${findProducts} @choose=${(event) => this.#add(event.detail.value)}></c-combobox>
            ${this.#problem('add')}`
        : nothing}
      ${cart.lines.length === 0
        ? html`<p class="quiet">${t('cart.empty')}</p>`
        : html`<ul class="lines" aria-label=${t('cart.lines')} aria-busy=${this.edit.pending}>${repeat(cart.lines, (each) => each.id, (each) => this.#line(each))}</ul>`}
    `;
  }

  #line(line) {
    const { cart, editable } = this.edit;
    const name = line.name ?? line.sku;
    const amount = (value) => money({ amount: value, currency: cart.currency });
    return html`<li>
      <div class="what"><strong>${name}</strong> <span class="quiet">${line.sku} · ${t('cart.each', { price: amount(line.unitPrice) })}</span>
        ${line.available ? nothing : chip({ text: t('cart.not-available'), kind: 'warn' })}</div>
      ${editable ? this.#stepper(line, name) : html`<span>${t('cart.times', { count: line.quantity })}</span>`}
      ${scheduleSelect(line, name, editable, (schedule) => this.#schedule(line, schedule))}
      <div class="sum">${amount(line.total)}${line.discount > 0 ? html`<span class="quiet">${t('cart.saved', { amount: amount(line.discount) })}</span>` : nothing}</div>
      ${editable
        ? html`<button type="button" class="button icon quiet" aria-label=${t('cart.remove', { name })} title=${t('cart.remove', { name })} @click=${() => this.#remove(line, name)}>×</button>`
        : nothing}
      ${this.#problem(line.id)}
    </li>`;
  }

  #stepper(line, name) {
    const quantity = this.#wanted.get(line.id) ?? line.quantity;
    const step = (by) => html`<button type="button" class="button icon" aria-label=${t(by > 0 ? 'cart.more' : 'cart.less', { name })}
      ?disabled=${quantity + by < 1} @click=${() => this.#step(line, quantity + by)}>${by > 0 ? '+' : '−'}</button>`;
    return html`<div class="stepper" role="group" aria-label=${t('cart.quantity', { name })}>
      ${step(-1)}
      <input type="number" min="1" inputmode="numeric" aria-label=${t('cart.quantity', { name })} .value=${live(this.#written.get(line.id) ?? String(quantity))}
        @input=${(event) => this.#written.set(line.id, event.target.value)} @change=${(event) => this.#write(line, event.target)}>
      ${step(1)}
    </div>`;
  }

  #problem(place) {
    const text = this.edit.problem(place);
    return text ? html`<p class="problem" role="alert">${text}</p>` : nothing;
  }

  #add(sku) {
    return this.edit.change('add', ({ id }) => api.post(`carts/${id}/lines`, { sku, quantity: 1 }));
  }

  /** Presses in quick succession become one change. */
  #step(line, quantity) {
    this.#wanted.set(line.id, quantity);
    this.#exact.delete(line.id);
    this.requestUpdate();
    clearTimeout(this.#timers.get(line.id));
    this.#timers.set(line.id, setTimeout(() => this.#send(line.id), STEP_MILLIS));
  }

  #write(line, input) {
    this.#written.delete(line.id);
    const quantity = Number(input.value);
    if (Number.isInteger(quantity) && quantity >= 1) {
      clearTimeout(this.#timers.get(line.id));
      this.#wanted.set(line.id, quantity);
      this.#exact.add(line.id);
      this.#send(line.id);
    } else {
      input.value = line.quantity;
    }
  }

  /** More of something adds to whatever others did meanwhile; a number that was written, or less, is of the cart that was seen. */
  async #send(id) {
    const written = this.#exact.has(id);
    let sent;
    await this.edit.change(id, (cart) => {
      const line = cart.lines.find((each) => each.id === id);
      const quantity = this.#wanted.get(id);
      sent = quantity;
      const more = quantity - (line?.quantity ?? 0);
      if (!line || quantity === undefined || more === 0) {
        return cart;
      }
      return !written && more > 0
        ? api.post(`carts/${cart.id}/lines`, { sku: line.sku, quantity: more, schedule: line.schedule })
        : api.patch(`carts/${cart.id}/lines/${id}`, { quantity }, { version: cart.version });
    });
    const now = this.#wanted.get(id);
    const line = this.edit.cart.lines.find((each) => each.id === id);
    if (now === sent || !line) {
      this.#wanted.delete(id);
    } else if (!this.#exact.has(id)) {
      // What was pressed meanwhile is on its way by itself, and more or less than what there is by now.
      this.#wanted.set(id, Math.max(line.quantity + now - sent, 1));
    }
    this.requestUpdate();
  }

  #schedule(line, schedule) {
    return this.edit.change(line.id, (cart) => api.patch(`carts/${cart.id}/lines/${line.id}`, { schedule }, { version: cart.version }));
  }

  async #remove(line, name) {
    const { sku, quantity, schedule } = line;
    if (await this.edit.change(line.id, (cart) => api.delete(`carts/${cart.id}/lines/${line.id}`))) {
      const undo = () => this.edit.change('add', ({ id }) => api.post(`carts/${id}/lines`, { sku, quantity, schedule }));
      toast(t('cart.removed', { name }), { undo });
    }
  }
}

customElements.define('c-cart-lines', CartLines);
