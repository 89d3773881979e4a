import { number } from '../../app/format.js';
import { t } from '../../app/i18n.js';
import { html, nothing } from '../../app/lit.js';
import { address } from '../../app/router.js';

const COUNTS = ['changed', 'unchanged', 'failed'];

/** How many customers an action changed, or would change. @param {Record<string, number>} result of the operation */
export const outcomeFacts = (result) => html`<dl class="outcome">
  ${COUNTS.map((name) => html`<div><dt>${t(`customers.outcome.${name}`)}</dt><dd>${number(result[name] ?? 0)}</dd></div>`)}
</dl>`;

/** Those that were refused, each with the reason. @param {{id: string, code: string, detail: string}[]} items */
export const outcome = (items) =>
  items?.length > 0
    ? html`<table class="plain"><caption>${t('customers.outcome.refused')}</caption>
        <thead><tr><th scope="col">${t('customers.outcome.customer')}</th><th scope="col">${t('customers.outcome.reason')}</th></tr></thead>
        <tbody>${items.map((each) => html`<tr>
          <th scope="row"><a href=${address(`customers/${each.id}`)} target="_blank">${each.id.slice(-8)}</a></th><td class="wrap">${each.detail ?? each.code}</td>
        </tr>`)}</tbody></table>`
    : nothing;
