import { t } from '../../app/i18n.js';
import { html, live, nothing } from '../../app/lit.js';
import { toMajor, toMinor } from './describe.js';
import { UNITS, days } from './operators.js';

/**
 * What a condition is compared with.
 *
 * @param {{choice: {input?: string}, value: unknown, options?: {value: string, label: string}[], label: string, currency: string,
 *   numeric: string, change: (value: unknown) => void}} it `change` gets undefined for nothing
 */
export function valueInput({ choice, value, options, label, currency, numeric, change }) {
  switch (choice.input) {
    case 'options':
      return html`<select aria-label=${label} @change=${(event) => change(event.target.value || undefined)}>
        <option value="" .selected=${value === undefined}>${t('filter.choose')}</option>
        ${options.map((each) => html`<option value=${each.value} .selected=${each.value === value}>${each.label}</option>`)}
        ${value !== undefined && !options.some((each) => each.value === value) ? html`<option value=${value} .selected=${true}>${value}</option>` : nothing}
      </select>`;
    case 'days':
      return relative(days(value) ?? { count: 30, unit: 'd' }, label, change);
    case 'date':
      return html`<input type="date" aria-label=${label} .value=${live(String(value ?? '').slice(0, 10))}
        @change=${(event) => change(event.target.value || undefined)}>`;
    case 'number':
      return number(value ?? '', numeric === 'decimal' ? 'any' : '1', label, (amount) => change(numeric === 'decimal' ? amount : Math.round(amount)), change);
    case 'money':
      return html`${number(toMajor(value, currency), 'any', label, (amount) => change(toMinor(amount, currency)), change)}
        <span class="quiet">${currency}</span>`;
    case 'text':
      return html`<input type="text" autocomplete="off" aria-label=${label} .value=${live(String(value ?? ''))}
        @input=${(event) => change(typeof value === 'boolean' || event.target.value === '' ? undefined : event.target.value)}>`;
    default:
      return nothing;
  }
}

const number = (value, step, label, take, none) => html`<input type="number" step=${step} aria-label=${label} .value=${live(String(value))}
  @change=${(event) => (event.target.value === '' ? none(undefined) : take(event.target.valueAsNumber))}>`;

function relative({ count, unit }, label, change) {
  const tell = (event) => {
    const [amount, kind] = event.target.closest('.filter-days').querySelectorAll('input, select');
    change(amount.checkValidity() && amount.value !== '' ? `now-${amount.valueAsNumber}${kind.value}` : undefined);
  };
  return html`<span class="filter-days">
    <input type="number" min="0" max="99999" step="1" aria-label=${label} .value=${live(String(count))} @change=${tell}>
    <select aria-label=${t('filter.unit')} @change=${tell}>
      ${UNITS.map((each) => html`<option value=${each} .selected=${each === unit}>${t(`filter.units.${each}`)}</option>`)}
    </select>
  </span>`;
}
