// The figures above the list. A click lists whom one counts; a second one takes that back.

import { extensions } from '../../app/extensions.js';
import { t } from '../../app/i18n.js';
import { html, nothing } from '../../app/lit.js';
import { ClienteleElement } from '../../elements/element.js';
import { extensionFailed } from '../../elements/extension-panel.js';
import { figures } from './tabs.js';

/**
 * @param {object} stats as the API tells them
 * @param {{pressed: (figure: object) => boolean, choose: (figure: object) => void}} list
 */
export const cards = (stats, { pressed, choose }) => html`<div class="stats" role="group" aria-label=${t('customers.stats')}>
  ${figures(stats).map((each) => html`<button type="button" class="stat" aria-pressed=${pressed(each)} @click=${() => choose(each)}>
    <span class="label">${each.label}</span> <span class="value">${each.value}</span>
    ${each.hint ? html`<span class="hint">${each.hint}</span>` : nothing}
  </button>`)}
  ${extensions.at('stat').map((each) => html`<c-extension-stat .contribution=${each}></c-extension-stat>`)}
</div>`;

/** A figure of a plugin. */
class ExtensionStat extends ClienteleElement {
  static properties = { contribution: { attribute: false }, value: { state: true }, failure: { state: true } };

  willUpdate(changed) {
    if (changed.has('contribution') && !this.contribution.failure) {
      this.#load(this.contribution);
    }
  }

  async #load(contribution) {
    try {
      const value = await contribution.value();
      if (this.contribution === contribution) {
        this.value = value;
      }
    } catch (error) {
      console.warn(`The extension ${contribution.id} failed:`, error);
      this.failure = error;
    }
  }

  render() {
    return this.failure || this.contribution.failure
      ? extensionFailed(this.contribution)
      : html`<div class="stat"><span class="label">${this.contribution.title}</span> <span class="value">${this.value ?? '…'}</span></div>`;
  }
}

customElements.define('c-extension-stat', ExtensionStat);
