import { t } from '../app/i18n.js';
import { html, nothing } from '../app/lit.js';
import { chip } from './controls.js';

/** What the doctor found: what is wrong, and what to do. @param {object[]} findings */
export const findingList = (findings) =>
  findings.length === 0
    ? html`<p class="quiet">${t('app.findings.none')}</p>`
    : html`<ul class="plain">${findings.map(
        (each) => html`<li class="finding">${chip({ text: t(`app.findings.${each.severity}`), kind: each.severity === 'error' ? 'bad' : 'warn' })}
          <div><p><strong>${each.subject}</strong> ${each.problem} <code class="quiet">${each.check}</code></p>
            ${each.remedy ? html`<p>${each.remedy}</p>` : nothing}</div></li>`,
      )}</ul>`;
