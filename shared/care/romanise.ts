/** Revised Romanization of Korean (2000), with the changes of sound a reader needs: 감사합니다 → gamsahamnida. */
const initials = [
  'g',
  'kk',
  'n',
  'd',
  'tt',
  'r',
  'm',
  'b',
  'pp',
  's',
  'ss',
  '',
  'j',
  'jj',
  'ch',
  'k',
  't',
  'p',
  'h',
];
const vowels = [
  'a',
  'ae',
  'ya',
  'yae',
  'eo',
  'e',
  'yeo',
  'ye',
  'o',
  'wa',
  'wae',
  'oe',
  'yo',
  'u',
  'wo',
  'we',
  'wi',
  'yu',
  'eu',
  'ui',
  'i',
];
/** Each final: as it ends a syllable, and what it hands on to a vowel that follows. */
const finals: readonly (readonly [string, string])[] = [
  ['', ''],
  ['k', 'g'],
  ['k', 'kk'],
  ['k', 'ks'],
  ['n', 'n'],
  ['n', 'nj'],
  ['n', 'n'],
  ['t', 'd'],
  ['l', 'r'],
  ['k', 'lg'],
  ['m', 'lm'],
  ['l', 'lb'],
  ['l', 'ls'],
  ['l', 'lt'],
  ['p', 'lp'],
  ['l', 'r'],
  ['m', 'm'],
  ['p', 'b'],
  ['p', 'ps'],
  ['t', 's'],
  ['t', 'ss'],
  ['ng', 'ng'],
  ['t', 'j'],
  ['t', 'ch'],
  ['k', 'k'],
  ['t', 't'],
  ['p', 'p'],
  ['', ''],
];
const base = 0xac_00;
const count = 11_172;
const silent = 11;
const h = 18;
/** Finals with an h in them: ㄶ ㅀ ㅎ. */
const breathes: ReadonlySet<number> = new Set([6, 15, 27]);
const sharpened: Readonly<Record<string, string>> = { g: 'k', d: 't', j: 'ch' };
/** ㄷ and ㅌ before 이. */
const palatal: Readonly<Record<number, string>> = { 7: 'j', 25: 'ch' };
const nasal: Readonly<Record<string, string>> = { k: 'ng', t: 'n', p: 'm' };

interface Syllable {
  readonly initial: number;
  readonly vowel: string;
  readonly final: number;
}

function syllableOf(char: string | undefined): Syllable | null {
  const index = (char?.codePointAt(0) ?? 0) - base;
  if (index < 0 || index >= count) return null;
  return {
    initial: Math.floor(index / 588),
    vowel: vowels[Math.floor((index % 588) / 28)] ?? '',
    final: index % 28,
  };
}

/** How one syllable ends and the next begins. */
function joint(final: number, next: Syllable | null): readonly [string, string] {
  const [ends = '', handsOn = ''] = finals[final] ?? [];
  if (next === null) return [ends, ''];
  const begins = initials[next.initial] ?? '';
  // 굳이 is guji and 같이 gachi; 좋네요 is jonneyo and 맑게 malge.
  if (next.initial === silent && next.vowel === 'i' && palatal[final]) return ['', palatal[final]];
  if (final === 27 && begins === 'n') return ['n', 'n'];
  if (final === 9 && begins === 'g') return ['l', 'g'];
  if (next.initial === silent) return [final === 21 ? 'ng' : '', final === 21 ? '' : handsOn];
  if (breathes.has(final) && sharpened[begins]) return [ends, sharpened[begins]];
  if (next.initial === h && ends !== '' && nasal[ends]) return ['', ends === 't' ? 't' : ends];
  if (begins === 'n' || begins === 'm')
    return [
      nasal[ends] ?? (ends === 'l' && begins === 'n' ? 'l' : ends),
      ends === 'l' && begins === 'n' ? 'l' : begins,
    ];
  if (begins === 'r') {
    if (ends === 'l' || ends === 'n') return ['l', 'l'];
    return ends === '' ? ['', 'r'] : [nasal[ends] ?? ends, 'n'];
  }
  return [ends, begins];
}

/** Hangul read out in Latin letters; everything else stays as it is. */
export function romanise(text: string): string {
  const chars = [...text];
  let out = '';
  let handed: string | null = null;
  for (const [at, char] of chars.entries()) {
    const own = syllableOf(char);
    if (own === null) {
      out += char;
      handed = null;
      continue;
    }
    const [ends, begins] = joint(own.final, syllableOf(chars[at + 1]));
    out += `${handed ?? initials[own.initial] ?? ''}${own.vowel}${ends}`;
    handed = syllableOf(chars[at + 1]) ? begins : null;
  }
  return out;
}
