/**
 * Whether two words are one slip of the finger apart: a letter too many, too few, another one, or two swapped
 * (Damerau-Levenshtein distance of exactly 1). Equal words are not a slip.
 */
export function isOneSlip(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a.charCodeAt(start) === b.charCodeAt(start)) start += 1;
  let endA = a.length;
  let endB = b.length;
  while (endA > start && endB > start && a.charCodeAt(endA - 1) === b.charCodeAt(endB - 1)) {
    endA -= 1;
    endB -= 1;
  }
  const restA = endA - start;
  const restB = endB - start;
  if (restA <= 1 && restB <= 1) return true;
  return (
    restA === 2 &&
    restB === 2 &&
    a.charCodeAt(start) === b.charCodeAt(start + 1) &&
    a.charCodeAt(start + 1) === b.charCodeAt(start)
  );
}

/** Pinyin with the pairs that southern speech and thumbs confuse made one: zh/z, ch/c, sh/s, -ng/-n, l/n, h/f. */
export const foldPinyin = (pinyin: string): string =>
  pinyin
    .replace(/([zcs])h/g, '$1')
    .replace(/([aeiu])ng/g, '$1n')
    .replace(/(^|[aeiouvn])l(?=[aeiouv])/g, '$1n')
    .replace(/h(?=u)/g, 'f');
