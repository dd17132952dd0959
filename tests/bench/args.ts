import type { Size } from './measure.ts';

export interface Asked {
  readonly size: Size;
  /** Measures by id; empty: all of them. */
  readonly only: readonly string[];
}

const long: Size = { short: false, calls: 40, starts: 12, soakCalls: 20, articles: 50_000 };
const short: Size = { short: true, calls: 5, starts: 2, soakCalls: 8, articles: 0 };

/** `--short`, `--only a,b`, `--calls N`, `--starts N`, `--soak N`, `--articles N`. Throws on anything else. */
export function readArguments(words: readonly string[]): Asked {
  let size = words.includes('--short') ? short : long;
  let only: string[] = [];
  const isSoak = words.join(' ').startsWith('--only soak');
  const rest = words.filter((word) => word !== '--short');
  const numbers = {
    '--calls': 'calls',
    '--starts': 'starts',
    '--soak': 'soakCalls',
    '--articles': 'articles',
  };
  while (rest.length > 0) {
    const [word = '', value = ''] = rest.splice(0, 2);
    if (word === '--only') only = value.split(',');
    // `npm run soak -- --calls 1000`: there only one kind of call is counted.
    else if (isSoak && word === '--calls' && /^\d+$/.test(value))
      size = { ...size, soakCalls: Number(value) };
    else if (Object.hasOwn(numbers, word) && /^\d+$/.test(value))
      size = { ...size, [numbers[word as keyof typeof numbers]]: Number(value) };
    else
      throw new Error(
        `what is "${word} ${value}"? --short, --only a,b, --calls, --starts, --soak, --articles`,
      );
  }
  return { size, only };
}
