// What a merge would come to: the fields that differ, whose value counts, and what moves. Fires `merge` with the choices.

import { api } from '../../app/api.js';
import { number } from '../../app/format.js';
import { code, has, t } from '../../app/i18n.js';
import { html, nothing } from '../../app/lit.js';
import { ClienteleElement } from '../../elements/element.js';
import { Loading } from '../../elements/loading.js';
import { confirm } from '../../elements/dialog.js';

class MergePreview extends ClienteleElement {
  static properties = { customer: { attribute: false }, from: { attribute: false } };

  #choose = {};
  #asked;
  #preview = new Loading(
    this,
    (signal) => api.post(`customers/${this.customer.id}/merges`, { from: this.from.map((each) => each.id), choose: this.#choose, preview: true }, { signal }),
    { lines: 4 },
  );

  willUpdate() {
    const asked = JSON.stringify([this.customer.id, this.from.map((each) => each.id)]);
    if (asked !== this.#asked) {
      this.#asked = asked;
      const ids = new Set([this.customer.id, ...this.from.map((each) => each.id)]);
      this.#choose = Object.fromEntries(Object.entries(this.#choose).filter(([, id]) => ids.has(id)));
      this.#preview.run();
    }
  }

  render() {
    return html`<section class="card" aria-label=${t('customer.merge.preview')}>
      <h2>${t('customer.merge.preview')}</h2>
      ${this.#preview.render((preview) => this.#shown(preview))}
    </section>`;
  }

  #shown({ fields, moves }) {
    const all = [this.customer, ...this.from];
    const moved = Object.entries(moves).filter(([, count]) => count > 0);
    return html`
      ${fields.length === 0
        ? html`<p>${t('customer.merge.no-fields')}</p>`
        : html`<p>${t('customer.merge.fields')}</p>
            <div class="table-scroll" tabindex="0" role="region" aria-label=${t('customer.merge.fields-table')}>
              <table class="choose">
                <thead><tr><td></td>${all.map((each) => html`<th scope="col">${each.name ?? each.reference}<br><span class="quiet">${each.reference}</span></th>`)}</tr></thead>
                <tbody>${fields.map((each) => this.#field(each, all))}</tbody>
              </table>
            </div>`}
      <p>${moved.length === 0
        ? t('customer.merge.moves-nothing')
        : html`${t('customer.merge.moves')} ${moved.map(([what, count]) => `${number(count)} ${code('customer.merge.moves', what)}`).join(', ')}`}</p>
      <div class="actions"><button type="button" class="button primary" @click=${this.#merge}>${t('customer.merge.confirm')}</button></div>
    `;
  }

  #field(field, all) {
    const label = has(`customer.field.${field.name}`) ? t(`customer.field.${field.name}`) : field.name.replace('customFields.', '');
    return html`<tr>
      <th scope="row">${label}</th>
      ${all.map((each) => {
        const value = this.#value(field, each);
        return html`<td>${value === undefined
          ? nothing
          : html`<label class="choice"><input type="radio" name="merge-${field.name}" .checked=${field.chosen === each.id}
              @change=${() => this.#set(field, each)}> ${value}</label>`}</td>`;
      })}
    </tr>`;
  }

  #value({ name, values }, { id }) {
    if (!(id in values)) {
      return undefined;
    }
    const value = values[id];
    if (/AddressId$/.test(name)) {
      return t(id === this.customer.id ? 'customer.merge.own-address' : 'customer.merge.other-address');
    }
    return typeof value === 'boolean' ? t(value ? 'app.yes' : 'app.no') : name === 'status' ? t(`customer.status.${value}`) : String(value);
  }

  #set(field, { id }) {
    this.#choose = { ...this.#choose, [field.name]: id };
    this.#preview.run();
  }

  async #merge() {
    const yes = await confirm({
      title: t('customer.merge.confirm-title'),
      text: html`<p>${t('customer.merge.confirm-text', { count: this.from.length, name: this.customer.name ?? this.customer.reference })}</p>`,
      confirm: t('customer.merge.confirm'),
    });
    if (yes) {
      this.dispatchEvent(new CustomEvent('merge', { detail: this.#choose }));
    }
  }
}

customElements.define('customer-merge-preview', MergePreview);
