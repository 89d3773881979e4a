import { credentials } from '../../app/api.js';
import { download } from '../../app/download.js';
import { t } from '../../app/i18n.js';
import { html } from '../../app/lit.js';
import { ClienteleElement } from '../../elements/element.js';
import { toastError } from '../../elements/toast.js';

/**
 * A link to a file of the API: `<clientele-download .file=${'exports/…/file'}></clientele-download>`. The cookie of a login goes with it; an access
 * token does not, so the file is fetched with it and then handed over.
 */
class Download extends ClienteleElement {
  static properties = { file: { attribute: false }, busy: { state: true } };

  render() {
    return html`<a class="button primary" href="/api/admin/v1/${this.file}" download aria-busy=${Boolean(this.busy)}
      @click=${credentials.token ? this.#fetch : null}>${t('customers.export.download')}</a>`;
  }

  async #fetch(event) {
    event.preventDefault();
    if (this.busy) {
      return;
    }
    this.busy = true;
    try {
      await download(this.file, 'export');
    } catch (error) {
      toastError(error);
    }
    this.busy = false;
  }
}

customElements.define('clientele-download', Download);
