// Addresses below /console/. What a screen shows is in its address: parameters of the path and of the query.

import { Observable } from './observe.js';

const BASE = '/console/';

class Router extends Observable {
  /** Below /console/, without slashes around it. */
  path = '';

  /** @type {URLSearchParams} */
  query = new URLSearchParams();

  start() {
    addEventListener('popstate', () => this.#read());
    document.addEventListener('click', (event) => this.#follow(event));
    this.#read();
  }

  /** @param {string} to below /console/ */
  go(to, { replace = false } = {}) {
    history[replace ? 'replaceState' : 'pushState'](null, '', address(to));
    this.#read();
  }

  /** Changes parameters of the query; null or '' removes one. */
  setQuery(changes, { replace = false } = {}) {
    const query = new URLSearchParams(this.query);
    for (const [name, value] of Object.entries(changes)) {
      if (value === null || value === undefined || value === '') {
        query.delete(name);
      } else {
        query.set(name, value);
      }
    }
    const text = query.toString();
    this.go(this.path + (text ? `?${text}` : ''), { replace });
  }

  #read() {
    this.path = location.pathname.slice(BASE.length).replace(/^\/|\/$/g, '');
    this.query = new URLSearchParams(location.search);
    this.changed();
  }

  #follow(event) {
    const link = event.composedPath().find((each) => each instanceof HTMLAnchorElement);
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (!link || !plain || event.defaultPrevented || link.target || link.hasAttribute('download')) {
      return;
    }
    const url = new URL(link.href);
    if (url.origin === location.origin && url.pathname.startsWith(BASE)) {
      event.preventDefault();
      this.go(url.pathname.slice(BASE.length) + url.search);
    }
  }
}

export const router = new Router();

/** The address of a path below /console/, for `href`. */
export const address = (path) => BASE + path;

/** Parameters of a path by a pattern such as `customers/:id`; null if it is another one. */
export function match(pattern, path) {
  const names = pattern.split('/');
  const parts = path.split('/');
  if (names.length !== parts.length) {
    return null;
  }
  const found = {};
  for (const [index, name] of names.entries()) {
    if (name.startsWith(':')) {
      found[name.slice(1)] = decodeURIComponent(parts[index]);
    } else if (name !== parts[index]) {
      return null;
    }
  }
  return found;
}
