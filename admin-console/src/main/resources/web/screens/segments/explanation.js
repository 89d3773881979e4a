import { api } from '../../app/api.js';
import { t } from '../../app/i18n.js';
import { html, nothing } from '../../app/lit.js';
import { chip } from '../../elements/controls.js';
import { customerPicker } from '../../elements/customer-picker.js';
import { ClienteleElement } from '../../elements/element.js';
import { Loading } from '../../elements/loading.js';

const RESULTS = { true: 'good', false: 'bad', unknown: 'warn' };
const JOINS = ['and', 'or', 'not', 'segment'];

/** Why a customer is in a segment or not: each part of its filter, and which of them decided. */
class Explanation extends ClienteleElement {
  static properties = { segmentId: { attribute: false }, customer: { state: true } };

  #explained = new Loading(this, (signal) => api.get(`segments/${this.segmentId}/explain`, { query: { customerId: this.customer.value }, signal }), { lines: 3 });

  render() {
    return html`${customerPicker({ label: t('segments.explain.customer'), choose: (customer) => this.#ask(customer) })}
      ${this.customer ? this.#explained.render((explained) => this.#shown(explained)) : html`<p class="quiet">${t('segments.explain.about')}</p>`}`;
  }

  #ask(customer) {
    this.customer = customer;
    this.#explained.data = undefined;
    this.#explained.run();
  }

  #shown({ matches, clause }) {
    return html`<p role="status"><strong>${t(matches ? 'segments.explain.in' : 'segments.explain.out', { name: this.customer.label })}</strong></p>
      <ul class="clauses">${this.#clause(clause)}</ul>`;
  }

  #clause({ text, operator, result, deciding, clauses }) {
    const title = JOINS.includes(operator) ? t(`segments.explain.${operator}`) : nothing;
    return html`<li class=${deciding ? 'deciding' : ''}>
      ${chip({ text: t(`segments.result.${result}`), kind: RESULTS[result] })} ${title} ${clauses.length === 0 ? html`<code>${text}</code>` : nothing}
      ${deciding ? html`<span class="quiet">${t('segments.explain.deciding')}</span>` : nothing}
      ${clauses.length > 0 ? html`<ul class="clauses">${clauses.map((each) => this.#clause(each))}</ul>` : nothing}
    </li>`;
  }
}

customElements.define('c-explanation', Explanation);
