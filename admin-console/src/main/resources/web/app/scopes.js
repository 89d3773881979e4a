// Which scopes there are, and which of them the caller may give on: nobody gives what they do not hold.

import { session } from './session.js';

let known;

/** All scopes that the API asks for and that roles have, sorted. @param {{scopes: string[]}[]} roles @returns {Promise<string[]>} */
export async function knownScopes(roles = []) {
  known ??= fetch('/api/openapi.json').then(async (answer) => {
    const { paths } = await answer.json();
    return Object.values(paths).flatMap((each) => Object.values(each).map((operation) => operation?.['x-scope']));
  });
  const asked = await known.catch(() => {
    known = undefined;
    return [];
  });
  const all = new Set([...asked, ...roles.flatMap((each) => each.scopes), ...(session.caller?.scopes ?? [])]);
  return [...all].filter((each) => /^[a-z][\w.-]*:[a-z]+$/.test(each ?? '') && each !== 'me:use').sort();
}

const covers = (held, scope) => held === '*' || held === scope || (held.endsWith(':*') && scope.startsWith(held.slice(0, -1)));

const holds = (scopes, scope) =>
  scopes.some((held) => covers(held, scope)) &&
  !scopes.some((held) => held.startsWith('-') && (scope === '*' || covers(held.slice(1), scope) || covers(scope, held.slice(1))));

/**
 * Whether the caller holds a scope, which may be `*` or `<resource>:*`, in all of these seller accounts; `null` is everywhere.
 *
 * @param {string} scope
 * @param {string[] | null} [accounts]
 */
export function mayGive(scope, accounts = null) {
  const grants = session.caller?.grants ?? [];
  const everywhere = grants.filter((each) => each.sellerAccounts === null);
  const there = (account) => [...everywhere, ...grants.filter((each) => each.sellerAccounts?.includes(account))];
  const held = (some) => holds(some.flatMap((each) => each.scopes), scope);
  return accounts === null ? held(everywhere) : accounts.every((account) => held(there(account)));
}

/** Those of some scopes that the caller may not give. */
export const notMine = (scopes, accounts = null) => scopes.filter((each) => !each.startsWith('-') && !mayGive(each, accounts));
