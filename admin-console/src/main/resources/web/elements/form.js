import { t } from '../app/i18n.js';
import { html, nothing } from '../app/lit.js';
import { checkbox, field } from './controls.js';
import { uniqueId } from './element.js';

/**
 * What is entered in a form, what is wrong with it, and whether it is on its way:
 *
 *   #form = new Form(this, { name: '' });
 *   html`<form @submit=${(event) => this.#form.submit(event, (values) => api.post('groups', values))}>
 *     ${this.#form.field('name', t('groups.name'))} ${this.#form.problem()}
 *     <button class="button primary" ?disabled=${this.#form.pending}>${t('app.save')}</button></form>`
 *
 * An error of the API is shown at its field (`/benefits/percentOff` at `benefits.percentOff`); `problem()`, behind the fields, shows the
 * others. What was entered stays.
 */
export class Form {
  values;
  error;
  pending = false;
  /** Of what is being edited: a save is of it. */
  version;

  #host;
  #base;
  #id = uniqueId('form');
  #shown = new Set();

  /** @param {import('../lit/index.js').ReactiveControllerHost} host */
  constructor(host, values = {}) {
    this.#host = host;
    this.values = { ...values };
  }

  /** @param {number} [version] of what the values are of */
  reset(values, version) {
    this.values = { ...values };
    this.#base = JSON.stringify(values);
    this.version = version;
    this.error = undefined;
    this.#host.requestUpdate();
  }

  /**
   * What is being edited was changed beside the form. What is entered stays, and is saved over that version unless somebody else
   * changed what the form shows: then a save is refused as stale.
   */
  follow(values, version) {
    if (JSON.stringify(values) === this.#base) {
      this.version = version;
    }
  }

  set(name, value) {
    this.values[name] = value;
    this.#host.requestUpdate();
  }

  /** What is wrong with a member, and shown where this is asked. */
  at(name) {
    const pointer = '/' + name.replaceAll('.', '/');
    this.#shown.add(pointer);
    return this.error?.at?.(pointer);
  }

  /** @param {object} [more] as of `field` */
  field(name, label, more = {}) {
    const input = (value) => this.set(name, value);
    return field({ id: this.id(name), label, value: this.values[name] ?? '', error: this.at(name), input, ...more });
  }

  checkbox(name, label, more = {}) {
    this.at(name);
    return checkbox({ id: this.id(name), label, checked: this.values[name] === true, change: (on) => this.set(name, on), ...more });
  }

  id(name) {
    return `${this.#id}-${name.replaceAll('.', '-')}`;
  }

  /** What is wrong beside single fields; comes after them. */
  problem() {
    if (!this.error) {
      return nothing;
    }
    const { error } = this;
    const others = (error.errors ?? []).filter((each) => !this.#shown.has(each.pointer)).map((each) => each.detail);
    const told = error.errors?.length > 0 ? others : [this.#tell(error)];
    return told.length === 0 ? nothing : html`<div class="problem" role="alert">${told.map((each) => html`<p>${each}</p>`)}</div>`;
  }

  #tell(error) {
    return { offline: () => t('app.error.offline'), stale: () => t('app.form.stale') }[error.code]?.() ?? error.detail ?? error.message;
  }

  /**
   * Sends the form. Resolves with the answer of `work`, or undefined if it was refused.
   *
   * @param {Event} event
   * @param {(values: object) => Promise<unknown>} work
   */
  async submit(event, work) {
    event.preventDefault();
    const form = event.target;
    if (this.pending) {
      return undefined;
    }
    this.pending = true;
    this.error = undefined;
    this.#host.requestUpdate();
    try {
      return (await work(this.values)) ?? null;
    } catch (error) {
      this.error = error;
      return undefined;
    } finally {
      this.pending = false;
      this.#host.requestUpdate();
      if (this.error) {
        await this.#host.updateComplete;
        form.querySelector("[aria-invalid='true']")?.focus();
      }
    }
  }
}

/** Buttons under a form: to save, and to leave. @param {{form: Form, save?: string, cancel?: () => void, href?: string}} it */
export const formActions = ({ form, save = t('app.save'), cancel, href }) => html`<div class="actions">
  ${cancel ? html`<button type="button" class="button" @click=${cancel}>${t('app.cancel')}</button>` : nothing}
  ${href ? html`<a class="button" href=${href}>${t('app.cancel')}</a>` : nothing}
  <button class="button primary" ?disabled=${form.pending}>${save}</button>
</div>`;

/** The parts of a list that is separated by commas or lines. */
export const parts = (text) =>
  String(text ?? '')
    .split(/[,\n]/)
    .map((each) => each.trim())
    .filter(Boolean);
