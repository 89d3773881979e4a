// A cart that is being changed: one change after the other, and what was refused, by the place where it is shown.

import { ApiError, api } from '../../app/api.js';
import { t } from '../../app/i18n.js';
import { Observable } from '../../app/observe.js';
import { session } from '../../app/session.js';

/** What a refusal says, in one line. */
export function refusal(error) {
  if (error.code === 'offline') {
    return t('app.error.offline');
  }
  return error.errors?.map((each) => each.detail).join(' ') || error.detail || error.title || error.message;
}

export class CartEdit extends Observable {
  /** As the server computed it last. */
  cart = null;

  /** The order that waits for an approval, if one does. */
  approval = null;

  /** Since when nobody changed it; `recovered` once somebody did. */
  abandonedAt = null;
  recovered = false;

  #problems = new Map();
  #queue = Promise.resolve();
  #pending = 0;

  get pending() {
    return this.#pending > 0;
  }

  get editable() {
    return this.cart.status === 'open' && !this.approval && session.may('carts:write');
  }

  async load(id, signal) {
    const cart = await api.get(`carts/${id}`, { signal });
    await this.#learn(cart, signal);
    this.#problems.clear();
    this.#take(cart);
    return cart;
  }

  /** What the cart itself does not tell. */
  async #learn(cart, signal) {
    this.approval = null;
    this.abandonedAt = null;
    if (cart.status !== 'open') {
      return;
    }
    const changed = Date.parse(cart.changedAt);
    const around = (millis) => new Date(changed + millis).toISOString();
    const query = { abandoned: true, status: 'open', changedAfter: around(-1), changedBefore: around(1_000), size: 100 };
    const [waiting, abandoned] = await Promise.all([
      api.get('carts/approvals', { query: { state: 'waiting', size: 100 }, signal }),
      api.get('carts', { query, signal }),
    ]);
    this.approval = waiting.items.find((each) => each.cartId === cart.id) ?? null;
    this.abandonedAt = abandoned.items.find((each) => each.id === cart.id)?.abandonedAt ?? null;
  }

  /**
   * Changes it after what is under way.
   *
   * @param {string} place where a refusal is shown
   * @param {(cart: object) => Promise<object>} work gets the cart as the change before left it, answers with it as it is then
   * @returns {Promise<boolean>} whether it was done
   */
  change(place, work) {
    this.#pending++;
    this.#problems.delete(place);
    this.changed();
    const done = this.#queue.then(() => this.#try(place, work));
    this.#queue = done;
    return done;
  }

  async #try(place, work) {
    try {
      const cart = await work(this.cart);
      this.recovered ||= this.abandonedAt !== null;
      this.abandonedAt = null;
      this.#take(cart);
      return true;
    } catch (error) {
      if (!(error instanceof ApiError)) {
        throw error;
      }
      await this.#refused(place, error);
      return false;
    } finally {
      this.#pending--;
      this.changed();
    }
  }

  async #refused(place, error) {
    if (error.status === 412 || error.code === 'cart-closed' || error.code === 'awaiting-approval') {
      await this.load(this.cart.id).catch(() => {});
    }
    this.#problems.set(place, error.status === 412 ? t('cart.stale') : refusal(error));
  }

  #take(cart) {
    this.cart = cart;
    this.changed();
  }

  /** Shows what somebody else answered with, such as a checkout. */
  took(cart) {
    this.approval = null;
    this.#take(cart);
  }

  problem(place) {
    return this.#problems.get(place);
  }
}
