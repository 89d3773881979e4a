// The frame: who is signed in, where one can go, and the screen of the address.

import { isOffline, connection } from './api.js';
import { extensions } from './extensions.js';
import { loadMessages, t } from './i18n.js';
import { useKeys } from './keys.js';
import { html, keyed, nothing } from './lit.js';
import { notifications } from './notifications.js';
import { observe } from './observe.js';
import { operations } from './operations.js';
import { address, match, router } from './router.js';
import { session } from './session.js';
import { ClienteleElement } from '../elements/element.js';
import { emptyState, errorCard, skeleton } from '../elements/states.js';
import { SCREENS } from '../screens/screens.js';
import '../elements/dialog.js';
import '../elements/extension-panel.js';
import '../elements/key-sheet.js';
import '../elements/menu.js';
import '../elements/sign-in.js';
import '../elements/toast.js';
import '../elements/user-menu.js';
import '../screens/notifications/bell.js';
import '../screens/operations/tray.js';

class Console extends ClienteleElement {
  static properties = { ready: { type: Boolean }, failure: { attribute: false }, content: { state: true } };

  #screen = null;
  #path = null;
  #signal = null;

  constructor() {
    super();
    observe(this, session);
    observe(this, extensions);
    connection.addEventListener('offline', () => this.requestUpdate());
    connection.addEventListener('online', () => this.requestUpdate());
    router.addEventListener('change', () => this.#show());
    session.addEventListener('change', () => this.#follow());
    useKeys(this, [{ key: '?', title: 'app.keys.sheet', run: () => this.querySelector('c-key-sheet').show() }]);
  }

  #follow() {
    if (session.leaving) {
      this.#signal?.abort();
    } else if (session.caller && !this.#signal) {
      this.#signal = new AbortController();
      extensions.start(this.#signal.signal);
      operations.resume();
      notifications.start(this.#signal.signal);
    }
  }

  async #show() {
    if (router.path === '') {
      router.go(SCREENS[0].path, { replace: true });
      return;
    }
    const found = SCREENS.map((screen) => ({ screen, parameters: match(screen.path, router.path) })).find(
      (each) => each.parameters,
    );
    const moved = this.#path !== null && this.#path !== router.path;
    this.#path = router.path;
    this.parameters = found?.parameters;
    if (found?.screen !== this.#screen || !found) {
      this.#screen = found?.screen ?? null;
      this.content = undefined;
      await this.#load(found?.screen);
    }
    this.requestUpdate();
    await this.updateComplete;
    if (moved) {
      document.querySelector('main')?.focus({ preventScroll: true });
      scrollTo(0, 0);
    }
  }

  async #load(screen) {
    if (!screen) {
      return;
    }
    try {
      const [module] = await Promise.all([screen.load(), ...screen.messages.map(loadMessages)]);
      if (this.#screen === screen) {
        this.content = module.default;
        document.title = `${t(screen.title)} · Clientele`;
      }
    } catch (error) {
      this.failure = error;
    }
  }

  render() {
    if (this.failure) {
      return html`<main>${errorCard(this.failure, () => location.reload())}</main>`;
    }
    if (!this.ready) {
      return nothing;
    }
    return session.caller ? this.#frame() : html`<c-sign-in></c-sign-in><c-toasts></c-toasts>`;
  }

  #frame() {
    return html`
      <a class="skip" href="#main" @click=${this.#skip}>${t('app.skip')}</a>
      <header class="bar">
        <a class="brand" href=${address('')}>${t('app.name')}</a>
        <nav aria-label=${t('app.navigation')}>
          <ul>
            ${this.#screens(true).map((each) => this.#link(each.path, t(each.title)))}
            ${extensions
              .at('nav')
              .filter((each) => !each.failure)
              .map((each) => this.#link(`x/${each.id}`, each.title))}
            ${this.#more()}
          </ul>
        </nav>
        <div class="own"><c-operations-tray></c-operations-tray><c-notification-bell></c-notification-bell><c-user-menu></c-user-menu></div>
      </header>
      ${isOffline() ? html`<p class="banner" role="alert">${t('app.offline')}</p>` : nothing}
      <main id="main" tabindex="-1">${this.#content()}</main>
      <c-toasts></c-toasts>
      <c-dialogs></c-dialogs>
      <c-key-sheet></c-key-sheet>
      ${session.expired ? html`<c-sign-in again></c-sign-in>` : nothing}
    `;
  }

  #screens(nav) {
    return SCREENS.filter((each) => each.nav === nav && session.may(each.scope));
  }

  #more() {
    const items = this.#screens('more').map((each) => ({ label: t(each.title), href: address(each.path), current: this.#isAt(each.path) }));
    const here = items.some((each) => each.current) ? 'here' : '';
    return items.length === 0 ? nothing : html`<li class=${here}><c-menu label=${t('app.nav.more')} .items=${items}></c-menu></li>`;
  }

  #isAt(path) {
    return router.path === path || router.path.startsWith(`${path}/`);
  }

  #link(path, title) {
    const here = this.#isAt(path);
    return html`<li><a href=${address(path)} aria-current=${here ? 'page' : nothing}>${title}</a></li>`;
  }

  #skip(event) {
    event.preventDefault();
    document.querySelector('main').focus();
  }

  #content() {
    const own = /^x\/(.+)$/.exec(router.path);
    if (own) {
      const page = extensions.at('nav').find((each) => each.id === own[1]);
      return page
        ? html`<h1>${page.title}</h1><c-extension-panel .contribution=${page}></c-extension-panel>`
        : emptyState(t('app.not-found'));
    }
    if (!this.#screen) {
      return emptyState(t('app.not-found'));
    }
    if (this.#screen.scope && !session.may(this.#screen.scope)) {
      return emptyState(t('app.forbidden'));
    }
    return this.content ? keyed(this.content, this.content(this.parameters)) : skeleton(8);
  }
}

customElements.define('clientele-console', Console);
