import { LOCALES, chooseLocale, language, t } from '../app/i18n.js';
import { html } from '../app/lit.js';
import { address } from '../app/router.js';
import { session } from '../app/session.js';
import { THEMES, chooseTheme, theme } from '../app/theme.js';
import './menu.js';
import { ClienteleElement } from './element.js';

/** Who is signed in; language, colours, sign out. */
class UserMenu extends ClienteleElement {
  render() {
    const locales = Object.entries(LOCALES).map(([tag, label]) => ({
      label,
      checked: tag === language,
      run: () => chooseLocale(tag),
    }));
    const themes = THEMES.map((name) => ({
      label: t(`app.theme.${name}`),
      checked: name === theme(),
      run: () => {
        chooseTheme(name);
        this.requestUpdate();
      },
    }));
    const items = [
      { label: t('app.nav.profile'), href: address('profile') },
      ...themes,
      ...locales,
      { label: t('app.keys.title'), run: () => document.querySelector('c-key-sheet').show() },
      { label: t('app.sign-out'), run: () => session.signOut() },
    ];
    return html`<c-menu label=${session.caller.name} .items=${items}></c-menu>`;
  }
}

customElements.define('c-user-menu', UserMenu);
