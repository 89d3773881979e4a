// Light or dark: as the system wants it, unless the user chose.

import { browserStore } from './store.js';

export const THEMES = ['system', 'light', 'dark'];

export const theme = () => browserStore.get('theme') ?? 'system';

export function chooseTheme(name) {
  browserStore.set('theme', name);
  applyTheme();
}

export function applyTheme() {
  const name = theme();
  if (name === 'system') {
    delete document.documentElement.dataset.theme;
  } else {
    document.documentElement.dataset.theme = name;
  }
}
