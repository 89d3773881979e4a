import { html } from '../../app/lit.js';

const fold = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** The words of a search, as the API understands them: whatever the case and the accents. */
export const wordsOf = (q) => [...new Set(fold(q).split(/\s+/).filter(Boolean))];

/** A text in which what was searched for is marked. */
export function marked(text, words) {
  const signs = [...text];
  const folded = signs.map(fold);
  const plain = folded.join('');
  const at = [];
  folded.forEach((part, index) => [...part].forEach((unit) => [...Array(unit.length)].forEach(() => at.push(index))));
  const hit = signs.map(() => false);
  for (const word of words) {
    for (let from = plain.indexOf(word); from >= 0; from = plain.indexOf(word, from + 1)) {
      hit.fill(true, at[from], at[from + word.length - 1] + 1);
    }
  }
  if (!hit.includes(true)) {
    return text;
  }
  const parts = [];
  signs.forEach((sign, index) => {
    if (index > 0 && hit[index] === hit[index - 1]) {
      parts.at(-1).text += sign;
    } else {
      parts.push({ text: sign, hit: hit[index] });
    }
  });
  return parts.map((each) => (each.hit ? html`<mark>${each.text}</mark>` : each.text));
}
