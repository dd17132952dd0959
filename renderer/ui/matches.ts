/** True if every word typed is found in one of the texts; any order, any case. */
export function matches(query: string, texts: readonly string[]): boolean {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const whole = texts.join('\n').toLowerCase();
  return words.every((word) => whole.includes(word));
}
