// Somebody else was quicker: for each field that differs, theirs or mine. Fires `resolve` with the chosen values by field, or `cancel`.

import { time } from '../../app/format.js';
import { t } from '../../app/i18n.js';
import { html } from '../../app/lit.js';
import { ClienteleElement } from '../../elements/element.js';
import { labelOf, shown } from './fields.js';

class Conflict extends ClienteleElement {
  static properties = { conflict: { attribute: false }, chosen: { state: true } };

  willUpdate(changed) {
    if (changed.has('conflict')) {
      this.chosen = Object.fromEntries(this.conflict.fields.map((each) => [each.name, each.touched ? 'mine' : 'theirs']));
    }
  }

  firstUpdated() {
    this.querySelector('h2').focus();
  }

  render() {
    const { by, fields } = this.conflict;
    return html`<form class="card conflict" @submit=${this.#resolve}>
      <div role="alert"><h2 tabindex="-1">${by ? html`${t('customer.conflict.by', { name: by.name })}, ${time(by.at)}` : t('customer.conflict.by-somebody')}</h2></div>
      <p>${t(fields.length === 0 ? 'customer.conflict.same' : 'customer.conflict.text')}</p>
      ${fields.map((each) => this.#field(each))}
      <div class="actions">
        <button type="button" class="button" @click=${() => this.dispatchEvent(new CustomEvent('cancel'))}>${t('customer.conflict.back')}</button>
        ${fields.length > 1
          ? html`<button type="button" class="button" @click=${() => this.#all('theirs')}>${t('customer.conflict.all-theirs')}</button>
              <button type="button" class="button" @click=${() => this.#all('mine')}>${t('customer.conflict.all-mine')}</button>`
          : ''}
        <button class="button primary">${t('customer.conflict.save')}</button>
      </div>
    </form>`;
  }

  #field(one) {
    const choice = (whose) => {
      const id = `conflict-${one.name.replaceAll('.', '-')}-${whose}`;
      return html`<div class="choice">
        <input type="radio" id=${id} name=${one.name} value=${whose} .checked=${this.chosen[one.name] === whose}
          @change=${() => (this.chosen = { ...this.chosen, [one.name]: whose })}>
        <label for=${id}><span class="quiet">${t(`customer.conflict.${whose}`)}</span> <strong>${shown(one, one[whose]) || t('customer.empty')}</strong></label>
      </div>`;
    };
    return html`<fieldset><legend>${labelOf(one)}</legend>${choice('theirs')} ${choice('mine')}</fieldset>`;
  }

  #all(whose) {
    this.chosen = Object.fromEntries(this.conflict.fields.map((each) => [each.name, whose]));
  }

  #resolve(event) {
    event.preventDefault();
    const detail = Object.fromEntries(this.conflict.fields.map((each) => [each.name, each[this.chosen[each.name]]]));
    this.dispatchEvent(new CustomEvent('resolve', { detail }));
  }
}

customElements.define('customer-conflict', Conflict);
