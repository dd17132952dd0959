/** A light English stem, so that `cards`, `blocked` and `blocking` meet `card` and `block`. Both sides of a match use it. */
export function stem(word: string): string {
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  for (const ending of ['ing', 'ed', 'es', 's'])
    if (word.length - ending.length >= 3 && word.endsWith(ending) && !word.endsWith('ss'))
      return undouble(word.slice(0, -ending.length));
  return word.length > 4 && word.endsWith('e') ? word.slice(0, -1) : word;
}

/** `swapped` → `swap`; and `release` and `releas(ing)` meet without the silent e. */
function undouble(root: string): string {
  const last = root.charAt(root.length - 1);
  if (last === root.charAt(root.length - 2) && !'lse'.includes(last)) return root.slice(0, -1);
  return root.length > 4 && last === 'e' ? root.slice(0, -1) : root;
}
