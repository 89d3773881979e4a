// Small controls without a state of their own: functions that answer with a template.

import { t } from '../app/i18n.js';
import { html, ifDefined, live, nothing } from '../app/lit.js';

/**
 * A labelled input with its hint and its error.
 *
 * @param {{id: string, label: string, type?: string, value?: unknown, hint?: string, error?: string, required?: boolean,
 *   disabled?: boolean, autocomplete?: string, input?: (value: string) => void, change?: (value: string) => void,
 *   options?: {value: string, label: string, disabled?: boolean}[], rows?: number}} field `id` is unique on the page; with `options` it
 *   is a select, with `rows` a text area; `input` is told each character, `change` when the field is left. Without `input` the field keeps
 *   what is being written
 */
export function field({ id, label, type = 'text', value = '', hint, error, required = false, disabled = false, autocomplete, input, change, options, rows }) {
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;
  const changed = (event) => input?.(event.target.value);
  const invalid = error ? 'true' : undefined;
  const text = String(value ?? '');
  const shown = input ? live(text) : text;
  const control = options
    ? html`<select id=${id} ?required=${required} ?disabled=${disabled} aria-describedby=${ifDefined(described)}
        aria-invalid=${ifDefined(invalid)} @change=${changed}>
        ${options.map((each) => html`<option value=${each.value} ?selected=${each.value === value} ?disabled=${each.disabled}>${each.label}</option>`)}
      </select>`
    : rows
      ? html`<textarea id=${id} rows=${rows} .value=${shown} ?required=${required} ?disabled=${disabled}
          aria-describedby=${ifDefined(described)} aria-invalid=${ifDefined(invalid)} @input=${changed}></textarea>`
      : html`<input id=${id} type=${type} step=${ifDefined(type === 'number' ? 'any' : undefined)} .value=${shown} ?required=${required} ?disabled=${disabled}
          autocomplete=${autocomplete ?? 'off'} aria-describedby=${ifDefined(described)} aria-invalid=${ifDefined(invalid)}
          @input=${changed} @change=${(event) => change?.(event.target.value)}>`;
  return html`<div class="field">
    <label for=${id}>${label}</label>
    ${control}
    ${hint ? html`<p class="hint" id="${id}-hint">${hint}</p>` : nothing}
    ${error ? html`<p class="problem" id="${id}-error">${error}</p>` : nothing}
  </div>`;
}

/** @param {{id: string, label: string, checked: boolean, disabled?: boolean, change: (checked: boolean) => void}} box */
export const checkbox = ({ id, label, checked, disabled = false, change }) => html`<div class="field inline">
  <input id=${id} type="checkbox" .checked=${live(checked)} ?disabled=${disabled}
    @change=${(event) => change(event.target.checked)}>
  <label for=${id}>${label}</label>
</div>`;

/**
 * A switch, named by its label. It shows `checked` only: `change` is asked, and whoever uses it renders anew when it is done.
 *
 * @param {{label: string, checked: boolean, disabled?: boolean, change: (checked: boolean) => void}} it
 */
export const switchButton = ({ label, checked, disabled = false, change }) => html`<button type="button" class="switch"
  role="switch" aria-checked=${checked} aria-label=${label} ?disabled=${disabled} @click=${() => change(!checked)}>
  <span class="thumb"></span>
</button>`;

/** A word in a frame; with `remove` it has a button. @param {{text: string, kind?: string, remove?: () => void}} it */
export const chip = ({ text, kind = '', remove }) => html`<span class="chip ${kind}">${text}${
  remove
    ? html`<button type="button" class="icon" aria-label=${t('app.remove', { what: text })} @click=${remove}>×</button>`
    : nothing
}</span>`;
