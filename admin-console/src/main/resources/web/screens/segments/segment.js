// One segment: its filter with who fulfils it, and why a customer is in it or not. `new` makes one, of `?filter=` if there is such.

import { api } from '../../app/api.js';
import { t } from '../../app/i18n.js';
import { html, nothing } from '../../app/lit.js';
import { address, router } from '../../app/router.js';
import { session } from '../../app/session.js';
import { chip } from '../../elements/controls.js';
import { confirm } from '../../elements/dialog.js';
import { ClienteleElement } from '../../elements/element.js';
import { Form, formActions } from '../../elements/form.js';
import { Loading } from '../../elements/loading.js';
import { toast, toastError } from '../../elements/toast.js';
import '../../elements/filter/filter.js';
import './explanation.js';
import './members.js';
import './preview.js';
import { countText, customersOf, mayChange } from './segments.js';

const KINDS = ['dynamic', 'static'];

const valuesOf = ({ name, kind, filter }) => ({ name, kind, filter: filter ?? '' });

class Segment extends ClienteleElement {
  static properties = { segmentId: { attribute: false } };

  #form = new Form(this);
  #loaded = new Loading(this, async (signal) => {
    const [segment, schema, others] = await Promise.all([
      this.segmentId === 'new' ? null : api.get(`segments/${this.segmentId}`, { signal }),
      api.get('schema/customers', { signal }),
      api.get('segments', { query: { size: 100 }, signal }),
    ]);
    this.#form.reset(valuesOf(segment ?? { name: '', kind: 'dynamic', filter: router.query.get('filter') }), segment?.version);
    const choices = { segments: others.items.filter((each) => each.id !== segment?.id).map((each) => ({ value: each.id, label: each.name })) };
    return { segment, attributes: schema.attributes, choices };
  });

  willUpdate(changed) {
    if (changed.has('segmentId')) {
      this.#loaded.data = undefined;
      this.#loaded.run();
    }
  }

  render() {
    return html`<p><a href=${address('segments')}>${t('segments.back')}</a></p>${this.#loaded.render((all) => this.#segment(all))}`;
  }

  #segment({ segment, attributes, choices }) {
    const form = this.#form;
    const { kind, filter } = form.values;
    const may = segment ? mayChange(segment) : session.may('segments:write');
    const editsFilter = kind === 'dynamic' || !segment;
    return html`${segment ? this.#heading(segment, may) : html`<div class="heading"><h1>${t('segments.new')}</h1></div>`}
      ${segment?.reason ? html`<p class="card warn" role="status">${t('segments.suspended')} ${segment.reason}</p>` : nothing}
      <div class="side-by-side">
        <form class="card" @submit=${(event) => this.#save(event, segment)}>
          ${form.field('name', t('segments.name'), { required: true, disabled: !may })}
          ${segment ? nothing : form.field('kind', t('segments.kind'), { options: KINDS.map((value) => ({ value, label: t(`segments.kind-long.${value}`) })) })}
          ${editsFilter
            ? html`<h2>${t(kind === 'static' ? 'segments.first-members' : 'segments.filter')}</h2>
                <fieldset class="bare" ?disabled=${!may}><c-filter .schema=${attributes} .value=${filter} .choices=${choices} @change=${(event) => form.set('filter', event.detail.filter)}></c-filter></fieldset>
                ${form.at('filter') ? html`<p class="problem" role="alert">${form.at('filter')}</p>` : nothing}`
            : nothing}
          ${form.problem()} ${may ? formActions({ form, href: segment ? undefined : address('segments') }) : nothing}
        </form>
        <div class="stack">
          ${editsFilter ? html`<section class="card"><h2>${t('segments.preview')}</h2><c-segment-preview .filter=${filter}></c-segment-preview></section>` : nothing}
          ${segment && kind === 'static' ? html`<section class="card"><h2>${t('segments.members')}</h2><c-segment-members .segmentId=${segment.id} .may=${may} @members=${() => this.#count(segment)}></c-segment-members></section>` : nothing}
          ${segment && segment.state === 'active' ? html`<section class="card"><h2>${t('segments.explain')}</h2><c-explanation .segmentId=${segment.id}></c-explanation></section>` : nothing}
        </div>
      </div>`;
  }

  #heading(segment, may) {
    return html`<div class="heading"><h1>${segment.name}</h1>
      ${chip({ text: t(`segments.kind.${segment.kind}`) })}
      ${chip({ text: t(`segments.state.${segment.state}`), kind: segment.state === 'active' ? 'good' : 'warn' })}
      ${segment.state === 'active' ? html`<a class="button" href=${customersOf(segment.id)}>${t('segments.show', { customers: countText(segment) })}</a>` : nothing}
      ${may ? html`<button type="button" class="button" @click=${() => this.#delete(segment)}>${t('segments.delete')}</button>` : nothing}
    </div>`;
  }

  async #save(event, segment) {
    const saved = await this.#form.submit(event, ({ name, kind, filter }) =>
      segment
        ? api.patch(`segments/${segment.id}`, kind === 'static' ? { name } : { name, filter }, { version: this.#form.version })
        : api.post('segments', { name, kind, filter: filter || null }),
    );
    if (saved) {
      toast(t('segments.saved', { name: saved.name }));
      if (segment) {
        this.#form.reset(valuesOf(saved), saved.version);
        this.#loaded.set({ ...this.#loaded.data, segment: saved });
      } else {
        router.go(`segments/${saved.id}`, { replace: true });
      }
    }
  }

  async #count({ id }) {
    const counted = await api.get(`segments/${id}`, { query: { count: 'exact' } }).catch(() => null);
    if (counted) {
      this.#form.follow(valuesOf(counted), counted.version);
      this.#loaded.set({ ...this.#loaded.data, segment: counted });
    }
  }

  async #delete(segment) {
    const question = { title: t('segments.delete.title', { name: segment.name }), text: t('segments.delete.text'), confirm: t('segments.delete'), danger: true, typed: segment.name };
    if (await confirm(question)) {
      try {
        await api.delete(`segments/${segment.id}`, { version: this.#loaded.data.segment.version });
        toast(t('segments.deleted', { name: segment.name }));
        router.go('segments');
      } catch (error) {
        toastError(error);
      }
    }
  }
}

customElements.define('clientele-segment', Segment);

export default ({ id }) => html`<clientele-segment .segmentId=${id}></clientele-segment>`;
