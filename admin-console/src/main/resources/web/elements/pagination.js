import { number } from '../app/format.js';
import { t } from '../app/i18n.js';
import { html } from '../app/lit.js';
import { ClienteleElement } from './element.js';

const SIZES = [10, 25, 50, 100];

/**
 * Where a list is, and its other pages: `<c-pagination .page=${answer.page} @page=${...} @size=${...}></c-pagination>`, with `page` as
 * the API gives it. Fires `page` with `detail.number`, `size` with `detail.size`.
 */
class Pagination extends ClienteleElement {
  static properties = { page: { attribute: false } };

  render() {
    const { number: at, size, totalItems, totalPages, totalKind } = this.page;
    const first = totalItems === 0 ? 0 : (at - 1) * size + 1;
    const range = t(totalKind === 'estimate' ? 'app.paging.range-about' : 'app.paging.range', {
      first,
      last: Math.min(at * size, totalItems),
      total: totalItems,
    });
    const to = (page, label, sign, disabled) => html`<button type="button" class="button icon" aria-label=${label}
      ?disabled=${disabled} @click=${() => this.#tell('page', { number: page })}><span aria-hidden="true">${sign}</span></button>`;
    return html`<nav class="pagination" aria-label=${t('app.paging.pages')}>
      <span class="range">${range}</span>
      <span class="pages">
        ${to(1, t('app.paging.first'), '«', at <= 1)} ${to(at - 1, t('app.paging.previous'), '‹', at <= 1)}
        <span>${t('app.paging.page', { page: at, pages: Math.max(totalPages, 1) })}</span>
        ${to(at + 1, t('app.paging.next'), '›', at >= totalPages)} ${to(totalPages, t('app.paging.last'), '»', at >= totalPages)}
      </span>
      <label>${t('app.paging.size')}
        <select @change=${(event) => this.#tell('size', { size: Number(event.target.value) })}>
          ${SIZES.map((each) => html`<option value=${each} ?selected=${each === size}>${number(each)}</option>`)}
        </select>
      </label>
    </nav>`;
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

customElements.define('c-pagination', Pagination);
