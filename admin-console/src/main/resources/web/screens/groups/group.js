// One group: its benefits and its members. `new` makes one.

import { api } from '../../app/api.js';
import { LOCALES, code, t } from '../../app/i18n.js';
import { html, nothing } from '../../app/lit.js';
import { address, router } from '../../app/router.js';
import { session } from '../../app/session.js';
import { confirm } from '../../elements/dialog.js';
import { ClienteleElement } from '../../elements/element.js';
import { Form, formActions } from '../../elements/form.js';
import { Loading } from '../../elements/loading.js';
import { toast, toastError } from '../../elements/toast.js';
import { KINDS, mayChange } from './groups.js';
import './members.js';

const NUMBERS = ['percentOff', 'paymentTermsDays'];
const TEXTS = ['priceRegion', 'locale', 'timeZone'];
const FLAGS = ['freeShipping', 'earlyAccess', 'exclusiveAccess', 'purchaseOrders'];

class Group extends ClienteleElement {
  static properties = { code: { attribute: false } };

  #form = new Form(this);
  #loaded = new Loading(this, async (signal) => {
    const [group, lists] = await Promise.all([
      this.code === 'new' ? null : api.get(`groups/${encodeURIComponent(this.code)}`, { signal }),
      session.may('products:read') ? api.get('price-lists', { signal }).catch(() => null) : null,
    ]);
    this.#take(group ?? { name: '', code: '', kind: 'other', benefits: {} });
    return { group, lists: lists?.items ?? [] };
  });

  willUpdate(changed) {
    if (changed.has('code')) {
      this.#loaded.data = undefined;
      this.#loaded.run();
    }
  }

  #take({ name, kind, benefits }) {
    const flat = Object.fromEntries(Object.entries(benefits).map(([key, value]) => [`benefits.${key}`, value ?? '']));
    this.#form.reset({ name, code: '', kind, ...flat });
  }

  render() {
    return html`<p><a href=${address('groups')}>${t('groups.back')}</a></p>${this.#loaded.render((all) => this.#group(all))}`;
  }

  #group({ group, lists }) {
    const form = this.#form;
    const may = mayChange();
    const disabled = !may;
    return html`<div class="heading"><h1>${group?.name ?? t('groups.new')}</h1>
        ${group && may ? html`<button type="button" class="button" @click=${() => this.#delete(group)}>${t('groups.delete')}</button>` : nothing}</div>
      ${session.may('customers:write') && !may ? html`<p class="quiet">${t('groups.read-only')}</p>` : nothing}
      <div class=${group ? 'side-by-side' : 'middle'}>
        <form class="card" @submit=${(event) => this.#save(event, group)}>
          <div class="columns">
            ${form.field('name', t('groups.name'), { required: true, disabled })}
            ${form.field('kind', t('groups.kind'), { disabled, options: KINDS.map((value) => ({ value, label: code('groups.kind', value) })) })}
            ${group ? nothing : form.field('code', t('groups.code'), { hint: t('groups.code-hint') })}
          </div>
          <h2>${t('groups.benefits')}</h2>
          <div class="columns">
            ${form.field('benefits.percentOff', t('groups.percentOff'), { type: 'number', disabled, hint: t('groups.percentOff-hint') })}
            ${this.#priceList(lists, disabled)}
            ${form.field('benefits.paymentTermsDays', t('groups.paymentTermsDays'), { type: 'number', disabled })}
            ${form.field('benefits.priceRegion', t('groups.priceRegion'), { disabled })}
            ${form.field('benefits.locale', t('groups.locale'), { disabled, hint: t('groups.locale-hint', { example: Object.keys(LOCALES).join(', ') }) })}
            ${form.field('benefits.timeZone', t('groups.timeZone'), { disabled, hint: t('groups.timeZone-hint') })}
          </div>
          <div class="columns">${FLAGS.map((name) => form.checkbox(`benefits.${name}`, t(`groups.benefit.${name}`), { disabled }))}</div>
          ${form.problem()} ${may ? formActions({ form, href: group ? undefined : address('groups') }) : nothing}
        </form>
        ${group ? html`<section class="card"><h2>${t('groups.members')}</h2><c-group-members .code=${group.code}></c-group-members></section>` : nothing}
      </div>`;
  }

  #priceList(lists, disabled) {
    const { values } = this.#form;
    const chosen = values['benefits.priceList'];
    const others = chosen && !lists.some((each) => each.id === chosen) ? [{ value: chosen, label: chosen }] : [];
    const options = [{ value: '', label: t('groups.no-price-list') }, ...lists.map((each) => ({ value: each.id, label: `${each.name} (${each.currency})` })), ...others];
    return this.#form.field('benefits.priceList', t('groups.priceList'), lists.length > 0 ? { options, disabled } : { disabled });
  }

  async #save(event, group) {
    const saved = await this.#form.submit(event, (values) => {
      const benefit = (name) => values[`benefits.${name}`];
      const benefits = {
        priceList: benefit('priceList') || null,
        ...Object.fromEntries(NUMBERS.map((name) => [name, benefit(name) === '' || benefit(name) === undefined ? null : Number(benefit(name))])),
        ...Object.fromEntries(TEXTS.map((name) => [name, benefit(name) || null])),
        ...Object.fromEntries(FLAGS.map((name) => [name, benefit(name) === true])),
      };
      const { name, kind } = values;
      return group
        ? api.patch(`groups/${encodeURIComponent(group.code)}`, { name, kind, benefits }, { version: group.version })
        : api.post('groups', { name, kind, benefits, code: values.code || null });
    });
    if (saved) {
      toast(t('groups.saved', { name: saved.name }));
      if (group) {
        this.#take(saved);
        this.#loaded.set({ ...this.#loaded.data, group: saved });
      } else {
        router.go(`groups/${encodeURIComponent(saved.code)}`, { replace: true });
      }
    }
  }

  async #delete(group) {
    const { page } = await api.get('customers', { query: { filter: `groups eq ${JSON.stringify(group.code)}`, size: 10, fields: 'reference' } }).catch(() => ({ page: { totalItems: 0 } }));
    const count = page.totalItems;
    const question = { title: t('groups.delete.title', { name: group.name }), text: t('groups.delete.text', { count }), confirm: t('groups.delete'), danger: true, typed: group.code };
    if (await confirm(question)) {
      try {
        await api.delete(`groups/${encodeURIComponent(group.code)}`, { version: group.version, query: { force: count > 0 ? true : undefined } });
        toast(t('groups.deleted', { name: group.name }));
        router.go('groups');
      } catch (error) {
        toastError(error);
      }
    }
  }
}

customElements.define('clientele-group', Group);

export default ({ code }) => html`<clientele-group .code=${code}></clientele-group>`;
