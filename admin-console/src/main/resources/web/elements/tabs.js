import { number } from '../app/format.js';
import { html, nothing, repeat } from '../app/lit.js';
import { ClienteleElement, uniqueId } from './element.js';

/**
 * Tabs over one panel: `<c-tabs label="Customer" .tabs=${[{ id, label, count }]} selected="notes" .panel=${html`...`}></c-tabs>`.
 * With `room` a tab has place for a count of so many characters before it is known: whoever clicks then hits what they see.
 * Fires `select` (that of browsers, when text is selected in the panel, goes no further) with `detail.id`; whoever uses it sets `selected` and `panel`.
 */
class Tabs extends ClienteleElement {
  static properties = { label: {}, tabs: { attribute: false }, selected: {}, panel: { attribute: false } };

  tabs = [];
  #id = uniqueId('tabs');

  render() {
    return html`
      <div class="tabs" role="tablist" aria-label=${this.label} @keydown=${this.#key}>
        ${
          // A tab that comes between others must not take the place of one that somebody is about to press.
          repeat(this.tabs, (tab) => tab.id, (tab) => this.#tab(tab, tab.id === this.selected))
        }
      </div>
      <div role="tabpanel" @select=${(event) => event.stopPropagation()} id=${this.#id} tabindex="0" aria-labelledby="${this.#id}-${this.selected}">${this.panel}</div>
    `;
  }

  #tab(tab, selected) {
    return html`<button type="button" role="tab" id="${this.#id}-${tab.id}" aria-controls=${this.#id} aria-selected=${selected}
      tabindex=${selected ? 0 : -1} @click=${() => this.#select(tab.id)}>${tab.label}${
        this.#count(tab)
      }</button>`;
  }

  #count({ count, room }) {
    const known = count !== undefined && count !== null;
    if (!known && !room) {
      return nothing;
    }
    const text = known ? number(count) : '';
    // Spaces as wide as digits.
    const rest = '\u2007'.repeat(Math.max(0, (room ?? 0) - text.length));
    return html` <span class="count">${text}<span aria-hidden="true">${rest}</span></span>`;
  }

  #select(id) {
    this.dispatchEvent(new CustomEvent('select', { detail: { id } }));
  }

  #key(event) {
    const at = this.tabs.findIndex((each) => each.id === this.selected);
    const last = this.tabs.length - 1;
    const to = { ArrowRight: at === last ? 0 : at + 1, ArrowLeft: at === 0 ? last : at - 1, Home: 0, End: last }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      this.#select(this.tabs[to].id);
      // Not the one that is selected: whoever uses it may say so later.
      this.querySelectorAll('[role=tab]')[to]?.focus();
    }
  }
}

customElements.define('c-tabs', Tabs);
