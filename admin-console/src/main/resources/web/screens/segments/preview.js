import { api } from '../../app/api.js';
import { country, money, number } from '../../app/format.js';
import { t } from '../../app/i18n.js';
import { html } from '../../app/lit.js';
import { address } from '../../app/router.js';
import { ClienteleElement } from '../../elements/element.js';
import { Loading } from '../../elements/loading.js';
import { emptyState } from '../../elements/states.js';
import '../../elements/table.js';
import { countText } from './segments.js';

const DEBOUNCE_MILLIS = 300;

/** How many customers fulfil a filter while it is written, and some of them. */
class SegmentPreview extends ClienteleElement {
  static properties = { filter: { attribute: false } };

  filter = '';
  #preview = new Loading(this, (signal) => (this.filter ? api.post('segments/preview', { filter: this.filter }, { signal }) : null));
  #timer;

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  willUpdate(changed) {
    if (changed.has('filter')) {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#preview.run(), this.#preview.data === undefined ? 0 : DEBOUNCE_MILLIS);
    }
  }

  render() {
    return this.#preview.render((preview) => (preview === null ? emptyState(t('segments.no-filter')) : this.#found(preview)));
  }

  #found(preview) {
    const columns = [
      { name: 'name', label: t('segments.customer'), header: true, cell: (one) => html`<a href=${address(`customers/${one.id}`)}>${one.name ?? one.reference}</a>` },
      { name: 'country', label: t('segments.country'), cell: (one) => (one.country ? country(one.country) : '') },
      { name: 'orders', label: t('segments.orders'), numeric: true, cell: (one) => number(one.orders ?? 0) },
      { name: 'spent', label: t('segments.spent'), numeric: true, cell: (one) => (one.totalSpent ? money(one.totalSpent) : '') },
    ];
    return html`<p class="figure" role="status"><strong>${countText(preview)}</strong></p>
      ${preview.sample.length === 0 ? emptyState(t('segments.nobody')) : html`<c-table caption=${t('segments.sample')} .columns=${columns} .rows=${preview.sample}></c-table>`}`;
  }
}

customElements.define('c-segment-preview', SegmentPreview);
