import { t } from '../app/i18n.js';
import { html, ifDefined, nothing, repeat } from '../app/lit.js';
import { ClienteleElement } from './element.js';

const styleOf = ({ numeric, slim }) => (numeric ? 'numeric' : slim ? 'slim' : '');

/**
 * A table of things that can be sorted and selected:
 *
 *   <c-table caption="Customers" .columns=${columns} .rows=${rows} sort="-totalSpent" @sort=${...}></c-table>
 *
 * A column has `name`, `label`, `cell(row)` (text or template), and may have `sortable`, `numeric`, `slim`, `header` (its cell heads the row).
 * A row has an `id`. With `linked` a click anywhere in a row follows the first link in it.
 * `sort` is the name of a column, with `-` for descending; fires `sort` with `detail.sort`. With `.selected` (a Set of ids) there are
 * check boxes, shift takes all between; fires `selection` with `detail.selected`, a new Set. `current` is the id of the row that keys are at.
 */
class Table extends ClienteleElement {
  static properties = {
    caption: {},
    columns: { attribute: false },
    rows: { attribute: false },
    sort: {},
    linked: { type: Boolean },
    selected: { attribute: false },
    current: {},
  };

  columns = [];
  rows = [];
  #lastChecked = null;

  render() {
    return html`<div class="table-scroll" tabindex="0" role="region" aria-label=${this.caption}>
      <table>
        <caption class="visually-hidden">${this.caption}</caption>
        <thead><tr>
          ${this.selected ? html`<td class="select">${this.#all()}</td>` : nothing}
          ${repeat(this.columns, (column) => column.name, (column) => this.#heading(column))}
        </tr></thead>
        <tbody>${repeat(this.rows, (row) => row.id, (row) => this.#row(row))}</tbody>
      </table>
    </div>`;
  }

  #heading(column) {
    const name = this.sort?.replace(/^-/, '');
    const order = name === column.name ? (this.sort.startsWith('-') ? 'descending' : 'ascending') : 'none';
    const mark = { ascending: '▲', descending: '▼', none: '' }[order];
    return html`<th scope="col" class=${styleOf(column)} aria-sort=${ifDefined(column.sortable ? order : undefined)}>
      ${column.sortable
        ? html`<button type="button" @click=${() => this.#sort(column, order)}>${column.label}${mark ? html`<span aria-hidden="true">${mark}</span>` : nothing}</button>`
        : column.label}
    </th>`;
  }

  #sort(column, order) {
    const first = column.numeric ? `-${column.name}` : column.name;
    const second = column.numeric ? column.name : `-${column.name}`;
    const sort = order === 'none' || this.sort === second ? first : second;
    this.dispatchEvent(new CustomEvent('sort', { detail: { sort } }));
  }

  #row(row) {
    const cell = (column) => {
      const style = styleOf(column);
      return column.header
        ? html`<th scope="row" class=${style}>${column.cell(row)}</th>`
        : html`<td class=${style}>${column.cell(row)}</td>`;
    };
    const current = row.id === this.current;
    return html`<tr class=${current ? 'current' : ''} aria-current=${current ? 'true' : nothing} @click=${(event) => this.#open(event, row)}>
      ${this.selected ? html`<td class="select">${this.#check(row)}</td>` : nothing}
      ${repeat(this.columns, (column) => column.name, cell)}
    </tr>`;
  }

  #open(event, row) {
    if (this.linked && !event.target.closest('a, button, input, label') && !getSelection().toString()) {
      event.currentTarget.querySelector('a')?.click();
    }
  }

  #all() {
    const all = this.rows.length > 0 && this.rows.every((row) => this.selected.has(row.id));
    const some = this.rows.some((row) => this.selected.has(row.id));
    const change = () => this.#select(this.rows, !all);
    return html`<input type="checkbox" aria-label=${t('app.table.select-all')} .checked=${all} .indeterminate=${some && !all} @change=${change}>`;
  }

  #check(row) {
    const label = t('app.table.select', { what: row.name ?? row.title ?? row.reference ?? row.id });
    const click = (event) => {
      const at = this.rows.indexOf(row);
      const from = event.shiftKey && this.#lastChecked !== null ? this.#lastChecked : at;
      this.#lastChecked = at;
      this.#select(this.rows.slice(Math.min(from, at), Math.max(from, at) + 1), event.target.checked);
    };
    return html`<input type="checkbox" aria-label=${label} .checked=${this.selected.has(row.id)} @click=${click}>`;
  }

  #select(rows, on) {
    const selected = new Set(this.selected);
    rows.forEach((row) => (on ? selected.add(row.id) : selected.delete(row.id)));
    this.dispatchEvent(new CustomEvent('selection', { detail: { selected } }));
  }
}

customElements.define('c-table', Table);
