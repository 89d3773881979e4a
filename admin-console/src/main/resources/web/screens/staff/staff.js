// Who works here, and the roles that they can have.

import { api } from '../../app/api.js';
import { number, time } from '../../app/format.js';
import { code, t } from '../../app/i18n.js';
import { html, nothing } from '../../app/lit.js';
import { observe } from '../../app/observe.js';
import { address, router } from '../../app/router.js';
import { session } from '../../app/session.js';
import { accountsText } from '../../elements/accounts.js';
import { chip } from '../../elements/controls.js';
import { ClienteleElement } from '../../elements/element.js';
import { Loading } from '../../elements/loading.js';
import { emptyState } from '../../elements/states.js';
import '../../elements/table.js';
import '../../elements/tabs.js';

export const STATE_KINDS = { active: 'good', invited: 'warn', inactive: '' };

class Staff extends ClienteleElement {
  #lists = new Loading(this, async (signal) => {
    const [staff, roles] = await Promise.all([api.get('staff', { signal }), api.get('roles', { signal })]);
    return { staff: staff.items, roles: roles.items };
  });

  constructor() {
    super();
    observe(this, router);
  }

  connectedCallback() {
    super.connectedCallback();
    this.#lists.run();
  }

  render() {
    const tab = router.query.get('tab') === 'roles' ? 'roles' : 'staff';
    const create = tab === 'roles' ? ['roles/new', t('staff.roles.new')] : ['staff/new', t('staff.invite')];
    const { staff, roles } = this.#lists.data ?? {};
    const tabs = [
      { id: 'staff', label: t('staff.tab'), count: staff?.length },
      { id: 'roles', label: t('staff.roles'), count: roles?.length },
    ];
    return html`<div class="heading"><h1>${t('staff.title')}</h1>
        ${session.may('staff:write') ? html`<a class="button primary" href=${address(create[0])}>${create[1]}</a>` : nothing}</div>
      <c-tabs label=${t('staff.title')} .tabs=${tabs} selected=${tab}
        .panel=${this.#lists.render((all) => (tab === 'roles' ? this.#roles(all.roles) : this.#staff(all)))}
        @select=${(event) => router.setQuery({ tab: event.detail.id === 'roles' ? 'roles' : null })}></c-tabs>`;
  }

  #staff({ staff, roles }) {
    if (staff.length === 0) {
      return emptyState(t('staff.none'));
    }
    const roleName = (grant) => roles.find((each) => each.code === grant.role)?.name ?? grant.role ?? t('staff.grant.single');
    const columns = [
      { name: 'name', label: t('staff.name'), header: true, cell: (one) => html`<a href=${address(`staff/${one.id}`)}>${one.name}</a>` },
      { name: 'email', label: t('staff.email'), cell: (one) => one.email },
      { name: 'state', label: t('staff.state'), cell: (one) => chip({ text: code('staff.state', one.state), kind: STATE_KINDS[one.state] }) },
      {
        name: 'grants',
        label: t('staff.grants'),
        cell: (one) => one.grants.map((grant) => html`<div>${roleName(grant)} <span class="quiet">${accountsText(grant.sellerAccounts)}</span></div>`),
      },
      { name: 'login', label: t('staff.last-login'), cell: (one) => (one.lastLoginAt ? time(one.lastLoginAt) : t('staff.never')) },
    ];
    return html`<c-table caption=${t('staff.tab')} .columns=${columns} .rows=${staff} linked></c-table>`;
  }

  #roles(roles) {
    const columns = [
      { name: 'name', label: t('staff.name'), header: true, cell: (one) => html`<a href=${address(`roles/${one.code}`)}>${one.name}</a>` },
      { name: 'code', label: t('staff.code'), cell: (one) => html`<code>${one.code}</code>` },
      {
        name: 'scopes',
        label: t('staff.permissions'),
        numeric: true,
        cell: (one) => (one.scopes.includes('*') ? t('access.everything') : number(one.scopes.length)),
      },
      { name: 'shipped', label: t('staff.origin'), cell: (one) => (one.shipped ? chip({ text: t('staff.shipped') }) : t('staff.own')) },
    ];
    return html`<c-table caption=${t('staff.roles')} .columns=${columns} .rows=${roles} linked></c-table>`;
  }
}

customElements.define('clientele-staff', Staff);

export default () => html`<clientele-staff></clientele-staff>`;
