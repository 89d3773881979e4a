// A filter as a tree, and as the text that the API takes (RFC 7644, 3.4.2.2).
//
// group:     { kind: 'group', join: 'and' | 'or', not: boolean, path: string | null, items: [...] }; with a path it is `path[...]`
// condition: { kind: 'condition', attribute, operator, value }; the value is as JSON, undefined while it is missing

export const group = (join = 'and', items = [], more = {}) => ({ kind: 'group', join, not: false, path: null, items, ...more });
export const condition = (attribute = '', operator = '', value = undefined) => ({ kind: 'condition', attribute, operator, value });

const TOKEN = /\s*(?:("(?:[^"\\]|\\.)*")|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|([A-Za-z][\w-]*(?:\s*\.\s*[A-Za-z][\w-]*)*)|([()[\]]))/y;

function tokens(text) {
  const found = [];
  TOKEN.lastIndex = 0;
  while (text.slice(TOKEN.lastIndex).trim() !== '') {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (!match) {
      throw new SyntaxError(`The filter cannot be read from column ${at + 1} on.`);
    }
    found.push(match[0].trim());
  }
  return found;
}

/** The tree of a text; its root is always a group that is neither negated nor of a path. @throws {SyntaxError} */
export function parse(text) {
  const left = tokens(text ?? '');
  if (left.length === 0) {
    return group();
  }
  const is = (word) => left[0]?.toLowerCase() === word;
  const take = (wanted) => {
    if (wanted && !is(wanted)) {
      throw new SyntaxError(`The filter lacks ${wanted}.`);
    }
    return left.shift();
  };
  const several = (join, part) => {
    const items = [part()];
    while (is(join)) {
      take();
      items.push(part());
    }
    return items.length === 1 ? items[0] : group(join, items);
  };
  const within = (end) => {
    const inner = disjunction();
    take(end);
    return asGroup(inner);
  };
  const term = () => {
    if (is('not') && left[1] === '(') {
      take();
      take();
      const inner = within(')');
      return inner.not || inner.path ? group('and', [inner], { not: true }) : { ...inner, not: true };
    }
    if (is('(')) {
      take();
      return within(')');
    }
    const path = take();
    if (!/^[A-Za-z]/.test(path ?? '')) {
      throw new SyntaxError('The filter lacks an attribute.');
    }
    if (is('[')) {
      take();
      const inner = within(']');
      return inner.not || inner.path ? group('and', [inner], { path }) : { ...inner, path };
    }
    const operator = (take() ?? '').toLowerCase();
    return operator === 'pr' ? condition(path, 'pr') : condition(path, operator, JSON.parse(take() ?? ''));
  };
  const disjunction = () => several('or', () => several('and', term));
  const root = disjunction();
  if (left.length > 0) {
    throw new SyntaxError(`The filter cannot be read from ${left[0]} on.`);
  }
  const whole = asGroup(root);
  return whole.not || whole.path ? group('and', [whole]) : whole;
}

const asGroup = (node) => (node.kind === 'group' ? node : group('and', [node]));

/** Whether a condition says something, and so every one of a group does. */
export const isComplete = (node) =>
  node.kind === 'group'
    ? node.items.some(isComplete)
    : Boolean(node.attribute && node.operator) && (node.operator === 'pr' || (node.value !== undefined && node.value !== ''));

/** The text of a tree; what is not complete yet is left out. */
export function format(node, outer = null) {
  if (node.kind === 'condition') {
    return node.operator === 'pr' ? `${node.attribute} pr` : `${node.attribute} ${node.operator} ${JSON.stringify(node.value)}`;
  }
  const items = node.items.filter(isComplete);
  const inner = items.length === 1 ? null : node.join;
  const text = items.map((each) => format(each, node.not || node.path ? inner : (inner ?? outer))).join(` ${node.join} `);
  if (text === '') {
    return '';
  }
  if (node.path) {
    const bracketed = `${node.path}[${text}]`;
    return node.not ? `not (${bracketed})` : bracketed;
  }
  if (node.not) {
    return `not (${text})`;
  }
  return inner && outer && inner !== outer ? `(${text})` : text;
}

/** The text without one of its outermost parts. */
export const without = (root, item) => format({ ...root, items: root.items.filter((each) => each !== item) });

/** The texts of several filters as one that wants them all. What cannot be read stays as it is, for the API to say what is wrong. */
export function both(...texts) {
  const some = texts.filter(Boolean);
  if (some.length < 2) {
    return some[0] ?? '';
  }
  try {
    return format(group('and', some.map(parse)));
  } catch {
    return some.map((each) => `(${each})`).join(' and ');
  }
}
