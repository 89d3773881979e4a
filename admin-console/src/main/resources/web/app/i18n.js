// Texts. `?locale=` chooses a language and is remembered; en-XA is English made strange, which shows what goes past t().

import { browserStore } from './store.js';

export const LOCALES = { en: 'English', de: 'Deutsch' };
const PSEUDO = 'en-XA';

const texts = new Map();
const areas = new Map();

function chosen() {
  const asked = new URLSearchParams(location.search).get('locale');
  const wanted = [asked, browserStore.get('locale'), ...navigator.languages];
  for (const each of wanted) {
    if (each === PSEUDO || (each && LOCALES[each.split('-')[0]])) {
      return each;
    }
  }
  return 'en';
}

/** A BCP 47 tag, with the region that the user prefers if there is one. */
export const locale = chosen();
export const language = locale.split('-')[0];
const pseudo = locale === PSEUDO;

document.documentElement.lang = language;
if (new URLSearchParams(location.search).has('locale')) {
  browserStore.set('locale', locale);
}

/** Chooses a language for this browser; the page is loaded anew. */
export function chooseLocale(tag) {
  browserStore.set('locale', tag);
  const url = new URL(location.href);
  url.searchParams.delete('locale');
  location.assign(url);
}

const formats = new Map();

/**
 * One of `Intl`'s formats in the user's language, made when it is first asked for: the first ones of a page take the browser 140 ms.
 *
 * @template T
 * @param {new (tag: string, options?: object) => T} kind
 * @param {object} [options]
 * @returns {T}
 */
export function format(kind, options = {}) {
  const key = kind.name + JSON.stringify(options);
  if (!formats.has(key)) {
    formats.set(key, new kind(pseudo ? 'en' : locale, options));
  }
  return formats.get(key);
}

/**
 * The text of a key. `{name}` in it is replaced by a parameter. With a parameter `count`, `<key>.one` or `<key>.other` is taken
 * as the language wants it, where there are such.
 *
 * @param {string} key
 * @param {Record<string, unknown>} [parameters]
 */
export function t(key, parameters = {}) {
  const counted = 'count' in parameters ? `${key}.${format(Intl.PluralRules).select(Number(parameters.count))}` : key;
  const text = texts.get(counted) ?? texts.get(`${key}.other`) ?? texts.get(key);
  if (text === undefined) {
    console.warn('No text for', key);
    return key;
  }
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in parameters ? show(parameters[name]) : whole));
}

/** Whether there is a text, for keys that are made of codes which the server may have more of. */
export const has = (key) => texts.has(key);

/** The text of a code such as a status; the code itself where there is none. */
export const code = (prefix, value) => (has(`${prefix}.${value}`) ? t(`${prefix}.${value}`) : String(value ?? ''));

const show = (value) => (typeof value === 'number' ? format(Intl.NumberFormat).format(value) : String(value ?? ''));

/** Loads the texts of an area, `messages/<area>_<language>.json`, once. */
export function loadMessages(area) {
  if (!areas.has(area)) {
    const address = (of) => new URL(`../messages/${area}_${of}.json`, import.meta.url);
    areas.set(area, addMessages({ en: address('en'), [language]: address(language) }));
  }
  return areas.get(area);
}

/** Adds the texts of the language, else English ones. @param {Record<string, string | URL>} byLanguage addresses */
export async function addMessages(byLanguage) {
  const answer = await fetch(byLanguage[language] ?? byLanguage.en);
  if (!answer.ok) {
    throw new Error(`Texts could not be loaded: ${answer.url}`);
  }
  for (const [key, text] of Object.entries(await answer.json())) {
    texts.set(key, pseudo ? strange(text) : text);
  }
}

const ACCENTED = { a: 'á', e: 'é', i: 'í', o: 'ó', u: 'ú', A: 'Á', E: 'É', I: 'Í', O: 'Ó', U: 'Ú', n: 'ñ', y: 'ý', c: 'ç' };

const strange = (text) =>
  '⟦' + text.replace(/\{\w+\}|[a-zA-Z]/g, (part) => ACCENTED[part] ?? part) + '·'.repeat(Math.ceil(text.length / 3)) + '⟧';
