// Long work that was started from this tab: its progress, and its result. Survives a reload; the tray shows it.

import { api } from './api.js';
import { Observable } from './observe.js';
import { tabStore } from './store.js';

const ENDED = new Set(['succeeded', 'failed', 'cancelled']);
const MOST = 20;
const POLL_MILLIS = 1_000;

class Operations extends Observable {
  /** Newest first: what `GET /operations/{id}` tells, and the `title` under which it was started. */
  items = [];

  /** Follows those of before the reload. */
  resume() {
    for (const { id, title } of JSON.parse(tabStore.get('operations') ?? '[]').reverse()) {
      this.track(id, title).catch(() => this.forget(id));
    }
  }

  /**
   * Follows an operation until its end.
   *
   * @param {string} id
   * @param {string} title what people call it
   * @returns {Promise<object>} the operation when it has ended
   */
  track(id, title) {
    this.items = [{ id, title, state: 'queued' }, ...this.items.filter((each) => each.id !== id)].slice(0, MOST);
    this.#keep();
    return this.#follow(id);
  }

  /** It ends as soon as its handler notices. */
  async cancel(id) {
    this.#update(await api.delete(`operations/${id}`));
  }

  forget(id) {
    this.items = this.items.filter((each) => each.id !== id);
    this.#keep();
  }

  async #follow(id) {
    let operation = await api.get(`operations/${id}`);
    this.#update(operation);
    // Not by a stream: a browser has six connections for all tabs together, and each stream keeps one.
    while (!ENDED.has(operation.state)) {
      await new Promise((resolve) => setTimeout(resolve, POLL_MILLIS));
      operation = await api.get(`operations/${id}`);
      this.#update(operation);
    }
    return operation;
  }

  #update(operation) {
    this.items = this.items.map((each) => (each.id === operation.id ? { ...each, ...operation } : each));
    this.changed();
  }

  #keep() {
    tabStore.set('operations', JSON.stringify(this.items.map(({ id, title }) => ({ id, title }))));
    this.changed();
  }
}

export const operations = new Operations();
