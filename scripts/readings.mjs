// npm run readings: writes assets/knowledge/readings.txt, the commonest reading of every Han character, out of pinyin-pro.
// Search reads what people type with it; the large tables are for the index alone.
import { writeFileSync } from 'node:fs';
import { pinyin } from 'pinyin-pro';

/** The plane that input methods write in. */
const [first, last] = [0x4e00, 0x9fff];

/** @type {Map<string, string>} */
const bySyllable = new Map();
for (let code = first; code <= last; code += 1) {
  const character = String.fromCodePoint(code);
  const [syllable = ''] = pinyin(character, { type: 'array', toneType: 'none', v: true });
  if (/^[a-z]{1,6}$/.test(syllable))
    bySyllable.set(syllable, `${bySyllable.get(syllable) ?? ''}${character}`);
}
const lines = [...bySyllable].toSorted(([a], [b]) => (a < b ? -1 : 1)).map((line) => line.join(' '));
const head = [
  '# 单字读音：音节（不写声调，ü 写 v）和通常读这个音的字。由 npm run readings 从 pinyin-pro（MIT）生成；词里的多音字看 polyphones.txt。',
  '# The commonest reading of each character, made by `npm run readings` out of pinyin-pro (MIT). Words with several: polyphones.txt.',
];
writeFileSync(
  new URL('../assets/knowledge/readings.txt', import.meta.url),
  `${[...head, ...lines].join('\n')}\n`,
);
process.stdout.write(`${bySyllable.size} syllables\n`);
