// One custom field. `new` defines one; its name and its type stay as they are from then on.

import { api } from '../../app/api.js';
import { t } from '../../app/i18n.js';
import { html, nothing } from '../../app/lit.js';
import { address, router } from '../../app/router.js';
import { confirm } from '../../elements/dialog.js';
import { ClienteleElement } from '../../elements/element.js';
import { Form, formActions, parts } from '../../elements/form.js';
import { Loading } from '../../elements/loading.js';
import { toast, toastError } from '../../elements/toast.js';
import { mayDefine } from './custom-fields.js';

const TYPES = ['text', 'integer', 'decimal', 'boolean', 'date', 'code'];

class CustomField extends ClienteleElement {
  static properties = { name: { attribute: false } };

  #form = new Form(this);
  #field = new Loading(this, async (signal) => {
    const known = this.name === 'new' ? { name: '', label: '', type: 'text', values: [], required: false, personal: false } : await api.get(`custom-fields/${this.name}`, { signal });
    this.#form.reset({ ...known, values: known.values.join(', ') });
    return known;
  });

  willUpdate(changed) {
    if (changed.has('name')) {
      this.#field.data = undefined;
      this.#field.run();
    }
  }

  render() {
    return html`<p><a href=${address('custom-fields')}>${t('custom-fields.back')}</a></p>${this.#field.render((one) => this.#shown(one))}`;
  }

  #shown(one) {
    const form = this.#form;
    const isNew = one.version === undefined;
    const disabled = !mayDefine();
    return html`<div class="heading"><h1>${isNew ? t('custom-fields.new') : one.label}</h1>
        ${isNew || disabled ? nothing : html`<button type="button" class="button" @click=${() => this.#delete(one)}>${t('custom-fields.delete')}</button>`}</div>
      <form class="narrow card" @submit=${(event) => this.#save(event, one, isNew)}>
        ${form.field('name', t('custom-fields.name'), { required: true, disabled: !isNew, hint: t('custom-fields.name-hint') })}
        ${form.field('label', t('custom-fields.label'), { required: true, disabled })}
        ${form.field('type', t('custom-fields.type'), { disabled: !isNew, options: TYPES.map((value) => ({ value, label: t(`custom-fields.type.${value}`) })) })}
        ${form.values.type === 'code' ? form.field('values', t('custom-fields.values'), { rows: 3, disabled, hint: t('custom-fields.values-hint') }) : nothing}
        ${form.checkbox('required', t('custom-fields.required'), { disabled })} ${form.checkbox('personal', t('custom-fields.personal'), { disabled })}
        <p class="hint">${t('custom-fields.personal-hint')}</p>
        ${form.problem()} ${disabled ? nothing : formActions({ form, href: address('custom-fields') })}
      </form>`;
  }

  async #save(event, one, isNew) {
    const saved = await this.#form.submit(event, ({ name, label, type, values, required, personal }) => {
      const change = { label, values: type === 'code' ? parts(values) : [], required, personal };
      return isNew ? api.post('custom-fields', { name, type, ...change }) : api.patch(`custom-fields/${one.name}`, change, { version: one.version });
    });
    if (saved) {
      toast(t('custom-fields.saved', { label: saved.label }));
      router.go('custom-fields');
    }
  }

  async #delete(one) {
    const question = { title: t('custom-fields.delete.title', { label: one.label }), text: t('custom-fields.delete.text'), confirm: t('custom-fields.delete'), danger: true, typed: one.name };
    if (await confirm(question)) {
      try {
        await api.delete(`custom-fields/${one.name}`, { version: one.version });
        toast(t('custom-fields.deleted', { label: one.label }));
        router.go('custom-fields');
      } catch (error) {
        toastError(error);
      }
    }
  }
}

customElements.define('clientele-custom-field', CustomField);

export default ({ name }) => html`<clientele-custom-field .name=${name}></clientele-custom-field>`;
