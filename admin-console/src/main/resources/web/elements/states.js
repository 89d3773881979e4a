// What stands in the place of content: nothing yet, nothing at all, or an error.

import { t } from '../app/i18n.js';
import { html, nothing } from '../app/lit.js';

/** Grey lines, which the style sheet shows after 150 ms only. */
export const skeleton = (lines = 5) => html`
  <div class="skeleton" aria-busy="true">
    <span class="visually-hidden">${t('app.loading')}</span>
    ${Array.from({ length: lines }, () => html`<div class="line"></div>`)}
  </div>
`;

/** @param {string} text why there is nothing @param {unknown} [action] such as a button */
export const emptyState = (text, action = nothing) => html`<div class="empty"><p>${text}</p>${action}</div>`;

/** @param {Error} error an ApiError tells code and trace id @param {() => void} [retry] */
export const errorCard = (error, retry) => html`
  <div class="card error" role="alert">
    <h2>${error.code === 'offline' ? t('app.error.offline') : t('app.error.title')}</h2>
    ${error.code === 'offline' ? nothing : html`<p>${error.detail ?? error.title ?? error.message}</p>`}
    ${error.traceId ? html`<p class="quiet">${t('app.error.trace')} <code>${error.traceId}</code></p>` : nothing}
    ${retry ? html`<button type="button" class="button" @click=${retry}>${t('app.error.retry')}</button>` : nothing}
  </div>
`;
