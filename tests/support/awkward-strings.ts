/** The same strings at every run (mulberry32). */
export function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

/** What breaks search fields: operators of the index's own language, controls, half characters, scripts side by side. */
export const awkwardPieces: readonly string[] = [
  ...[
    'AND',
    'OR',
    'NOT',
    'NEAR(',
    'NEAR(a b, 5)',
    'title:',
    '{title} :',
    '^',
    '*',
    '"',
    "'",
    '""',
    '(',
    ')',
    '-',
    '+',
    ':',
    ';',
    '--',
    '/*',
  ],
  ...[
    '\\',
    '%',
    '_',
    '`',
    '\0',
    '\u0001',
    '\n',
    '\t',
    '\u3000',
    '\u200b',
    '\u202e',
    '\ufeff',
    '\ue000',
    '\ud83d',
    '\udc00',
    '😀',
    '👨‍👩‍👧',
    '🇨🇳',
  ],
  ...[
    '挂失',
    '挂',
    '的',
    '怎么',
    '額',
    '龘',
    '㐂',
    '𠮷',
    '卡丢了',
    'gs',
    'guashi',
    'g',
    'lost card',
    'the',
    'É',
    'ﬁ',
    'İ',
    'ß',
    'ＡＴＭ',
    '１２',
    '12378',
    '0',
    '-1',
  ],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'null',
    '<b>',
    '&amp;',
    '${a}',
    '../..',
    'DROP TABLE knowledge_article',
    'é',
    'นี่',
    'ыа',
    'عربي',
    'カード',
    '카드',
  ],
];

/** One awkward string: pieces run together, or any UTF-16 at all, or one piece 10,000 characters long. */
export function awkwardString(random: (below: number) => number): string {
  const kind = random(20);
  if (kind === 0) {
    const one = awkwardPieces[random(awkwardPieces.length)] ?? '';
    return one.repeat(Math.ceil(10_000 / Math.max(1, one.length)));
  }
  if (kind < 7)
    return Array.from({ length: 1 + random(40) }, () => String.fromCharCode(random(0x10000))).join('');
  const joint = random(2) === 0 ? '' : ' ';
  return Array.from({ length: 1 + random(12) }, () => awkwardPieces[random(awkwardPieces.length)]).join(
    joint,
  );
}
