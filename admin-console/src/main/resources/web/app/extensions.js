// What plugins add. The server tells which modules there are; one is imported when a place of its is shown, and gets a host.

import { api, fetchApi, stream } from './api.js';
import { addMessages, has, locale, t } from './i18n.js';
import { LitElement, css, html } from './lit.js';
import { Observable } from './observe.js';
import { operations } from './operations.js';
import { session } from './session.js';
import { toast } from '../elements/toast.js';

/** The version of what modules get; its major number changes with what would break them. */
export const HOST_VERSION = '1.1';

/** What modules may add, by the name under which they declare it. */
const PLACES = ['tab', 'card', 'column-cell', 'list-tab', 'bulk-action', 'stat', 'nav'];

/** Also while nothing of it is shown: its attributes are in lists and filters. */
const textsOf = async ({ messages }) => Object.keys(messages).length > 0 && addMessages(messages);

/** Tells `change` when something was added or taken away, `features` when the server listed others, `refresh` when a module changed data. */
class Extensions extends Observable {
  /** Whether it is known what there is at the places that are shown. */
  get ready() {
    return this.#known && this.#pending === 0;
  }

  #known = false;
  #pending = 0;
  #listed = new Map();
  #shown = new Set();
  #added = new Map(PLACES.map((place) => [place, []]));

  /** Learns of extensions, and of their changes, until the session ends. */
  start(signal) {
    const take = ({ items }) => this.#take(items);
    api
      .get('console/extensions', { signal })
      .then(take, () => {})
      .finally(() => this.#settled(0));
    stream('console/extensions/stream', { extensions: take }, signal);
  }

  /**
   * What was added to a place, in the order of their ids; the modules that add to it are imported from now on. Observe for changes.
   * Each has `id`, `title`, `extension`, and what its kind needs; one with `failure` is of a module that does not work.
   */
  at(place) {
    if (!this.#shown.has(place)) {
      this.#shown.add(place);
      this.#listed.forEach((module) => this.#load(module));
    }
    return this.#added.get(place);
  }

  #settled(by) {
    this.#known = true;
    this.#pending += by;
    this.changed();
  }

  #take(items) {
    const before = [...this.#listed.keys()].join();
    const modules = new Map(items.map((each) => [each.module, each]));
    for (const [address, module] of this.#listed) {
      if (!modules.has(address)) {
        this.#listed.delete(address);
        module.gone = true;
        this.#drop(module);
      }
    }
    for (const [address, extension] of modules) {
      if (!this.#listed.has(address)) {
        const module = { extension, loading: false, gone: false, texts: textsOf(extension) };
        this.#listed.set(address, module);
        module.texts.then(() => this.changed(), () => {});
        this.#load(module);
      }
    }
    this.changed();
    if (this.#known && before !== [...this.#listed.keys()].join()) {
      this.dispatchEvent(new Event('features'));
    }
  }

  async #load(module) {
    const { extension } = module;
    if (module.loading || !extension.places.some((place) => this.#shown.has(place))) {
      return;
    }
    module.loading = true;
    this.#pending++;
    try {
      await module.texts;
      const { activate } = await import(extension.module);
      if (!module.gone) {
        await activate(this.#host(module));
      }
    } catch (error) {
      console.warn(`The extension ${extension.id} failed:`, error);
      if (!module.gone) {
        this.#drop(module);
        extension.places.forEach((place) => this.#add(module, place, { id: extension.id, failure: error }));
      }
    } finally {
      this.#settled(-1);
    }
  }

  #add(module, place, what) {
    const one = Object.freeze({ title: module.extension.title, ...what, extension: module.extension });
    const list = this.#added.get(place);
    this.#added.set(place, [...list, one].sort((a, b) => a.id.localeCompare(b.id)));
    this.changed();
    return () => {
      this.#added.set(place, this.#added.get(place).filter((each) => each !== one));
      this.changed();
    };
  }

  #drop(module) {
    for (const [place, list] of this.#added) {
      this.#added.set(place, list.filter((each) => each.extension !== module.extension));
    }
    this.changed();
  }

  #host(module) {
    const add = (place, ...needed) => (what) => {
      const missing = ['id', ...needed].filter((name) => !what?.[name]);
      if (missing.length > 0) {
        throw new TypeError(`${module.extension.id}: a ${place} needs ${missing.join(', ')}`);
      }
      return module.gone ? () => {} : this.#add(module, place, what);
    };
    return Object.freeze({
      version: HOST_VERSION,
      addTab: add('tab', 'title', 'open'),
      addCard: add('card', 'title', 'open'),
      addColumnCell: add('column-cell', 'attribute', 'cell'),
      addListTab: add('list-tab', 'title', 'filter'),
      addBulkAction: add('bulk-action', 'title', 'action'),
      addStat: add('stat', 'title', 'value'),
      addNav: add('nav', 'title', 'open'),
      fetch: (path, options) => fetchApi(path, options),
      html,
      css,
      LitElement,
      t,
      has,
      locale,
      toast: (text, options) => toast(text, options),
      permissions: Object.freeze({ may: (scope) => session.may(scope) }),
      refresh: () => this.dispatchEvent(new Event('refresh')),
      operations: Object.freeze({ track: (id, title) => operations.track(id, title) }),
    });
  }
}

export const extensions = new Extensions();
