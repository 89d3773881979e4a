// The fields of a profile that people change: the core's, and those of the shop as the schema tells them.

import { t } from '../../app/i18n.js';
import { checkbox, field } from '../../elements/controls.js';

const own = (name, kind = 'text', more = {}) => ({ name, pointer: name, kind, ...more });

export const FIELDS = [
  own('salutation'),
  own('firstName'),
  own('lastName'),
  own('company'),
  own('phone', 'text', { hint: 'customer.edit.phone-hint' }),
  own('dateOfBirth', 'date'),
  own('gender'),
  own('locale', 'text', { hint: 'customer.edit.locale-hint' }),
  own('timeZone', 'text', { hint: 'customer.edit.time-zone-hint' }),
  own('role'),
  own('newsletter', 'boolean'),
];

const KINDS = { integer: 'number', decimal: 'number', date: 'date', boolean: 'choice', code: 'code' };

/** @param {object[]} attributes of `/schema/customers` @param {Set<string>} required names of those that must not be empty */
export const customFields = (attributes, required) =>
  attributes
    .filter((each) => each.name.startsWith('custom.'))
    .map((each) => {
      const name = each.name.slice('custom.'.length);
      return {
        name: each.name,
        custom: name,
        pointer: `customFields/${name}`,
        label: each.label,
        kind: KINDS[each.type] ?? 'text',
        values: each.values,
        required: required.has(name),
      };
    });

export const labelOf = (one) => one.label ?? t(`customer.field.${one.name}`);

/** The values of fields as a form has them: texts, and true or false. */
export function read(customer, fields) {
  const value = (one) => {
    const raw = one.custom ? customer.customFields?.[one.custom] : customer[one.name];
    return one.kind === 'boolean' ? Boolean(raw) : String(raw ?? '');
  };
  return Object.fromEntries(fields.map((one) => [one.name, value(one)]));
}

export const same = (a, b) => (typeof a === 'string' ? a.trim() : a) === (typeof b === 'string' ? b.trim() : b);

/** The merge patch of some fields. */
export function write(values, fields) {
  const patch = {};
  for (const one of fields) {
    if (one.custom) {
      patch.customFields = { ...patch.customFields, [one.custom]: typed(one, values[one.name]) };
    } else {
      patch[one.name] = typed(one, values[one.name]);
    }
  }
  return patch;
}

function typed({ kind }, value) {
  if (kind === 'boolean') {
    return value;
  }
  const text = value.trim();
  if (text === '') {
    return null;
  }
  return kind === 'number' ? Number(text) : kind === 'choice' ? text === 'true' : text;
}

/** A value in words. */
export function shown(one, value) {
  if (one.kind === 'boolean' || one.kind === 'choice') {
    return value === '' ? '' : t(String(value) === 'true' ? 'app.yes' : 'app.no');
  }
  return optionsOf(one, value)?.find((each) => each.value === value)?.label ?? value;
}

function optionsOf(one, value) {
  const none = { value: '', label: '' };
  if (one.kind === 'choice') {
    return [none, { value: 'true', label: t('app.yes') }, { value: 'false', label: t('app.no') }];
  }
  if (one.kind !== 'code' || !one.values?.length) {
    return undefined;
  }
  const values = one.values.includes(value) || value === '' ? one.values : [...one.values, value];
  return [none, ...values.map((each) => ({ value: each, label: each }))];
}

/** The control of a field. */
export function fieldOf(one, value, error, input) {
  const id = `edit-${one.name.replaceAll('.', '-')}`;
  if (one.kind === 'boolean') {
    return checkbox({ id, label: labelOf(one), checked: value, change: input });
  }
  const hint = one.hint && (one.hint.startsWith('customer.') ? t(one.hint) : one.hint);
  const type = one.kind === 'number' || one.kind === 'date' ? one.kind : 'text';
  return field({ id, label: labelOf(one), type, value, hint, error, input, required: one.required, options: optionsOf(one, value) });
}
