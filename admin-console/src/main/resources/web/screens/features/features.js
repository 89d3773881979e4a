// The plugins, each with a switch. What uses one is shown before it is switched off; what another window does is seen at once.

import { api } from '../../app/api.js';
import { extensions } from '../../app/extensions.js';
import { t } from '../../app/i18n.js';
import { html, nothing } from '../../app/lit.js';
import { session } from '../../app/session.js';
import { chip, switchButton } from '../../elements/controls.js';
import { confirm } from '../../elements/dialog.js';
import { ClienteleElement } from '../../elements/element.js';
import { Loading } from '../../elements/loading.js';
import { findingList } from '../../elements/findings.js';
import { emptyState } from '../../elements/states.js';
import { toast, toastError } from '../../elements/toast.js';

const IMPACTS = ['segments', 'views', 'exports', 'schedules'];
const POLL_MILLIS = 1_500;

class Features extends ClienteleElement {
  static properties = { switching: { state: true }, findings: { state: true } };

  findings = new Map();
  #list = new Loading(this, (signal) => api.get('features', { signal }), { lines: 3 });
  #changed = () => this.#look();
  #timer;
  #examined = null;
  #looking = null;
  #again = false;

  connectedCallback() {
    super.connectedCallback();
    extensions.addEventListener('change', this.#changed);
    this.#look();
    // Not each plugin has extensions, and so not each change comes with them.
    this.#timer = setInterval(() => !document.hidden && !this.switching && this.#look(), POLL_MILLIS);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    extensions.removeEventListener('change', this.#changed);
    clearInterval(this.#timer);
  }

  /** One look after the other: what changed during one that takes long is looked at when it is over. */
  async #look() {
    if (this.#looking) {
      this.#again = true;
    } else {
      this.#looking = this.#lookAll().finally(() => (this.#looking = null));
    }
    await this.#looking;
  }

  async #lookAll() {
    do {
      this.#again = false;
      await this.#lookNow();
    } while (this.#again && this.isConnected);
  }

  async #lookNow() {
    await this.#list.run({ quiet: this.#list.data !== undefined });
    const states = JSON.stringify(this.#list.data?.items.map((each) => [each.id, each.state]));
    if (states && states !== this.#examined) {
      this.#examined = states;
      this.#examine(this.#list.data.items);
    }
  }

  async #examine(features) {
    const found = await Promise.all(
      features.map((each) => api.get(`features/${each.id}/doctor`).then((doctor) => [each.id, doctor.findings], () => [each.id, null])),
    );
    this.findings = new Map(found);
  }

  render() {
    return html`
      <div class="heading"><h1>${t('features.title')}</h1></div>
      ${this.#list.render(({ items }) =>
        items.length === 0 ? emptyState(t('features.none')) : html`<ul class="rows">${items.map((each) => this.#feature(each, items))}</ul>`,
      )}
    `;
  }

  #feature(feature, all) {
    const required = feature.requires.map((id) => all.find((each) => each.id === id)?.title ?? id);
    const users = all.filter((each) => each.requires.includes(feature.id)).map((each) => each.title);
    const findings = this.findings.get(feature.id) ?? [];
    return html`<li class="card row">
      <div class="grow">
        <h2>${feature.title}</h2>
        <p class="quiet">${t('features.version', { version: feature.version })}
          ${required.length > 0 ? html`· ${t('features.requires', { features: required.join(', ') })}` : nothing}
          ${users.length > 0 ? html`· ${t('features.required-by', { features: users.join(', ') })}` : nothing}</p>
        ${feature.reason ? html`<p class="problem">${feature.reason}</p>` : nothing}
        ${findings.length > 0 ? html`<details open><summary>${t('features.findings', { count: findings.length })}</summary>${findingList(findings)}</details>` : nothing}
      </div>
      ${chip({ text: t(`features.state.${feature.state}`), kind: feature.state })}
      ${switchButton({
        label: feature.title,
        checked: feature.enabled,
        disabled: !this.#maySwitch() || this.switching === feature.id,
        change: (on) => (on ? this.#switch(feature, true) : this.#askAndSwitchOff(feature, users)),
      })}
    </li>`;
  }

  /** Features are those of the whole shop. */
  #maySwitch() {
    return session.may('features:write') && session.caller.sellerAccounts === null;
  }

  async #askAndSwitchOff(feature, users) {
    try {
      const impact = await withNames(await api.get(`features/${feature.id}/impact`));
      const text = html`<p>${t('features.off.text', { feature: feature.title })}</p>
        ${users.length > 0 ? html`<p>${t('features.off.suspends', { features: users.join(', ') })}</p>` : nothing}${this.#impact(impact)}`;
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
              <dd>${impact[kind].map((each) => html`<div>${each}</div>`)}</dd></div>`,
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
    await this.#list.run();
    this.switching = undefined;
  }
}

/** The impact names segments and views by their ids; people know their names, as far as they may. */
async function withNames(impact) {
  const names = (kind) => Promise.all(impact[kind].map((id) => api.get(`${kind}/${id}`).then((it) => it.name, () => id)));
  return { ...impact, segments: await names('segments'), views: await names('views') };
}

customElements.define('clientele-features', Features);

export default () => html`<clientele-features></clientele-features>`;
