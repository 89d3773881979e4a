// Starts the console: its texts, who is signed in, and then what the address says.

import { loadMessages } from './i18n.js';
import { router } from './router.js';
import { session } from './session.js';
import { applyTheme } from './theme.js';
import './console.js';

applyTheme();
const element = document.querySelector('clientele-console');
try {
  await Promise.all([...['app', 'notifications', 'operations'].map(loadMessages), session.resume()]);
} catch (error) {
  element.failure = error;
}
router.start();
element.ready = true;
