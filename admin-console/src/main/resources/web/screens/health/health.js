// Whether it works: what an operator looks at first.

import { ApiError, api } from '../../app/api.js';
import { number, relative } from '../../app/format.js';
import { code, t } from '../../app/i18n.js';
import { html, nothing } from '../../app/lit.js';
import { address } from '../../app/router.js';
import { session } from '../../app/session.js';
import { chip } from '../../elements/controls.js';
import { confirm } from '../../elements/dialog.js';
import { ClienteleElement } from '../../elements/element.js';
import { findingList } from '../../elements/findings.js';
import { Loading } from '../../elements/loading.js';
import { toast, toastError } from '../../elements/toast.js';

const POLL_MILLIS = 15_000;
const BEHIND_IS_MUCH = 1_000;

/** What may be seen of something; null where the caller may not. */
const ifAllowed = async (scope, ask) => {
  if (!session.may(scope)) {
    return null;
  }
  try {
    return await ask();
  } catch (error) {
    if (error instanceof ApiError && error.status === 403) {
      return null;
    }
    throw error;
  }
};

class Health extends ClienteleElement {
  #checks = new Loading(this, () => this.#ready(), { lines: 2 });
  #features = new Loading(this, async (signal) => {
    const { items } = await api.get('features', { signal });
    return Promise.all(items.map(async (feature) => ({ feature, doctor: await api.get(`features/${feature.id}/doctor`, { signal }) })));
  }, { lines: 3 });
  #work = new Loading(this, async (signal) => {
    const [followers, dead, webhooks] = await Promise.all([
      ifAllowed('features:read', () => api.get('events/followers', { signal })),
      ifAllowed('outbox:read', () => api.get('outbox', { query: { state: 'dead', size: 10 }, signal })),
      ifAllowed('webhooks:read', () => api.get('webhooks', { signal })),
    ]);
    return { followers, dead, webhooks };
  }, { lines: 3 });
  #timer;

  connectedCallback() {
    super.connectedCallback();
    this.#run();
    this.#timer = setInterval(() => !document.hidden && (this.#checks.run({ quiet: true }), this.#work.run({ quiet: true })), POLL_MILLIS);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  #run = () => {
    this.#checks.run();
    this.#features.run();
    this.#work.run();
  };

  /** Health is told to callers on the same machine, and to keys that may read metrics. */
  async #ready() {
    try {
      const answer = await fetch('/health/ready', { cache: 'no-store' });
      return answer.ok || answer.status === 503 ? await answer.json() : { status: 'unknown', checks: [] };
    } catch {
      return { status: 'unknown', checks: [] };
    }
  }

  render() {
    return html`<div class="heading"><h1>${t('health.title')}</h1><button type="button" class="button" @click=${this.#run}>${t('health.again')}</button></div>
      <div class="side-by-side">
        <section class="card"><h2>${t('health.node')}</h2>${this.#checks.render((ready) => this.#node(ready))}</section>
        <section class="card"><h2>${t('health.background')}</h2>${this.#work.render((work) => this.#background(work))}</section>
      </div>
      <section class="card below"><h2>${t('health.features')}</h2>${this.#features.render((all) => all.map((each) => this.#feature(each)))}</section>
      ${this.#work.data?.followers ? html`<section class="card below"><h2>${t('health.followers')}</h2>${this.#followers(this.#work.data.followers.items)}</section>` : nothing}`;
  }

  #node({ status, checks }) {
    return html`<p>${chip({ text: code('health.status', status), kind: status === 'ok' ? 'good' : 'warn' })}
        ${status === 'unknown' ? html`<span class="quiet">${t('health.unknown')}</span>` : nothing}</p>
      <ul class="plain">${checks.map((each) => html`<li>${chip({ text: code('health.status', each.status), kind: each.status === 'ok' ? 'good' : 'warn' })} ${code('health.check', each.name)} ${each.detail ?? ''}</li>`)}</ul>`;
  }

  #background({ dead, webhooks }) {
    const failing = webhooks?.items.filter((each) => each.state === 'failing' || each.state === 'suspended') ?? [];
    const line = (label, bad, text) => html`<div><dt>${label}</dt><dd>${chip({ text, kind: bad ? 'warn' : 'good' })}</dd></div>`;
    return html`<dl class="facts">
      ${dead ? line(t('health.mails'), dead.page.totalItems > 0, t('health.dead-mails', { count: dead.page.totalItems })) : nothing}
      ${webhooks ? line(html`<a href=${address('webhooks')}>${t('health.webhooks')}</a>`, failing.length > 0, t('health.failing-webhooks', { count: failing.length })) : nothing}
    </dl>`;
  }

  #feature({ feature, doctor }) {
    return html`<div class="finding-group"><h3>${feature.title} ${chip({ text: code('health.state', feature.state), kind: feature.state })}</h3>
      ${feature.reason ? html`<p>${feature.reason}</p>` : nothing} ${findingList(doctor.findings)}</div>`;
  }

  #followers(items) {
    const state = (each) => (each.failures > 0 ? 'failing' : !each.registered ? 'away' : each.behind > BEHIND_IS_MUCH ? 'behind' : 'ok');
    return html`<ul class="rows">${items.map((each) => html`<li class="row">
      <div class="grow"><strong>${each.name}</strong> <span class="quiet">${t('health.behind', { count: each.behind })}</span>
        ${each.failures > 0 ? html`<p class="problem">${t('health.stands', { event: each.failedAtEvent, count: each.failures })} ${each.failure}
          ${each.resumeAt ? t('health.resumes', { when: relative(each.resumeAt) }) : nothing}</p>` : nothing}</div>
      ${chip({ text: t(`health.follower.${state(each)}`), kind: state(each) === 'ok' ? 'good' : 'warn' })}
      ${each.failedAtEvent && session.may('features:write') ? html`<button type="button" class="button" @click=${() => this.#skip(each)}>${t('health.skip')}</button>` : nothing}
    </li>`)}</ul>`;
  }

  async #skip(follower) {
    const question = { title: t('health.skip.title', { name: follower.name }), text: t('health.skip.text', { event: number(Number(follower.failedAtEvent)) }), confirm: t('health.skip'), danger: true, typed: follower.name };
    if (await confirm(question)) {
      try {
        await api.post(`events/followers/${follower.name}/skip`, { event: follower.failedAtEvent });
        toast(t('health.skipped'));
      } catch (error) {
        toastError(error);
      }
      this.#work.run();
    }
  }
}

customElements.define('clientele-health', Health);

export default () => html`<clientele-health></clientele-health>`;
