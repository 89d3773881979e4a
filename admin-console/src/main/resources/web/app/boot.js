// Starts the console: its texts, who is signed in, and then what the address says.

import { prepareFormats } from './format.js';
import { loadMessages } from './i18n.js';
import { match, router } from './router.js';
import { session } from './session.js';
import { applyTheme } from './theme.js';
import { SCREENS } from '../screens/screens.js';
import './console.js';

applyTheme();
// What the address shows is fetched while the server says who is signed in; the frame tells what fails of it.
const path = location.pathname.replace(/^\/console\/|\/$/g, '') || SCREENS[0].path;
const screen = SCREENS.find((each) => match(each.path, path));
screen?.load().catch(() => {});
screen?.messages.forEach((each) => loadMessages(each).catch(() => {}));
const element = document.querySelector('clientele-console');
try {
  await Promise.all([...['app', 'notifications', 'operations'].map(loadMessages), session.resume()]);
} catch (error) {
  element.failure = error;
}
router.start();
element.ready = true;
(window.requestIdleCallback ?? setTimeout)(prepareFormats);
