// One action for many customers: its parameters, what it would do, and then what became of each.

import { api } from '../../app/api.js';
import { extensions } from '../../app/extensions.js';
import { code, has, t } from '../../app/i18n.js';
import { html, nothing } from '../../app/lit.js';
import { operations } from '../../app/operations.js';
import { checkbox, field } from '../../elements/controls.js';
import { openDialog } from '../../elements/dialog.js';
import { ClienteleElement } from '../../elements/element.js';
import { errorCard, skeleton } from '../../elements/states.js';
import { outcome, outcomeFacts } from './outcome.js';

const DESTRUCTIVE = ['deactivate', 'erase'];
const POLL_MILLIS = 250;
const ENDED = new Set(['succeeded', 'failed', 'cancelled']);

export function actionTitle({ action, title, label }) {
  const key = `customers.action.${action}`;
  return label ?? (has(key) ? t(key) : title);
}

/** What can be done: the actions that are installed, in the words of extensions where these have some. */
export async function bulkActions(signal) {
  const { items } = await api.get('customers/bulk/actions', { signal });
  const added = extensions.at('bulk-action').filter((each) => !each.failure);
  return items.map((each) => {
    const extension = added.find((one) => one.action === each.action);
    return extension ? { ...each, label: extension.title, parameters: extension.parameters } : each;
  });
}

/**
 * Asks for what the action needs, shows what it would do, and does it. Resolves with the operation, or undefined.
 *
 * @param {object} action
 * @param {object} target `{ids}`, or `{q, filter, view}`
 */
export async function runBulk(action, target) {
  const params = typeof action.parameters === 'function' ? await action.parameters(target) : action.parameters;
  if (typeof action.parameters === 'function' && !params) {
    return undefined;
  }
  return openDialog(
    actionTitle(action),
    (close) => html`<clientele-bulk .action=${action} .target=${target} .given=${params} .close=${close}></clientele-bulk>`,
    { wide: true },
  );
}

class Bulk extends ClienteleElement {
  static properties = {
    action: { attribute: false },
    target: { attribute: false },
    given: { attribute: false },
    close: { attribute: false },
    step: { state: true },
    error: { state: true },
    preview: { state: true },
    operation: { state: true },
    items: { state: true },
    typed: { state: true },
  };

  step = 'ask';
  params = {};
  typed = '';
  #ended = new AbortController();

  connectedCallback() {
    super.connectedCallback();
    if (this.given || this.action.params.length === 0) {
      this.params = this.given ?? {};
      this.#preview();
    }
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#ended.abort();
  }

  render() {
    switch (this.step) {
      case 'ask':
        return this.#ask();
      case 'preview':
        return this.#asked();
      case 'result':
        return this.#result();
      default:
        return this.error ? this.#failed() : html`<p role="status">${t(`customers.bulk.${this.step}`)}</p>${skeleton(3)}`;
    }
  }

  #failed() {
    return html`${errorCard(this.error)}${this.#actions(nothing)}`;
  }

  #actions(go, cancel = t('app.cancel')) {
    return html`<div class="actions">
      <button type="button" class="button" @click=${() => this.close(this.operation)}>${cancel}</button>
      ${go}
    </div>`;
  }

  #ask() {
    return html`<form @submit=${(event) => { event.preventDefault(); this.#preview(); }}>
      ${this.action.params.map((each) => this.#parameter(each))}
      ${this.#actions(html`<button class="button primary">${t('customers.bulk.preview')}</button>`)}
    </form>`;
  }

  #parameter({ name, type, required }) {
    const id = `bulk-${name}`;
    const label = code('customers.param', name);
    const error = this.error?.at?.(`/params/${name}`);
    const set = (value) => (this.params = { ...this.params, [name]: value });
    if (type === 'boolean') {
      return checkbox({ id, label, checked: Boolean(this.params[name]), change: set });
    }
    const list = type === 'texts';
    const number = type === 'integer' || type === 'decimal';
    const read = (text) =>
      text.trim() === '' ? undefined : list ? text.split(',').map((each) => each.trim()).filter(Boolean) : number ? Number(text) : text;
    const value = list ? this.params[name]?.join(', ') : this.params[name];
    return field({ id, label, type: number ? 'number' : 'text', value, required, error, hint: list ? t('customers.bulk.list') : undefined, input: (text) => set(read(text)) });
  }

  #asked() {
    const total = this.preview.total;
    const destructive = this.action.confirm || DESTRUCTIVE.includes(this.action.action);
    const ready = !destructive || this.typed.trim().replace(/\D/g, '') === String(total);
    return html`<form @submit=${(event) => { event.preventDefault(); this.#run(); }}>
      <p>${t('customers.bulk.would', { count: total })}</p>
      ${outcomeFacts(this.preview)} ${outcome(this.items)}
      ${destructive && this.preview.changed > 0
        ? field({ id: 'bulk-typed', label: t('app.type-to-confirm', { word: String(total) }), input: (value) => (this.typed = value) })
        : nothing}
      ${this.#actions(html`<button class="button ${destructive ? 'danger' : 'primary'}" ?disabled=${!ready || this.preview.changed === 0}>
        ${t('customers.bulk.apply', { action: actionTitle(this.action), count: this.preview.changed })}</button>`)}
    </form>`;
  }

  #result() {
    const { state, result, errors } = this.operation;
    return html`
      <p role="status">${t(`customers.bulk.ended.${state}`)}</p>
      ${outcomeFacts(result ?? {})} ${outcome(this.items)}
      ${state === 'failed' && result?.code ? html`<p class="problem">${result.detail ?? result.code}</p>` : nothing}
      ${this.#actions(nothing, t('app.close'))}
    `;
  }

  async #preview() {
    this.step = 'previewing';
    this.error = undefined;
    try {
      const operation = await this.#start({ dryRun: true });
      const ended = await this.#end(operation);
      if (ended.state !== 'succeeded') {
        throw new Error(ended.result?.detail ?? t(`customers.bulk.ended.${ended.state}`));
      }
      this.items = await this.#failedItems(ended.id);
      this.preview = ended.result;
      this.step = 'preview';
    } catch (error) {
      this.#stop(error);
    }
  }

  async #run() {
    this.step = 'running';
    try {
      const confirm = this.action.confirm ? this.preview.total : undefined;
      this.operation = await this.#start({ dryRun: false, confirm });
      this.operation = await operations.track(this.operation.id, actionTitle(this.action));
      this.items = await this.#failedItems(this.operation.id);
      this.step = 'result';
    } catch (error) {
      this.#stop(error);
    }
  }

  /** What is wrong with a parameter is told at it. */
  #stop(error) {
    if (!this.#ended.signal.aborted) {
      this.error = error;
      this.step = error.errors?.some((each) => each.pointer.startsWith('/params')) ? 'ask' : 'failed';
    }
  }

  #start(more) {
    return api.post('customers/bulk', { ...this.target, action: this.action.action, params: this.params, onError: 'continue', ...more });
  }

  /** A dry run is nobody's work: no tray shows it. */
  async #end(operation) {
    let now = operation;
    while (!ENDED.has(now.state)) {
      await new Promise((resolve) => setTimeout(resolve, POLL_MILLIS));
      now = await api.get(`operations/${operation.id}`, { signal: this.#ended.signal });
    }
    return now;
  }

  async #failedItems(id) {
    return (await api.get(`operations/${id}/items`, { query: { outcome: 'failed', size: 100 } })).items;
  }
}

customElements.define('clientele-bulk', Bulk);
