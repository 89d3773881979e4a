// Drawn signs, which are the same with every font. They say nothing of themselves: whoever shows one names it.

import { html } from '../app/lit.js';

const icon = (path) => html`<svg class="drawn" viewBox="0 0 24 24" aria-hidden="true"><path d=${path}></path></svg>`;

export const BELL = icon('M6 17V11a6 6 0 0 1 12 0v6l1.5 2h-15zM10 21h4M12 3v2');
export const TURNING = icon('M4 12a8 8 0 0 1 13.7-5.6L20 8.5M20 4v4.5h-4.5M20 12a8 8 0 0 1-13.7 5.6L4 15.5M4 20v-4.5h4.5');
