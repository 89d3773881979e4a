// How often a line is delivered: once, at usual intervals, or at one of one's own.

import { t } from '../../app/i18n.js';
import { html } from '../../app/lit.js';
import { field } from '../../elements/controls.js';
import { openDialog } from '../../elements/dialog.js';

const USUAL = [[1, 'week'], [2, 'week'], [1, 'month'], [2, 'month'], [3, 'month'], [1, 'year']];
const UNITS = ['day', 'week', 'month', 'year'];
const OTHER = 'other';

const text = ({ type, every, unit }) => (type === 'once' ? t('cart.once') : t(`cart.every-${unit}`, { count: every }));
const key = ({ type, every, unit }) => (type === 'once' ? 'once' : `${every}-${unit}`);

/** A select named after the product, or the words where it does not change. */
export function scheduleSelect(line, name, editable, change) {
  const now = line.schedule;
  if (!editable) {
    return html`<span>${text(now)}</span>`;
  }
  const all = [{ type: 'once' }, ...USUAL.map(([every, unit]) => ({ type: 'recurring', every, unit }))];
  const shown = all.some((each) => key(each) === key(now)) ? all : [...all, now];
  const choose = async (event) => {
    const { value } = event.target;
    const chosen = value === OTHER ? await ask(name, now) : shown.find((each) => key(each) === value);
    if (chosen) {
      change(chosen.type === 'once' ? { type: 'once' } : chosen);
    } else {
      event.target.value = key(now);
    }
  };
  return html`<select aria-label=${t('cart.delivery', { name })} @change=${choose}>
    ${shown.map((each) => html`<option value=${key(each)} ?selected=${key(each) === key(now)}>${text(each)}</option>`)}
    <option value=${OTHER}>${t('cart.other-interval')}</option>
  </select>`;
}

function ask(name, now) {
  const chosen = { type: 'recurring', every: now.every ?? 6, unit: now.unit ?? 'week' };
  return openDialog(
    t('cart.delivery', { name }),
    (close) => html`<form @submit=${(event) => {
      event.preventDefault();
      close(chosen);
    }}>
      ${field({ id: 'schedule-every', label: t('cart.interval'), type: 'number', value: chosen.every, required: true, input: (value) => (chosen.every = Number(value)) })}
      ${field({ id: 'schedule-unit', label: t('cart.unit'), value: chosen.unit, options: UNITS.map((value) => ({ value, label: t(`cart.unit.${value}`) })), input: (value) => (chosen.unit = value) })}
      <div class="actions">
        <button type="button" class="button" @click=${() => close()}>${t('app.cancel')}</button>
        <button class="button primary">${t('app.save')}</button>
      </div>
    </form>`,
  );
}
