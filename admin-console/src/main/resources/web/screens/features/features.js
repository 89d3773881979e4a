// The plugins, each with a switch. What uses one is shown before it is switched off.

import { api } from '../../app/api.js';
import { extensions } from '../../app/extensions.js';
import { t } from '../../app/i18n.js';
import { html, nothing } from '../../app/lit.js';
import { session } from '../../app/session.js';
import { chip, switchButton } from '../../elements/controls.js';
import { confirm } from '../../elements/dialog.js';
import { ClienteleElement } from '../../elements/element.js';
import { Loading } from '../../elements/loading.js';
import { emptyState } from '../../elements/states.js';
import { toast, toastError } from '../../elements/toast.js';

const IMPACTS = ['segments', 'views', 'exports', 'schedules'];

class Features extends ClienteleElement {
  static properties = { switching: { state: true } };

  #list = new Loading(this, (signal) => api.get('features', { signal }), { lines: 3 });
  #changed = () => this.#list.run();

  connectedCallback() {
    super.connectedCallback();
    extensions.addEventListener('change', this.#changed);
    this.#list.run();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    extensions.removeEventListener('change', this.#changed);
  }

  render() {
    return html`
      <div class="heading"><h1>${t('features.title')}</h1></div>
      ${this.#list.render(({ items }) =>
        items.length === 0 ? emptyState(t('features.none')) : html`<ul class="rows">${items.map((each) => this.#feature(each))}</ul>`,
      )}
    `;
  }

  #feature(feature) {
    return html`<li class="card row">
      <div class="grow">
        <h2>${feature.title}</h2>
        <p class="quiet">${t('features.version', { version: feature.version })}</p>
        ${feature.reason ? html`<p>${feature.reason}</p>` : nothing}
      </div>
      ${chip({ text: t(`features.state.${feature.state}`), kind: feature.state })}
      ${switchButton({
        label: feature.title,
        checked: feature.enabled,
        disabled: !session.may('features:write') || this.switching === feature.id,
        change: (on) => (on ? this.#switch(feature, true) : this.#askAndSwitchOff(feature)),
      })}
    </li>`;
  }

  async #askAndSwitchOff(feature) {
    try {
      const impact = await api.get(`features/${feature.id}/impact`);
      const text = html`<p>${t('features.off.text', { feature: feature.title })}</p>${this.#impact(impact)}`;
      const title = t('features.off.title', { feature: feature.title });
      if (await confirm({ title, text, confirm: t('features.off.confirm'), danger: true })) {
        await this.#switch(feature, false);
      }
    } catch (error) {
      toastError(error);
    }
  }

  #impact(impact) {
    const used = IMPACTS.filter((kind) => impact[kind]?.length > 0);
    return used.length === 0
      ? html`<p>${t('features.impact.none')}</p>`
      : html`<dl class="facts">
          ${used.map(
            (kind) => html`<div><dt>${t(`features.impact.${kind}`)}</dt>
              <dd>${impact[kind].map((each) => html`<div>${each.name ?? each}</div>`)}</dd></div>`,
          )}
        </dl>`;
  }

  async #switch(feature, enabled) {
    this.switching = feature.id;
    try {
      await api.put(`features/${feature.id}`, { enabled });
      toast(t(enabled ? 'features.switched-on' : 'features.switched-off', { feature: feature.title }));
    } catch (error) {
      toastError(error);
    }
    this.switching = undefined;
    await this.#list.run();
  }
}

customElements.define('clientele-features', Features);

export default () => html`<clientele-features></clientele-features>`;
