// The columns of the list: which, in what order, and what stands in them.

import { attributeLabel, attributeValue, isNumeric } from '../../app/format.js';
import { html } from '../../app/lit.js';
import { address } from '../../app/router.js';
import { session } from '../../app/session.js';
import { browserStore } from '../../app/store.js';
import { marked } from './marked.js';

const USUAL = ['name', 'email', 'country', 'orders', 'totalSpent', 'lastOrderAt', 'registeredAt'];
const PERSONAL = ['name', 'email'];

/** Of a list that nobody has changed. */
export const usualColumns = () =>
  session.may('customers.pii:read') ? USUAL : ['reference', ...USUAL.filter((each) => !PERSONAL.includes(each))];

/** Those that there are, once, with one at least. */
export function columnsThatAre(names, attributes) {
  const known = attributes ? names.filter((name) => attributes.some((each) => each.name === name && each.type !== 'complex')) : names;
  return known.length > 0 ? [...new Set(known)] : usualColumns();
}

/**
 * What has to be asked for: the columns, and what plugins draw beside them. Those of the last visit until the schema is known, so that the list
 * need not be asked twice.
 */
export function fieldsFor(names, cells, attributes) {
  const beside = attributes
    ? cells.map((each) => each.attribute).filter((name) => attributes.some((each) => each.name === name))
    : (browserStore.get('customers.beside')?.split(',').filter(Boolean) ?? []);
  if (attributes && cells.length > 0) {
    browserStore.set('customers.beside', beside.join(','));
  }
  return [...new Set(['reference', ...(session.may('customers.pii:read') ? ['name'] : []), ...names, ...beside])];
}

/**
 * For a table.
 *
 * @param {string[]} names
 * @param {object[]} attributes of the schema
 * @param {{words: string[], cells: object[]}} more what was searched for; cells that plugins draw
 */
export function columnsOf(names, attributes, { words, cells }) {
  const find = (name) => attributes.find((each) => each.name === name);
  const leading = cells.filter((each) => each.leading && find(each.attribute));
  const drawn = (name) => cells.find((each) => each.attribute === name && !each.leading);
  return [
    ...leading.map((each) => ({
      name: `${each.attribute}.cell`,
      label: html`<span class="visually-hidden">${each.title}</span>`,
      slim: true,
      cell: (row) => cellOf(each, find(each.attribute), row, words),
    })),
    ...names.map(find).filter(Boolean).map((attribute, index) => ({
      name: attribute.name,
      label: attributeLabel(attribute),
      sortable: attribute.sortable,
      numeric: isNumeric(attribute.type),
      header: index === 0,
      cell: (row) => {
        const content = cellOf(drawn(attribute.name), attribute, row, words);
        return index === 0 ? html`<a href=${address(`customers/${row.id}`)}>${content || row.reference}</a>` : content;
      },
    })),
  ];
}

const failed = new WeakSet();

function cellOf(drawn, attribute, row, words) {
  const value = row[attribute.name];
  if (drawn && !failed.has(drawn)) {
    try {
      return drawn.cell(value, row);
    } catch (error) {
      failed.add(drawn);
      console.warn(`The extension ${drawn.id} failed:`, error);
    }
  }
  const content = attributeValue(attribute, value);
  return typeof content === 'string' && words.length > 0 ? marked(content, words) : content;
}

