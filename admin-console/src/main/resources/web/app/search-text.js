import { router } from './router.js';

const DEBOUNCE_MILLIS = 250;

/**
 * What is written into a search. It is the `q` of the address a moment later, and stays as it was written when answers come meanwhile:
 * `#text = new SearchText(this)`, `.value=${live(this.#text.value)}`, `this.#text.write(text)`.
 */
export class SearchText {
  #written = null;
  #timer = null;

  /** @param {import('../lit/index.js').ReactiveControllerHost} host */
  constructor(host) {
    host.addController({ hostDisconnected: () => this.#forget() });
  }

  get value() {
    const q = router.query.get('q') ?? '';
    return this.#written !== null && (this.#timer !== null || this.#written.trim() === q) ? this.#written : q;
  }

  write(text) {
    this.#forget();
    this.#written = text;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      router.setQuery({ q: text.trim(), page: null }, { replace: router.query.has('q') });
    }, DEBOUNCE_MILLIS);
  }

  #forget() {
    clearTimeout(this.#timer);
    this.#timer = null;
    this.#written = null;
  }
}
