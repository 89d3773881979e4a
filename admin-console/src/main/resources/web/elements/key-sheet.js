import { t } from '../app/i18n.js';
import { keys, keysAreOn, switchKeys } from '../app/keys.js';
import { html } from '../app/lit.js';
import { openDialog } from './dialog.js';
import { checkbox } from './controls.js';
import { ClienteleElement } from './element.js';

/** The sheet of keys behind `?`; `show()` opens it. */
class KeySheet extends ClienteleElement {
  show() {
    openDialog(t('app.keys.title'), (close) => html`
      <dl class="keys">
        ${keys().map((each) => html`<div><dt><kbd>${each.key}</kbd></dt><dd>${t(each.title)}</dd></div>`)}
      </dl>
      ${checkbox({ id: 'keys-on', label: t('app.keys.on'), checked: keysAreOn(), change: switchKeys })}
      <div class="actions"><button type="button" class="button" @click=${() => close()}>${t('app.close')}</button></div>
    `);
  }
}

customElements.define('c-key-sheet', KeySheet);
