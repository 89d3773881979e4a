// Who is signed in, and what they may do. A token is kept until the tab is closed; a login is a cookie that no script can read.

import { ApiError, api, credentials } from './api.js';
import { Observable } from './observe.js';
import { browserStore, forgetWork, tabStore } from './store.js';

const QUIET = { headers: { 'Clientele-No-Renewal': '1' } };

class Session extends Observable {
  /** @type {{id: string, name: string, scopes: string[], sellerAccounts: string[] | null, grants: object[]} | null} */
  caller = null;

  /** Whether somebody has to sign in again; the page stays as it is. */
  expired = false;

  /** Whether somebody signs out: the page stands unchanged until the next one is there, and asks for nothing more. */
  leaving = false;

  #renewal = null;
  #renewed = () => {};

  constructor() {
    super();
    credentials.renew = () => this.#renew();
  }

  /** Whether the caller holds a scope: by name, by `<resource>:*`, or by `*`; one with `-` before it is switched off. */
  may(scope) {
    const scopes = this.caller?.scopes ?? [];
    const matches = (held) => held === '*' || held === scope || (held.endsWith(':*') && scope.startsWith(held.slice(0, -1)));
    return scopes.some(matches) && !scopes.some((held) => held.startsWith('-') && matches(held.slice(1)));
  }

  /** What people call a caller: only one's own name is known here. */
  nameOf(id) {
    return id === this.caller?.id ? this.caller.name : id;
  }

  /** Goes on with the session of before, if there is one. */
  async resume() {
    credentials.token = tabStore.get('token');
    if (!credentials.token && !browserStore.get('login')) {
      return;
    }
    try {
      await this.#load();
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 401) {
        throw error;
      }
      browserStore.remove('login');
      this.#forgetCredentials();
    }
  }

  /** @throws {ApiError} 401 for a token that is none */
  async signInByToken(token) {
    const before = credentials.token;
    credentials.token = token;
    try {
      await this.#load();
    } catch (error) {
      credentials.token = before;
      throw error;
    }
  }

  /** @throws {ApiError} 401 `invalid-credentials`, 429 `locked-out` */
  async signIn(email, password) {
    credentials.token = null;
    tabStore.remove('token');
    await api.post('login', { email, password }, QUIET);
    browserStore.set('login', 'yes');
    await this.#load();
  }

  async signOut() {
    this.leaving = true;
    this.changed();
    if (!credentials.token) {
      await api.post('logout', undefined, QUIET).catch(() => {});
      browserStore.remove('login');
    }
    this.#forgetCredentials();
    forgetWork();
    location.assign('/console/');
  }

  async #load() {
    const caller = await api.get('session', QUIET);
    credentials.csrf = caller.csrfToken;
    if (credentials.token) {
      tabStore.set('token', credentials.token);
    }
    if (tabStore.get('owner') !== caller.id) {
      forgetWork();
      tabStore.set('owner', caller.id);
    }
    if (this.expired && this.caller.id !== caller.id) {
      location.reload();
      // What waits belongs to whoever was here before.
      return new Promise(() => {});
    }
    this.caller = caller;
    this.expired = false;
    this.#renewal = null;
    this.#renewed(true);
    this.changed();
  }

  #renew() {
    if (!this.caller || this.leaving) {
      return Promise.resolve(false);
    }
    this.#renewal ??= new Promise((resolve) => {
      this.#renewed = resolve;
      this.expired = true;
      this.changed();
    });
    return this.#renewal;
  }

  #forgetCredentials() {
    credentials.token = null;
    credentials.csrf = null;
    tabStore.remove('token');
  }
}

export const session = new Session();
