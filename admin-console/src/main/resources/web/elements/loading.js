import { isAbort } from '../app/api.js';
import { html } from '../app/lit.js';
import { errorCard, skeleton } from './states.js';

/**
 * Something that an element loads, again and again: the answer that was asked for last counts, stale ones are dropped.
 *
 *   #list = new Loading(this, (signal) => api.get('customers', { query, signal }));
 *   this.#list.run();                                  // when what is asked for changes
 *   this.#list.render((data) => html`...`)             // skeleton, error with retry, or data; old data while new comes
 */
export class Loading {
  data;
  error;
  pending = false;

  #host;
  #load;
  #running;
  #lines;

  /**
   * @param {import('../lit/index.js').ReactiveControllerHost} host
   * @param {(signal: AbortSignal) => Promise<unknown>} load
   * @param {{lines?: number}} [options] of the skeleton
   */
  constructor(host, load, { lines = 8 } = {}) {
    this.#host = host;
    this.#load = load;
    this.#lines = lines;
    host.addController(this);
  }

  hostDisconnected() {
    this.#running?.abort();
  }

  /** Loads; what runs already is given up. Resolves when it is done, and never rejects. `quiet` does not show that it looks again. */
  async run({ quiet = false } = {}) {
    this.#running?.abort();
    const running = new AbortController();
    this.#running = running;
    this.pending = !quiet;
    this.#host.requestUpdate();
    try {
      const data = await this.#load(running.signal);
      if (this.#running === running) {
        this.data = data;
        this.error = undefined;
      }
    } catch (error) {
      if (this.#running === running && !isAbort(error)) {
        this.error = error;
      }
    }
    if (this.#running === running) {
      this.pending = false;
      this.#host.requestUpdate();
    }
  }

  /** Shows what was changed here, without loading. */
  set(data) {
    this.data = data;
    this.#host.requestUpdate();
  }

  /** @param {(data: any) => unknown} ready */
  render(ready) {
    if (this.error) {
      return errorCard(this.error, () => this.run());
    }
    return this.data === undefined
      ? skeleton(this.#lines)
      : html`<div class="loaded" aria-busy=${this.pending}>${ready(this.data)}</div>`;
  }
}
