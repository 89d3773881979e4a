// Keys. Screens and elements register some while they are shown; the sheet behind `?` lists them. They can be turned off.

import { browserStore } from './store.js';

const registered = new Set();

export const keysAreOn = () => browserStore.get('keys') !== 'off';
export const switchKeys = (on) => browserStore.set('keys', on ? 'on' : 'off');

/** What is registered now: `{key, title, run}`. */
export const keys = () => [...registered];

/**
 * Registers keys while an element is shown.
 *
 * @param {import('../lit/index.js').ReactiveControllerHost} host
 * @param {{key: string, title: string, run: (event: KeyboardEvent) => void}[]} list `title` is a key of texts
 */
export function useKeys(host, list) {
  host.addController({
    hostConnected: () => list.forEach((each) => registered.add(each)),
    hostDisconnected: () => list.forEach((each) => registered.delete(each)),
  });
}

const isTyping = (target) => target.closest?.('input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]');

/** Buttons and links have a meaning of their own for these. */
const isTaken = (key, target) => (key === 'Enter' || key === ' ') && target.closest?.('a, button, summary, input');

addEventListener('keydown', (event) => {
  const target = event.composedPath()[0];
  const busy = event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey;
  if (busy || !keysAreOn() || isTyping(target) || isTaken(event.key, target) || document.querySelector('dialog[open]')) {
    return;
  }
  const found = keys().findLast((each) => each.key === event.key);
  if (found) {
    event.preventDefault();
    found.run(event);
  }
});
