// Who changed a customer since somebody began to edit it, by the audit; nobody knows where the caller may not read that.

import { api } from '../../app/api.js';
import { session } from '../../app/session.js';

const PAGE = 1_000;
const TRIES = 6;
const PAUSE_MILLIS = 400;

export class Changes {
  #customer;
  #end;

  /** Remembers where the audit of a customer ends now. @param {string} customer */
  constructor(customer) {
    this.#customer = customer;
    this.#end = session.may('audit:read') ? this.#read('0').then(({ cursor }) => cursor) : Promise.resolve(null);
    this.#end.catch(() => {});
  }

  /** The latest change since then: `{name, at}`, or null. Entries are there a moment after what they tell. */
  async latest() {
    try {
      const end = await this.#end;
      for (let tried = 0; end !== null && tried < TRIES; tried++) {
        const { items } = await this.#read(end);
        const change = items.findLast((each) => !/^(GET|HEAD) /.test(each.action));
        if (change) {
          return { name: change.actor.name, at: change.at };
        }
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLIS));
      }
    } catch {
      // Then the form says "somebody".
    }
    return null;
  }

  async #read(after) {
    let items = [];
    let cursor = after;
    for (let more = true; more; ) {
      const answer = await api.get('audit', { query: { customerId: this.#customer, limit: PAGE, after: cursor } });
      items = [...items, ...answer.items];
      ({ cursor, more } = answer.page);
    }
    return { items, cursor };
  }
}
