// What a filter says, in words, and the values that people choose from.

import { attributeLabel, attributeValue, country, date, dateTime, minorUnits, money } from '../../app/format.js';
import { code, t } from '../../app/i18n.js';
import { choiceOf, choicesFor, days } from './operators.js';

/** Where to find an attribute: by its name in the schema, or as a part of one that has parts. */
export function attributeOf(name, attributes) {
  return attributes.find((each) => each.name === name);
}

let regions;

/** All of them by name, `{ value, label }`. */
export function countries() {
  if (!regions) {
    const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
    const codes = letters.flatMap((one) => letters.map((two) => one + two));
    regions = codes
      .filter((each) => country(each) !== each && !['ZZ', 'EU', 'EZ', 'UN', 'XA', 'XB', 'QO'].includes(each))
      .map((each) => ({ value: each, label: country(each) }))
      .sort((a, b) => a.label.localeCompare(b.label));
  }
  return regions;
}

/** The values that an attribute can have, `{ value, label }`; nothing where anything may be written. */
export function optionsOf(attribute, choices = {}) {
  if (choices[attribute.name]) {
    return choices[attribute.name];
  }
  if (attribute.values.length > 0 && attribute.type === 'code') {
    return attribute.values.map((each) => ({ value: each, label: code(`attribute.${attribute.name}`, each) }));
  }
  return attribute.name === 'country' ? countries() : undefined;
}

function valueText(attribute, choice, value, { choices, currency }) {
  if (choice.input === 'days') {
    const { count, unit } = days(value);
    return t(`filter.unit.${unit}`, { count });
  }
  if (choice.input === 'options') {
    return optionsOf(attribute, choices)?.find((each) => each.value === value)?.label ?? String(value);
  }
  if (choice.input === 'date') {
    return /^\d{4}-\d\d-\d\d$/.test(value) ? date(value) : dateTime(value);
  }
  if (choice.input === 'money') {
    return money({ amount: value, currency });
  }
  return choice.input === 'number' ? attributeValue(attribute, value) : String(value);
}

/**
 * @param {object} node a condition or a group
 * @param {{attributes: object[], choices?: object, currency?: string}} known
 */
export function describe(node, { attributes, choices, currency = 'EUR' }) {
  if (node.kind === 'condition') {
    const attribute = attributeOf(node.attribute, attributes);
    if (!attribute) {
      return t('filter.says', { attribute: node.attribute, comparison: node.operator, value: String(node.value ?? '') }).trim();
    }
    const choice = choiceOf(node, choicesFor(attribute, optionsOf(attribute, choices)));
    const value = choice.input ? valueText(attribute, choice, node.value, { choices, currency }) : '';
    return t('filter.says', { attribute: attributeLabel(attribute), comparison: t(`filter.is.${choice.name}`), value }).trim();
  }
  const complex = node.path ? attributeOf(node.path, attributes) : undefined;
  const known = { attributes: complex?.parts ?? attributes, choices, currency };
  const parts = node.items.map((each) => (each.kind === 'group' && !each.path ? `(${describe(each, known)})` : describe(each, known)));
  const text = parts.join(` ${t(`filter.join.${node.join}`)} `);
  const placed = node.path ? t('filter.within', { attribute: complex ? attributeLabel(complex) : node.path, text }) : text;
  return node.not ? t('filter.not', { text: placed }) : placed;
}

export const toMajor = (amount, currency) => (typeof amount === 'number' ? amount / minorUnits(currency) : '');
export const toMinor = (amount, currency) => Math.round(amount * minorUnits(currency));
