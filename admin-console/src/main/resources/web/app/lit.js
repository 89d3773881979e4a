// All that the console uses of Lit, so that only this file knows where it lies.

export { LitElement, css, html, noChange, nothing, render, svg } from '../lit/index.js';
export { classMap } from '../lit/directives/class-map.js';
export { ifDefined } from '../lit/directives/if-defined.js';
export { keyed } from '../lit/directives/keyed.js';
export { live } from '../lit/directives/live.js';
export { createRef, ref } from '../lit/directives/ref.js';
export { repeat } from '../lit/directives/repeat.js';
