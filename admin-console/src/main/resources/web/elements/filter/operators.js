// What an attribute can be compared with, by its type, in the words of people.
//
// A choice has a `name`, the `operator` of the text, and the `input` that its value needs: `text`, `number`, `money`, `date`, `days` (as
// `now-30d`), `options`, or none. `value` is the one that goes without an input.

const choice = (name, operator, input, value) => ({ name, operator, input, value });

const SET = [choice('is-set', 'pr'), choice('is-empty', 'eq', undefined, null)];
const TEXT = [
  choice('contains', 'co', 'text'),
  choice('is', 'eq', 'text'),
  choice('is-not', 'ne', 'text'),
  choice('begins', 'sw', 'text'),
  choice('ends', 'ew', 'text'),
  ...SET,
];
const OPTIONS = [choice('is', 'eq', 'options'), choice('is-not', 'ne', 'options'), ...SET];
const numbers = (input) => [
  choice('at-least', 'ge', input),
  choice('at-most', 'le', input),
  choice('more-than', 'gt', input),
  choice('less-than', 'lt', input),
  choice('equals', 'eq', input),
  choice('equals-not', 'ne', input),
];
const TIMES = [
  choice('last', 'ge', 'days'),
  choice('longer-ago', 'lt', 'days'),
  choice('since', 'ge', 'date'),
  choice('before', 'lt', 'date'),
  ...SET,
];
const BOOLEAN = [choice('is-true', 'eq', undefined, true), choice('is-false', 'eq', undefined, false)];
const UUID = [choice('is', 'eq', 'text'), choice('is-not', 'ne', 'text'), ...SET];

const BY_TYPE = {
  text: TEXT,
  code: [TEXT[1], TEXT[2], TEXT[0], ...TEXT.slice(3)],
  codes: [TEXT[1], TEXT[2], TEXT[0], ...TEXT.slice(3)],
  integer: [...numbers('number'), ...SET],
  decimal: [...numbers('number'), ...SET],
  money: [...numbers('money'), ...SET],
  boolean: BOOLEAN,
  date: [...TIMES, choice('on', 'eq', 'date')],
  timestamp: TIMES,
  uuid: UUID,
};

/** @param {{name: string, type: string}} attribute @param {boolean} closed whether its values are known */
export const choicesFor = (attribute, closed) => (closed ? OPTIONS : (BY_TYPE[attribute.type] ?? SET));

const DAYS = /^now-(\d{1,5})([smhdwMy])$/;
export const UNITS = ['d', 'w', 'M', 'y', 'h', 'm', 's'];

/** `{ count, unit }` of `now-30d`; null of anything else. */
export function days(value) {
  const [, count, unit] = DAYS.exec(value ?? '') ?? [];
  return unit ? { count: Number(count), unit } : null;
}

/** The choice that a condition is; one of its own where people are not offered such. */
export function choiceOf({ operator, value }, choices) {
  const fits = (each) =>
    each.operator === operator &&
    (each.input === undefined
      ? operator === 'pr' || each.value === value
      : value !== null && (each.input === 'days') === (days(value) !== null));
  return choices.find(fits) ?? choices.find((each) => each.operator === operator && each.input && value === undefined) ??
    choice(`operator-${operator}`, operator, operator === 'pr' ? undefined : 'text');
}

/** The value of a condition when another choice is made of it. */
export function valueFor({ input, value }, before, type) {
  if (input === undefined) {
    return value;
  }
  if (input === 'days') {
    return days(before) ? before : 'now-30d';
  }
  const number = type === 'integer' || type === 'decimal' || type === 'money';
  const fits = number ? typeof before === 'number' : typeof before === 'string' && !days(before);
  return fits ? before : undefined;
}
