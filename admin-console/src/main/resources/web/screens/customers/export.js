// Exports what the list shows, or some of it, into a file.

import { api } from '../../app/api.js';
import { attributeLabel } from '../../app/format.js';
import { has, t } from '../../app/i18n.js';
import { html, live, nothing } from '../../app/lit.js';
import { operations } from '../../app/operations.js';
import { session } from '../../app/session.js';
import { field } from '../../elements/controls.js';
import { openDialog } from '../../elements/dialog.js';
import { ClienteleElement } from '../../elements/element.js';
import { toast } from '../../elements/toast.js';
import './download.js';

const FEATURE = 'clientele-export';
const USUAL = 'csv';

const formatTitle = ({ format, title }) => (has(`customers.format.${format}`) ? t(`customers.format.${format}`) : title);

/** Kinds of files; none while there are no exports, or the user may not make them. */
export async function exportFormats(signal) {
  if (!session.may('customers:export')) {
    return [];
  }
  // What is off answers 404, which browsers note as an error; so ask for the feature first, if the user may.
  if (session.may('features:read')) {
    const { items } = await api.get('features', { signal });
    if (!items.some((each) => each.id === FEATURE && each.state === 'active')) {
      return [];
    }
  }
  return (await api.get('exports/formats', { signal })).items;
}

/**
 * @param {{formats: object[], attributes: object[], columns: string[], query: object, selected: string[], page: object}} list
 *   `query` is what `GET customers` was asked
 */
export const exportList = (list) =>
  openDialog(t('customers.export'), (close) => html`<clientele-export .list=${list} .close=${close}></clientele-export>`);

class Export extends ClienteleElement {
  static properties = {
    list: { attribute: false },
    close: { attribute: false },
    error: { state: true },
    begun: { state: true },
    busy: { state: true },
    operation: { state: true },
    fields: { state: true },
  };

  #now = () => this.#look();

  connectedCallback() {
    super.connectedCallback();
    operations.addEventListener('change', this.#now);
    this.fields = [...this.list.columns];
    this.scope = this.list.selected.length > 0 ? 'ids' : 'all';
    this.format = this.list.formats.some((each) => each.format === USUAL) ? USUAL : this.list.formats[0].format;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    operations.removeEventListener('change', this.#now);
  }

  render() {
    return this.begun ? this.#progress() : this.#form();
  }

  #form() {
    const { formats, selected, page } = this.list;
    const scopes = [
      { value: 'all', label: t('customers.export.all', { count: page.totalItems }) },
      { value: 'page', label: t('customers.export.page') },
      ...(selected.length > 0 ? [{ value: 'ids', label: t('customers.export.selected', { count: selected.length }) }] : []),
    ];
    const radio = (each) => html`<label class="check"><input type="radio" name="export-scope" .checked=${live(each.value === this.scope)}
      @change=${() => (this.scope = each.value)}> ${each.label}</label>`;
    return html`<form @submit=${(event) => this.#start(event)}>
      ${field({ id: 'export-format', label: t('customers.export.format'), value: this.format, input: (value) => (this.format = value),
        options: formats.map((each) => ({ value: each.format, label: formatTitle(each) })) })}
      <fieldset class="choice"><legend>${t('customers.export.scope')}</legend>${scopes.map(radio)}</fieldset>
      ${this.#fields()}
      ${this.error ? html`<p class="problem" role="alert">${this.error.errors?.[0]?.detail ?? this.error.detail ?? this.error.message}</p>` : nothing}
      <div class="actions">
        <button type="button" class="button" @click=${() => this.close()}>${t('app.cancel')}</button>
        <button class="button primary" ?disabled=${this.busy || this.fields.length === 0}>${t('customers.export.start')}</button>
      </div>
    </form>`;
  }

  #fields() {
    const { attributes, columns } = this.list;
    const order = [...columns.map((name) => attributes.find((each) => each.name === name)), ...attributes.filter((each) => !columns.includes(each.name))];
    const usable = order.filter((each) => each && each.type !== 'complex');
    const toggle = (name) => (this.fields = usable.map((each) => each.name).filter((each) => (each === name) !== this.fields.includes(each)));
    const personal = usable.some((each) => each.personal && this.fields.includes(each.name));
    return html`<fieldset class="choice"><legend>${t('customers.export.fields', { count: this.fields.length })}</legend>
        <div class="check-list">
          ${usable.map((each) => html`<label class="check"><input type="checkbox" .checked=${live(this.fields.includes(each.name))}
            @change=${() => toggle(each.name)}> ${attributeLabel(each)}</label>`)}
        </div>
      </fieldset>
      ${personal ? html`<p class="hint">${t('customers.export.personal')}</p>` : nothing}`;
  }

  #progress() {
    const { state = 'queued', progress } = this.operation ?? {};
    const ended = state === 'succeeded' || state === 'failed' || state === 'cancelled';
    return html`
      <p role="status">${t(`customers.export.state.${state}`, { done: progress?.done ?? 0 })}</p>
      ${ended ? nothing : html`<progress aria-label=${t('customers.export')} max=${progress?.total ?? nothing} value=${progress?.total ? progress.done : nothing}></progress>`}
      ${state === 'failed' ? html`<p class="problem">${this.operation.result?.detail ?? ''}</p>` : nothing}
      <div class="actions">
        ${ended ? nothing : html`<button type="button" class="button" @click=${() => operations.cancel(this.begun.id)}>${t('customers.export.cancel')}</button>`}
        <button type="button" class="button" @click=${() => this.close()}>${t('app.close')}</button>
        ${state === 'succeeded' ? downloadLink(this.begun.id) : nothing}
      </div>
    `;
  }

  async #start(event) {
    event.preventDefault();
    const { query, selected, page } = this.list;
    const { q, filter, view, sort } = query;
    const body = {
      format: this.format,
      fields: this.fields,
      scope: this.scope,
      query: Object.fromEntries(Object.entries({ q, filter, view, sort }).filter(([, value]) => value)),
      ...(this.scope === 'ids' ? { ids: selected } : {}),
      ...(this.scope === 'page' ? { page: page.number, size: page.size } : {}),
    };
    this.busy = true;
    try {
      this.begun = await api.post('exports', body);
      this.error = undefined;
      const title = t('customers.export.title', { format: this.format.toUpperCase() });
      const ended = await operations.track(this.begun.id, title);
      if (!this.isConnected) {
        toast(ended.state === 'succeeded' ? html`${t('customers.export.ready')} ${downloadLink(this.begun.id)}` : t(`customers.export.state.${ended.state}`, { done: 0 }));
      }
    } catch (error) {
      this.error = error;
      this.begun = undefined;
    }
    this.busy = false;
  }

  #look() {
    this.operation = operations.items.find((each) => each.id === this.begun?.id);
  }
}

const downloadLink = (id) => html`<clientele-download .file=${`exports/${id}/file`}></clientele-download>`;

customElements.define('clientele-export', Export);
