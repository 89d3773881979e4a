// What the caller was told: how much of it is new. Looked at now and then and not by a stream, which would keep a connection.

import { api } from './api.js';
import { Observable } from './observe.js';

const POLL_MILLIS = 10_000;

class Notifications extends Observable {
  unread = 0;

  /** Looks while the tab is visible, until the session ends. */
  async start(signal) {
    const look = () => document.hidden || this.refresh(signal);
    const timer = setInterval(look, POLL_MILLIS);
    document.addEventListener('visibilitychange', look, { signal });
    signal.addEventListener('abort', () => clearInterval(timer), { once: true });
    await look();
  }

  /** What went wrong is left to the next look. */
  async refresh(signal) {
    await api.get('notifications', { query: { limit: 1 }, signal }).then((answer) => this.took(answer), () => {});
  }

  /** Takes `unread` of any answer that has it. */
  took(answer) {
    if (answer.unread !== this.unread) {
      this.unread = answer.unread;
      this.changed();
    }
    return answer;
  }

  async read(ids) {
    return this.took(await api.post('notifications/read', { ids }));
  }

  async readUpTo(upTo) {
    return this.took(await api.post('notifications/read', { upTo }));
  }
}

export const notifications = new Notifications();
