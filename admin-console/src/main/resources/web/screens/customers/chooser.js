import { attributeLabel } from '../../app/format.js';
import { t } from '../../app/i18n.js';
import { html, live, nothing, repeat } from '../../app/lit.js';
import { openDialog } from '../../elements/dialog.js';
import { ClienteleElement } from '../../elements/element.js';
import { usualColumns } from './columns.js';

/**
 * Asks for the columns of the list; each change takes effect at once.
 *
 * @param {{attributes: object[], columns: string[], change: (columns: string[] | null) => void}} list null for the usual ones
 */
export const chooseColumns = (list) =>
  openDialog(t('customers.columns'), (close) => html`<clientele-columns .list=${list} .close=${close}></clientele-columns>`);

class Columns extends ClienteleElement {
  static properties = {
    list: { attribute: false },
    close: { attribute: false },
    shown: { state: true },
    text: { state: true },
    over: { state: true },
  };

  text = '';
  #dragged = null;

  willUpdate(changed) {
    if (changed.has('list') && !this.shown) {
      this.shown = this.list.columns;
    }
  }

  render() {
    const { attributes } = this.list;
    const labels = new Map(attributes.map((each) => [each.name, attributeLabel(each)]));
    const fits = (name) => labels.get(name)?.toLowerCase().includes(this.text.trim().toLowerCase());
    const hidden = attributes
      .filter((each) => each.type !== 'complex' && !this.shown.includes(each.name) && fits(each.name))
      .sort((a, b) => attributeLabel(a).localeCompare(attributeLabel(b)));
    const shown = this.shown.filter(fits);
    return html`
      <div class="toolbar">
        <label class="visually-hidden" for="column-search">${t('customers.columns.search')}</label>
        <input id="column-search" type="search" autocomplete="off" placeholder=${t('customers.columns.search')}
          @input=${(event) => (this.text = event.target.value)}>
        <button type="button" class="button" @click=${() => this.#reset()}>${t('customers.columns.reset')}</button>
      </div>
      <div class="columns">
        <ul class="column-list" aria-label=${t('customers.columns.shown')}>
          ${repeat(shown, (name) => name, (name) => this.#shownColumn(name, labels.get(name)))}
        </ul>
        ${hidden.length > 0
          ? html`<ul class="column-list" aria-label=${t('customers.columns.hidden')}>
              ${repeat(hidden, (each) => each.name, (each) => html`<li>${this.#check(each.name, labels.get(each.name), false)}</li>`)}
            </ul>`
          : nothing}
        ${shown.length + hidden.length === 0 ? html`<p role="status">${t('app.nothing-found')}</p>` : nothing}
      </div>
      <div class="actions"><button type="button" class="button primary" @click=${() => this.close()}>${t('customers.done')}</button></div>
    `;
  }

  #shownColumn(name, label) {
    const at = this.shown.indexOf(name);
    const move = (by, sign, text) => html`<button type="button" class="button icon quiet" data-move=${by} aria-label=${text}
      ?disabled=${!this.shown[at + by]} @click=${() => this.#move(name, at + by, by)}><span aria-hidden="true">${sign}</span></button>`;
    return html`<li draggable="true" class=${this.over === name ? 'over' : ''} data-column=${name}
      @dragstart=${(event) => this.#drag(event, name)} @dragover=${(event) => this.#dragOver(event, name)}
      @dragend=${() => (this.over = this.#dragged = null)} @drop=${(event) => this.#drop(event, name)}>
      <span class="grip" aria-hidden="true">⠿</span>
      ${this.#check(name, label, true)}
      ${move(-1, '↑', t('customers.columns.up', { column: label }))} ${move(1, '↓', t('customers.columns.down', { column: label }))}
    </li>`;
  }

  #check(name, label, checked) {
    const change = () => this.#set(checked ? this.shown.filter((each) => each !== name) : [...this.shown, name]);
    return html`<label class="check"><input type="checkbox" .checked=${live(checked)} ?disabled=${checked && this.shown.length === 1}
      @change=${change}> ${label}</label>`;
  }

  #set(columns) {
    this.shown = columns;
    this.list.change(columns);
  }

  #reset() {
    this.shown = usualColumns();
    this.list.change(null);
  }

  async #move(name, to, by) {
    const others = this.shown.filter((each) => each !== name);
    this.#set([...others.slice(0, to), name, ...others.slice(to)]);
    await this.updateComplete;
    const buttons = [...this.querySelectorAll(`[data-column="${name}"] button`)];
    (buttons.find((each) => Number(each.dataset.move) === by && !each.disabled) ?? buttons.find((each) => !each.disabled))?.focus();
  }

  #drag(event, name) {
    this.#dragged = name;
    event.dataTransfer.effectAllowed = 'move';
    event.dataTransfer.setData('text/plain', name);
  }

  #dragOver(event, name) {
    if (this.#dragged) {
      event.preventDefault();
      this.over = name;
    }
  }

  #drop(event, name) {
    event.preventDefault();
    if (this.#dragged && this.#dragged !== name) {
      const to = this.shown.indexOf(name);
      const others = this.shown.filter((each) => each !== this.#dragged);
      this.#set([...others.slice(0, to), this.#dragged, ...others.slice(to)]);
    }
    this.over = this.#dragged = null;
  }
}

customElements.define('clientele-columns', Columns);
