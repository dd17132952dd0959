/**
 * Names for the record: the family name and a star for each further character (贾**), or in Latin script the initial of
 * each word (E*** C*****). A name of one character is shown as it is.
 */
export function maskName(name: string): string {
  const trimmed = name.trim();
  if (/\p{Script=Han}/u.test(trimmed)) return hideAfter(trimmed.replace(/\s/g, ''), 1);
  return trimmed
    .split(/\s+/)
    .map((word) => hideAfter(word, 1))
    .join(' ');
}

function hideAfter(word: string, shown: number): string {
  return [...word].map((character, at) => (at < shown ? character : '*')).join('');
}
