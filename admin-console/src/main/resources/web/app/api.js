// The REST API. Every request carries who calls, changes carry an Idempotency-Key and so may be sent again.

import { language } from './i18n.js';

const ROOT = '/api/admin/v1/';
const TRIES = 4;
const LONGEST_WAIT_SECONDS = 5;

/** What did not work, as the API told it. `code` is `offline` where there was no answer. */
export class ApiError extends Error {
  constructor(status, problem) {
    super(problem.detail ?? problem.title);
    this.name = 'ApiError';
    this.status = status;
    this.code = problem.code ?? 'internal';
    this.title = problem.title;
    this.detail = problem.detail;
    this.errors = problem.errors ?? [];
    this.traceId = problem.traceId;
  }

  /** What is wrong with one member of the body, by its JSON Pointer (`/email`), or with a parameter (`?page`). */
  at(pointer) {
    return this.errors.find((each) => each.pointer === pointer)?.detail;
  }
}

/** Whether something ended only because nobody wants its answer any more. */
export const isAbort = (error) => error?.name === 'AbortError';

/** Set by the session: how requests show who calls, and what to do when that is not known any more. */
export const credentials = {
  token: null,
  csrf: null,
  /** @type {() => Promise<boolean>} asks to sign in again; false if nobody was signed in */
  renew: async () => false,
};

/** Tells `offline` and `online`. */
export const connection = new EventTarget();
let offline = false;

function reached(yes) {
  if (offline === yes) {
    offline = !yes;
    connection.dispatchEvent(new Event(offline ? 'offline' : 'online'));
  }
}

export const isOffline = () => offline;

/** Keys of changes that got no answer, by what they ask for: nobody knows what became of them, so the same again is the same change. */
const unanswered = new Map();
const UNANSWERED_MILLIS = 600_000;

function keyOf(change) {
  const { key, at } = unanswered.get(change) ?? {};
  return key && Date.now() - at < UNANSWERED_MILLIS ? key : (crypto.randomUUID?.() ?? String(Math.random()).slice(2) + Date.now());
}

/**
 * `fetch` below `/api/admin/v1/`, with all that the API wants: who calls, CSRF, an Idempotency-Key, one more try after a 503, and the
 * dialog that asks to sign in again after a 401. Answers with whatever the server said; throws an ApiError `offline` without one.
 *
 * @param {string} path relative to the API, or an address within it
 * @param {RequestInit} [options] the body as text
 * @returns {Promise<Response>}
 */
export async function fetchApi(path, options = {}) {
  const url = new URL(path, location.origin + ROOT);
  if (url.origin !== location.origin || !url.pathname.startsWith(ROOT)) {
    throw new TypeError(`${path} is not below ${ROOT}`);
  }
  const method = (options.method ?? 'GET').toUpperCase();
  const headers = new Headers(options.headers);
  const changes = method !== 'GET' && method !== 'HEAD';
  const keyed = changes && !headers.has('Idempotency-Key') && !headers.has('Clientele-No-Key');
  const change = keyed && typeof (options.body ?? '') === 'string' ? `${method} ${url} ${options.body ?? ''}` : null;
  if (keyed) {
    headers.set('Idempotency-Key', keyOf(change));
  }
  if (options.body !== undefined && !headers.has('Content-Type')) {
    headers.set('Content-Type', method === 'PATCH' ? 'application/merge-patch+json' : 'application/json');
  }
  headers.set('Accept-Language', language);
  for (let tried = 1; ; tried++) {
    const answer = await send(url, { ...options, method, headers }).catch((error) => {
      if (change && error.code === 'offline') {
        unanswered.set(change, { key: headers.get('Idempotency-Key'), at: Date.now() });
      }
      throw error;
    });
    unanswered.delete(change);
    if (answer.status === 401 && !headers.has('Clientele-No-Renewal') && (await credentials.renew())) {
      continue;
    }
    const wait = Number(answer.headers.get('Retry-After') ?? 1);
    if (answer.status !== 503 || tried === TRIES || wait > LONGEST_WAIT_SECONDS) {
      return answer;
    }
    await pause(wait * 1000, options.signal);
  }
}

async function send(url, options) {
  const headers = new Headers(options.headers);
  if (credentials.token) {
    headers.set('Authorization', `Bearer ${credentials.token}`);
  } else if (credentials.csrf) {
    headers.set('Clientele-CSRF', credentials.csrf);
  }
  headers.delete('Clientele-No-Renewal');
  headers.delete('Clientele-No-Key');
  try {
    const answer = await fetch(url, { ...options, headers, cache: 'no-store' });
    reached(true);
    return answer;
  } catch (error) {
    if (isAbort(error)) {
      throw error;
    }
    reached(false);
    throw new ApiError(0, { code: 'offline', title: error.message });
  }
}

const pause = (millis, signal) =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, millis);
    signal?.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        reject(signal.reason);
      },
      { once: true },
    );
  });

/** The JSON of an answer, `null` without a body. @throws {ApiError} */
async function read(answer) {
  if (answer.ok) {
    const text = await answer.text();
    return text === '' ? null : JSON.parse(text);
  }
  const problem = await answer.json().catch(() => ({ title: answer.statusText }));
  throw new ApiError(answer.status, problem);
}

/** A path with parameters; those that are null, undefined or '' are left out, lists are joined by commas. */
export function withQuery(path, query = {}) {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    const text = Array.isArray(value) ? value.join(',') : value;
    if (text !== undefined && text !== null && text !== '') {
      parameters.set(name, text);
    }
  }
  const text = parameters.toString();
  return text ? `${path}?${text}` : path;
}

async function call(method, path, body, { query, version, signal, headers = {} } = {}) {
  const all = { ...headers };
  if (version !== undefined) {
    all['If-Match'] = version === '*' ? '*' : `"v${version}"`;
  }
  const json = body === undefined ? undefined : JSON.stringify(body);
  return read(await fetchApi(withQuery(path, query), { method, body: json, signal, headers: all }));
}

/**
 * Each answers with the JSON, or throws an ApiError. Options: `query`, `signal`, `headers`, and `version` of what is changed, which
 * becomes `If-Match`; a 412 `stale` tells that somebody else was quicker.
 */
export const api = {
  get: (path, options) => call('GET', path, undefined, options),
  post: (path, body = {}, options) => call('POST', path, body, options),
  put: (path, body, options) => call('PUT', path, body, options),
  patch: (path, body, options) => call('PATCH', path, body, options),
  delete: (path, options) => call('DELETE', path, options?.body, options),
  /** A question that is too long or too personal for an address; its answer is kept by nobody. */
  ask: (path, body, options) => call('POST', path, body, { ...options, headers: { 'Clientele-No-Key': '1' } }),
};

/**
 * Server-sent events, until the signal; begun again, later and later, whenever they end. They rest while the tab is hidden: a browser has
 * six connections for all tabs together. So a screen has one stream at most, and what comes first has to tell how things stand.
 *
 * @param {string} path
 * @param {Record<string, (data: any) => void>} handlers by the name of the event
 * @param {AbortSignal} ended
 */
export async function stream(path, handlers, ended) {
  let last = null;
  for (let pauseMillis = 500; !ended.aborted; pauseMillis = Math.min(pauseMillis * 2, 30_000)) {
    await visible(true);
    const hidden = new AbortController();
    visible(false).then(() => hidden.abort());
    const signal = AbortSignal.any([ended, hidden.signal]);
    try {
      const headers = { Accept: 'text/event-stream', ...(last ? { 'Last-Event-ID': last } : {}) };
      const answer = await fetchApi(path, { signal, headers });
      if (answer.status === 403 || answer.status === 404) {
        return;
      }
      if (answer.ok) {
        for await (const event of events(answer.body)) {
          pauseMillis = 500;
          last = event.id ?? last;
          handlers[event.name]?.(JSON.parse(event.data));
        }
      }
    } catch (error) {
      if (!signal.aborted && !(error instanceof ApiError) && !(error instanceof TypeError)) {
        console.error(error);
      }
    }
    await pause(pauseMillis, ended).catch(() => {});
  }
}

/** Resolves when the tab is visible, or is not. */
const visible = (wanted) =>
  new Promise((resolve) => {
    const look = () => {
      if (document.hidden !== wanted) {
        document.removeEventListener('visibilitychange', look);
        resolve();
      }
    };
    document.addEventListener('visibilitychange', look);
    look();
  });

async function* events(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) {
      return;
    }
    text += value.replaceAll('\r', '');
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const event = { name: 'message', data: '', id: null };
      for (const line of text.slice(0, end).split('\n')) {
        const [, field, content] = /^([^:]*):? ?(.*)$/.exec(line);
        if (field === 'event') {
          event.name = content;
        } else if (field === 'data') {
          event.data += content;
        } else if (field === 'id') {
          event.id = content;
        }
      }
      text = text.slice(end + 2);
      if (event.data) {
        yield event;
      }
    }
  }
}
