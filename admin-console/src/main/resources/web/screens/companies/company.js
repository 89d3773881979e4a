// One company: what is known of it, its limit, and who buys for it. `new` makes one.

import { api } from '../../app/api.js';
import { minorUnits } from '../../app/format.js';
import { t } from '../../app/i18n.js';
import { html, live, nothing } from '../../app/lit.js';
import { address, router } from '../../app/router.js';
import { session } from '../../app/session.js';
import { field } from '../../elements/controls.js';
import { customerNames, customerPicker } from '../../elements/customer-picker.js';
import { confirm } from '../../elements/dialog.js';
import { ClienteleElement } from '../../elements/element.js';
import { Form, formActions } from '../../elements/form.js';
import { Loading } from '../../elements/loading.js';
import { emptyState } from '../../elements/states.js';
import { toast, toastError } from '../../elements/toast.js';
import '../../elements/table.js';

const ROLES = ['buyer', 'approver', 'admin'];

class Company extends ClienteleElement {
  static properties = { companyId: { attribute: false } };

  #form = new Form(this);
  #loaded = new Loading(this, async (signal) => {
    const company = this.companyId === 'new' ? null : await api.get(`companies/${this.companyId}`, { signal });
    this.#take(company ?? { name: '', vatId: '', approvalLimit: null, externalIds: [] });
    const names = await customerNames((company?.members ?? []).map((each) => each.customerId), signal);
    return { company, names };
  });

  willUpdate(changed) {
    if (changed.has('companyId')) {
      this.#loaded.data = undefined;
      this.#loaded.run();
    }
  }

  #take(company) {
    this.#form.reset(this.#values(company), company.version);
  }

  #values({ name, vatId, approvalLimit, externalIds }) {
    const amount = approvalLimit ? approvalLimit.amount / minorUnits(approvalLimit.currency) : '';
    return { name, vatId: vatId ?? '', 'approvalLimit.amount': amount, 'approvalLimit.currency': approvalLimit?.currency ?? 'EUR', externalIds: externalIds.map((each) => `${each.system}=${each.id}`).join('\n') };
  }

  render() {
    return html`<p><a href=${address('companies')}>${t('companies.back')}</a></p>${this.#loaded.render((all) => this.#company(all))}`;
  }

  #company({ company, names }) {
    const form = this.#form;
    const may = session.may('customers:write');
    const disabled = !may;
    return html`<div class="heading"><h1>${company?.name ?? t('companies.new')}</h1>
        ${company && may ? html`<button type="button" class="button" @click=${() => this.#delete(company)}>${t('companies.delete')}</button>` : nothing}</div>
      <div class=${company ? 'side-by-side' : 'narrow'}>
        <form class="card" @submit=${(event) => this.#save(event, company)}>
          ${form.field('name', t('companies.name'), { required: true, disabled })} ${form.field('vatId', t('companies.vatId'), { disabled })}
          <div class="columns">${form.field('approvalLimit.amount', t('companies.approvalLimit'), { type: 'number', disabled, hint: t('companies.limit-hint') })}
            ${form.field('approvalLimit.currency', t('companies.currency'), { disabled })}</div>
          ${form.field('externalIds', t('companies.externalIds'), { rows: 2, disabled, hint: t('companies.externalIds-hint') })}
          ${form.problem()} ${may ? formActions({ form, href: company ? undefined : address('companies') }) : nothing}
        </form>
        ${company ? html`<section class="card"><h2>${t('companies.members')}</h2>${this.#members(company, names, may)}</section>` : nothing}
      </div>`;
  }

  #members(company, names, may) {
    const name = (one) => names.get(one.customerId) ?? `…${one.customerId.slice(-6)}`;
    const role = (one) => (may
      ? html`<select aria-label=${t('companies.role-of', { name: name(one) })} .value=${live(one.role)} @change=${(event) => this.#join(company, one.customerId, event.target.value, name(one))}>
          ${ROLES.map((each) => html`<option value=${each} ?selected=${each === one.role}>${t(`companies.role.${each}`)}</option>`)}</select>`
      : t(`companies.role.${one.role}`));
    const columns = [
      { name: 'name', label: t('companies.member'), header: true, cell: (one) => html`<a href=${address(`customers/${one.customerId}`)}>${name(one)}</a>` },
      { name: 'role', label: t('companies.role'), cell: role },
      ...(may ? [{ name: 'remove', label: t('companies.members.actions'), cell: (one) => html`<button type="button" class="button quiet" aria-label=${t('app.remove', { what: name(one) })} @click=${() => this.#leave(company, one, name(one))}>${t('companies.members.remove')}</button>` }] : []),
    ];
    const rows = company.members.map((each) => ({ ...each, id: each.customerId }));
    return html`${may ? customerPicker({ label: t('companies.members.add'), choose: ({ value, label }) => this.#join(company, value, 'buyer', label) }) : nothing}
      ${rows.length === 0 ? emptyState(t('companies.members.none')) : html`<c-table caption=${t('companies.members')} .columns=${columns} .rows=${rows}></c-table>`}`;
  }

  #join(company, customer, role, name) {
    return this.#change(() => api.put(`companies/${company.id}/members/${customer}`, { role }), [customer, name], t('companies.members.joined', { name, role: t(`companies.role.${role}`) }));
  }

  #leave(company, member, name) {
    const undo = () => this.#join(company, member.customerId, member.role, name);
    return this.#change(() => api.delete(`companies/${company.id}/members/${member.customerId}`), [], t('companies.members.removed', { name }), undo);
  }

  async #change(work, [id, name], told, undo) {
    try {
      const company = await work();
      const names = new Map(this.#loaded.data.names);
      if (id) {
        names.set(id, name);
      }
      this.#changed(company, names);
      toast(told, { undo });
    } catch (error) {
      toastError(error);
      const { company, names } = this.#loaded.data;
      // The role that was chosen is not what there is.
      await api.get(`companies/${company.id}`).then((now) => this.#changed(now, names), () => {});
    }
  }

  /** What is entered in the form stays. */
  #changed(company, names) {
    this.#form.follow(this.#values(company), company.version);
    this.#loaded.set({ company, names });
  }

  async #save(event, company) {
    const saved = await this.#form.submit(event, (values) => {
      const currency = values['approvalLimit.currency'].trim().toUpperCase();
      const amount = values['approvalLimit.amount'];
      const body = {
        name: values.name,
        vatId: values.vatId || null,
        approvalLimit: amount === '' ? null : { amount: Math.round(Number(amount) * minorUnits(currency)), currency },
        externalIds: values.externalIds.split('\n').filter((each) => each.trim()).map((each) => ({ system: each.split('=')[0].trim(), id: each.split('=').slice(1).join('=').trim() })),
      };
      return company ? api.patch(`companies/${company.id}`, body, { version: this.#form.version }) : api.post('companies', body);
    });
    if (saved) {
      toast(t('companies.saved', { name: saved.name }));
      if (company) {
        this.#take(saved);
        this.#loaded.set({ ...this.#loaded.data, company: saved });
      } else {
        router.go(`companies/${saved.id}`, { replace: true });
      }
    }
  }

  async #delete(company) {
    const question = { title: t('companies.delete.title', { name: company.name }), text: t('companies.delete.text', { count: company.members.length }), confirm: t('companies.delete'), danger: true, typed: company.name };
    if (await confirm(question)) {
      try {
        await api.delete(`companies/${company.id}`, { version: company.version });
        toast(t('companies.deleted', { name: company.name }));
        router.go('companies');
      } catch (error) {
        toastError(error);
      }
    }
  }
}

customElements.define('clientele-company', Company);

export default ({ id }) => html`<clientele-company .companyId=${id}></clientele-company>`;
