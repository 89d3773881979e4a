// Long work of the caller: its progress, and its result. What was started in this tab, in another one or by a script; the tray shows it.

import { api } from './api.js';
import { code } from './i18n.js';
import { Observable } from './observe.js';
import { session } from './session.js';
import { tabStore } from './store.js';

const ENDED = new Set(['succeeded', 'failed', 'cancelled']);
const MOST = 20;
const POLL_MILLIS = 1_000;
const LONGEST_POLL_MILLIS = 10_000;
const RECENT_MILLIS = 3_600_000;

/** Whether an operation is over. */
export const hasEnded = ({ state }) => ENDED.has(state);

/** What people call an operation: as it was named when it was started here, else by its kind. */
export const titleOf = ({ title, kind }) => title ?? code('operations.kind', kind);

class Operations extends Observable {
  /** Newest first: what `GET /operations/{id}` tells, and the `title` under which it was started here. */
  items = [];

  #followed = new Map();
  #titles = new Map(JSON.parse(tabStore.get('operations.titles') ?? '[]'));
  #forgotten = new Set(JSON.parse(tabStore.get('operations.forgotten') ?? '[]'));

  /** Follows those that run or ended lately, whoever saw them begin. */
  resume() {
    this.refresh().catch(() => {});
  }

  /** Looks which there are. */
  async refresh() {
    const { items } = await api.get('operations', { query: { size: 50 } });
    const shown = items.filter((each) => this.#concerns(each)).slice(0, MOST);
    const known = new Set(shown.map((each) => each.id));
    const others = this.items.filter((each) => !known.has(each.id));
    this.items = [...others, ...shown.map((each) => ({ ...each, title: this.#titles.get(each.id) }))];
    this.items.sort((a, b) => (b.createdAt ?? '9').localeCompare(a.createdAt ?? '9'));
    this.changed();
    shown.filter((each) => !hasEnded(each)).forEach((each) => this.#follow(each.id).catch(() => {}));
  }

  #concerns(operation) {
    const recent = !hasEnded(operation) || Date.now() - Date.parse(operation.finishedAt) < RECENT_MILLIS;
    return operation.startedBy === session.caller?.id && recent && !this.#forgotten.has(operation.id);
  }

  /**
   * Follows an operation until its end.
   *
   * @param {string} id
   * @param {string} title what people call it
   * @returns {Promise<object>} the operation when it has ended
   */
  track(id, title) {
    this.#titles.set(id, title);
    this.items = [{ id, title, state: 'queued' }, ...this.items.filter((each) => each.id !== id)].slice(0, MOST);
    this.#keep();
    return this.#follow(id);
  }

  /** It ends as soon as its handler notices. */
  async cancel(id) {
    this.#update(await api.delete(`operations/${id}`));
  }

  /** Takes it out of the tray; it goes on. */
  forget(id) {
    this.#forgotten.add(id);
    this.items = this.items.filter((each) => each.id !== id);
    this.#keep();
  }

  #follow(id) {
    if (!this.#followed.has(id)) {
      this.#followed.set(
        id,
        this.#poll(id).finally(() => this.#followed.delete(id)),
      );
    }
    return this.#followed.get(id);
  }

  async #poll(id) {
    // Not by a stream: a browser has six connections for all tabs together, and each stream keeps one.
    for (let pauseMillis = POLL_MILLIS; ; ) {
      try {
        const operation = await api.get(`operations/${id}`);
        pauseMillis = POLL_MILLIS;
        this.#update(operation);
        if (hasEnded(operation)) {
          return operation;
        }
      } catch (error) {
        if (error.status === 403 || error.status === 404) {
          throw error;
        }
        // It goes on, whether or not one hears of it.
        pauseMillis = Math.min(2 * pauseMillis, LONGEST_POLL_MILLIS);
      }
      await new Promise((resolve) => setTimeout(resolve, pauseMillis));
    }
  }

  #update(operation) {
    this.items = this.items.map((each) => (each.id === operation.id ? { ...each, ...operation } : each));
    this.changed();
  }

  #keep() {
    tabStore.set('operations.titles', JSON.stringify([...this.#titles].slice(-MOST)));
    tabStore.set('operations.forgotten', JSON.stringify([...this.#forgotten].slice(-5 * MOST)));
    this.changed();
  }
}

export const operations = new Operations();
