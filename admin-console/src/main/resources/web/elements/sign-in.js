import { t } from '../app/i18n.js';
import { createRef, html, nothing, ref } from '../app/lit.js';
import { credentials } from '../app/api.js';
import { session } from '../app/session.js';
import { field } from './controls.js';
import { ClienteleElement } from './element.js';

/** Signs in, by an access token or as a staff user. With `again` it is a dialog over the page, which stays as it is. */
class SignIn extends ClienteleElement {
  static properties = {
    again: { type: Boolean },
    way: { state: true },
    error: { state: true },
    pending: { state: true },
  };

  way = 'token';
  #dialog = createRef();
  #values = { token: '', email: '', password: '' };

  connectedCallback() {
    super.connectedCallback();
    if (this.again && !credentials.token) {
      this.way = 'login';
    }
  }

  firstUpdated() {
    this.#dialog.value?.showModal();
    this.querySelector('input').focus();
  }

  render() {
    return this.again
      ? html`<dialog ${ref(this.#dialog)} aria-labelledby="sign-in-title" @cancel=${(event) => event.preventDefault()}
          @close=${(event) => event.target.showModal()}>
          <h2 id="sign-in-title">${t('app.sign-in.again')}</h2>
          <p>${t('app.sign-in.expired')}</p>
          ${this.#form()}
        </dialog>`
      : html`<main class="sign-in"><div class="card"><h1>${t('app.name')}</h1>${this.#form()}</div></main>`;
  }

  #form() {
    const byToken = this.way === 'token';
    const other = () => {
      this.way = byToken ? 'login' : 'token';
      this.error = undefined;
    };
    return html`<form @submit=${this.#submit}>
      ${byToken
        ? this.#field('token', t('app.sign-in.token'), 'password', 'off')
        : [
            this.#field('email', t('app.sign-in.email'), 'email', 'username'),
            this.#field('password', t('app.sign-in.password'), 'password', 'current-password'),
          ]}
      ${this.error ? html`<p class="problem" role="alert">${this.error}</p>` : nothing}
      <div class="actions">
        <button type="button" class="button quiet" @click=${other}>
          ${byToken ? t('app.sign-in.by-login') : t('app.sign-in.by-token')}
        </button>
        <button class="button primary" ?disabled=${this.pending}>${t('app.sign-in')}</button>
      </div>
    </form>`;
  }

  #field(name, label, type, autocomplete) {
    const input = (value) => (this.#values[name] = value);
    return field({ id: `sign-in-${name}`, label, type, autocomplete, value: this.#values[name], required: true, input });
  }

  async #submit(event) {
    event.preventDefault();
    this.pending = true;
    this.error = undefined;
    const { token, email, password } = this.#values;
    try {
      await (this.way === 'token' ? session.signInByToken(token.trim()) : session.signIn(email, password));
    } catch (error) {
      this.error = this.#explain(error);
    }
    this.pending = false;
  }

  #explain(error) {
    if (error.code === 'offline') {
      return t('app.error.offline');
    }
    return error.status === 401 ? t(`app.sign-in.wrong-${this.way}`) : (error.detail ?? error.title ?? error.message);
  }
}

customElements.define('c-sign-in', SignIn);
