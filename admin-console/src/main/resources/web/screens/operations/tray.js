// The tray in the frame: what the caller started, here or elsewhere.

import { t } from '../../app/i18n.js';
import { html, nothing, repeat } from '../../app/lit.js';
import { observe } from '../../app/observe.js';
import { hasEnded, operations, titleOf } from '../../app/operations.js';
import { address } from '../../app/router.js';
import { ClienteleElement } from '../../elements/element.js';
import { toastError } from '../../elements/toast.js';
import { TURNING } from '../../elements/icons.js';
import '../../elements/flyout.js';
import { actions, outcome, progress, stateChip } from './parts.js';

class OperationsTray extends ClienteleElement {
  static properties = { told: { state: true } };

  told = '';
  #running = new Set();

  constructor() {
    super();
    observe(this, operations);
  }

  willUpdate() {
    const running = operations.items.filter((each) => !hasEnded(each));
    const ended = operations.items.filter((each) => hasEnded(each) && this.#running.has(each.id));
    this.#running = new Set(running.map((each) => each.id));
    if (ended.length > 0) {
      this.told = ended.map((each) => t(`operations.ended.${each.state}`, { what: titleOf(each) })).join(' ');
    }
  }

  render() {
    const count = this.#running.size;
    return html`<c-flyout label=${t('operations.title')} .sign=${TURNING} count=${count} description=${count ? t('operations.running', { count }) : ''}
        .panel=${this.#panel()} @toggle=${(event) => event.detail.open && operations.refresh().catch(toastError)}></c-flyout>
      <span class="visually-hidden" role="status">${this.told}</span>`;
  }

  #panel() {
    const { items } = operations;
    return html`<div class="flyout-heading"><h2>${t('operations.title')}</h2><a href=${address('operations')}>${t('operations.all')}</a></div>
      ${items.length === 0
        ? html`<p class="quiet">${t('operations.none')}</p>`
        : html`<ul class="tray">${repeat(items, (each) => each.id, (each) => this.#item(each))}</ul>`}`;
  }

  #item(operation) {
    const title = titleOf(operation);
    const words = outcome(operation).join(' · ');
    return html`<li>
      <div class="tray-line"><a href=${address(`operations/${operation.id}`)}>${title}</a> ${stateChip(operation)}</div>
      ${hasEnded(operation) ? nothing : html`<div class="tray-line">${progress(operation)}</div>`}
      ${words ? html`<p class="quiet">${words}</p>` : nothing}
      <div class="tray-line end">${actions(operation)}
        ${hasEnded(operation)
          ? html`<button type="button" class="button quiet" aria-label=${t('operations.forget', { what: title })}
              @click=${() => operations.forget(operation.id)}>${t('operations.hide')}</button>`
          : nothing}
      </div>
    </li>`;
  }
}

customElements.define('c-operations-tray', OperationsTray);
