// Files of the API. A link cannot carry a token, so the file is fetched first; in a session of a cookie the browser takes it as it comes.

import { ApiError, credentials, fetchApi } from './api.js';

/**
 * Downloads a file.
 *
 * @param {string} path relative to the API, or an address within it
 * @param {string} name of the file, if the API names none
 * @throws {ApiError}
 */
export async function download(path, name) {
  const url = new URL(path, `${location.origin}/api/admin/v1/`);
  if (!credentials.token) {
    offer(url.href, name);
    return;
  }
  const answer = await fetchApi(url.pathname + url.search);
  if (!answer.ok) {
    throw new ApiError(answer.status, await answer.json().catch(() => ({ title: answer.statusText })));
  }
  const named = /filename="?([^";]+)"?/.exec(answer.headers.get('Content-Disposition') ?? '');
  const file = URL.createObjectURL(await answer.blob());
  offer(file, named?.[1] ?? name);
  setTimeout(() => URL.revokeObjectURL(file), 60_000);
}

function offer(href, name) {
  const link = document.createElement('a');
  link.href = href;
  link.download = name;
  link.click();
}
