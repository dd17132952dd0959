// Renders the voices of the simulated callers: every spoken line of assets/scenarios becomes a telephone clip in assets/voices.
//
//   npm run voices            renders what is missing or has changed, removes what is no longer said
//   npm run voices -- --check tells whether anything would change (exit code 1), writes nothing
//
// The synthesizer (espeak-ng, GPL-3.0) is a development dependency: it runs here and only its sound ships.
// Clips are 8 kHz mono μ-law in a WAV file (format 7), what a telephone line carries.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';

const root = join(import.meta.dirname, '..');
const scenarios = join(root, 'assets/scenarios');
const out = join(root, 'assets/voices');
const checkOnly = process.argv.includes('--check');
const engine = createRequire(import.meta.url)('@echogarden/espeak-ng-emscripten/package.json').version;

/**
 * Words that espeak reads wrongly in Mandarin, written with characters of the right sound. Its own reading is kept for
 * the rest of the sentence, as it gets the tone changes of 一 and 不 right, which pinyin input does not.
 * Each entry is checked against its pinyin before anything is rendered.
 */
const lexicon = [
  { word: '还款', as: '环款', pinyin: 'huan2 kuan3' },
  { word: '未还', as: '未环', pinyin: 'wei4 huan2' },
  { word: '应还', as: '英环', pinyin: 'ying1 huan2' },
  { word: '重置', as: '虫置', pinyin: 'chong2 zhi4' },
  { word: '行号', as: '航号', pinyin: 'hang2 hao4' },
  { word: '角色', as: '决色', pinyin: 'jue2 se4' },
  { word: '便宜', as: '骈宜', pinyin: 'pian2 yi2' },
];

/** @typedef {{ name: string, wordsPerMinute: number, pitch: number, range?: number }} Voice */
/** @typedef {{ script: string, line: string, say: string, voice: Voice }} Spoken */
/** @typedef {{ key: string, ms: number }} Clip */

/** @param {string} folder */
const yamlFiles = (folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .toSorted()
    .map((name) => join(folder, name));

/** Every spoken line. @returns {Spoken[]} */
function spokenLines() {
  const folders = [
    scenarios,
    join(scenarios, 'samples'),
    join(scenarios, 'called'),
    join(scenarios, 'outbound'),
  ];
  return folders.flatMap(yamlFiles).flatMap((file) => {
    const content = parse(readFileSync(file, 'utf8'));
    const script = content.script ?? content;
    if (script.channel !== 'voice') return [];
    /** @type {{ lines: { id: string, text: string, spoken?: string }[] }[]} */
    const beats = Object.values(script.beats);
    return beats.flatMap((beat) =>
      beat.lines.map((line) => ({
        script: script.id,
        line: line.id,
        say: line.spoken ?? line.text,
        voice: script.voice,
      })),
    );
  });
}

/** @param {Voice} voice */
const isChinese = (voice) => voice.name.startsWith('cmn');
/** @param {string} text */
const respell = (text) => lexicon.reduce((spelt, { word, as }) => spelt.replaceAll(word, as), text);
/** @param {Spoken} spoken */
const keyOf = ({ say, voice }) =>
  createHash('sha256')
    .update(JSON.stringify([engine, 4, isChinese(voice) ? respell(say) : say, voice]))
    .digest('hex')
    .slice(0, 16);

async function startEngine() {
  const { default: load } = await import('@echogarden/espeak-ng-emscripten');
  const module = await load();
  const worker = await new module.eSpeakNGWorker();
  /** @param {string} voice @param {string} text */
  const ipa = (voice, text) => {
    worker.set_voice(voice);
    return worker.synthesize_ipa(text).ipa.replace(/[\sˈˌ_]/g, '');
  };
  return {
    rate: worker.get_samplerate(),
    ipa,
    /** @param {string} text @param {Voice} voice @returns {number[]} */
    say(text, voice) {
      worker.set_voice(voice.name);
      worker.set_rate(voice.wordsPerMinute);
      worker.set_pitch(voice.pitch);
      worker.set_range(voice.range ?? 50);
      /** @type {Float64Array[]} */
      const parts = [];
      worker.synthesize(text, (audio) => {
        if (audio) parts.push(Float64Array.from(audio));
        return false;
      });
      return parts.flatMap((part) => [...part]);
    },
  };
}

/** @param {Awaited<ReturnType<typeof startEngine>>} voiceEngine */
function checkLexicon(voiceEngine) {
  const wrong = lexicon.filter(
    ({ as, pinyin }) => voiceEngine.ipa('cmn', as) !== voiceEngine.ipa('cmn-latn-pinyin', pinyin),
  );
  for (const { word, as, pinyin } of wrong) {
    console.error(
      `lexicon: ${word} as ${as} sounds ${voiceEngine.ipa('cmn', as)}, not ${voiceEngine.ipa('cmn-latn-pinyin', pinyin)} (${pinyin})`,
    );
  }
  if (wrong.length > 0) process.exit(1);
}

/** To 8 kHz by a windowed sinc that ends at 3.6 kHz, so that nothing folds back. @param {readonly number[]} samples @param {number} from */
function toTelephoneRate(samples, from) {
  const to = 8000;
  const cutoff = 3600 / from;
  const half = 48;
  const result = new Float64Array(Math.floor((samples.length * to) / from));
  for (let i = 0; i < result.length; i++) {
    const centre = (i * from) / to;
    const first = Math.max(0, Math.ceil(centre - half));
    const last = Math.min(samples.length - 1, Math.floor(centre + half));
    let sum = 0;
    for (let k = first; k <= last; k++) {
      const x = k - centre;
      const sinc = x === 0 ? 2 * cutoff : Math.sin(2 * Math.PI * cutoff * x) / (Math.PI * x);
      sum += (samples[k] ?? 0) * sinc * (0.54 + 0.46 * Math.cos((Math.PI * x) / half));
    }
    result[i] = sum;
  }
  return result;
}

/** Cuts silence at both ends to 40 ms and brings speech to one loudness, peaks under −1.5 dBFS. @param {Float64Array} samples */
function level(samples) {
  const loud = 300;
  let from = samples.findIndex((sample) => Math.abs(sample) > loud);
  let to = samples.findLastIndex((sample) => Math.abs(sample) > loud);
  if (from < 0) return samples;
  from = Math.max(0, from - 320);
  to = Math.min(samples.length, to + 320);
  const cut = samples.slice(from, to);
  const rms = Math.sqrt(cut.reduce((sum, sample) => sum + sample * sample, 0) / cut.length);
  const peak = cut.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  const gain = Math.min(3800 / rms, 27500 / peak);
  return cut.map((sample) => sample * gain);
}

/** @param {number} sample */
function mulaw(sample) {
  const clipped = Math.max(-32635, Math.min(32635, Math.round(sample)));
  const sign = clipped < 0 ? 0x80 : 0;
  const magnitude = Math.abs(clipped) + 0x84;
  const exponent = Math.max(0, 31 - Math.clz32(magnitude) - 7);
  return ~(sign | (exponent << 4) | ((magnitude >> (exponent + 3)) & 0x0f)) & 0xff;
}

/** @param {Buffer} bytes */
function wav(bytes) {
  const head = Buffer.alloc(46);
  head.write('RIFF', 0);
  head.writeUInt32LE(38 + bytes.length, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(18, 16);
  head.writeUInt16LE(7, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(8000, 24);
  head.writeUInt32LE(8000, 28);
  head.writeUInt16LE(1, 32);
  head.writeUInt16LE(8, 34);
  head.writeUInt16LE(0, 36);
  head.write('data', 38);
  head.writeUInt32LE(bytes.length, 42);
  return Buffer.concat([head, bytes]);
}

const manifestFile = join(out, 'manifest.json');
/** @returns {{ clips: Record<string, Clip> }} */
const readManifest = () => {
  try {
    return JSON.parse(readFileSync(manifestFile, 'utf8'));
  } catch {
    return { clips: {} };
  }
};

const before = readManifest().clips;
const lines = spokenLines();
/** @param {string} name */
const isThere = (name) => {
  try {
    return readFileSync(join(out, name)).length > 46;
  } catch {
    return false;
  }
};
/** @param {Spoken} spoken */
const nameOf = ({ script, line }) => `${script}/${line}.wav`;
const stale = lines.filter((line) => before[nameOf(line)]?.key !== keyOf(line) || !isThere(nameOf(line)));
const wanted = new Set(lines.map(nameOf));
const unsaid = Object.keys(before).filter((name) => !wanted.has(name));

if (checkOnly) {
  for (const line of stale) console.error(`not rendered as written: ${nameOf(line)}`);
  for (const name of unsaid) console.error(`no longer said: ${name}`);
  process.exit(stale.length + unsaid.length > 0 ? 1 : 0);
}

const clips = Object.fromEntries(Object.entries(before).filter(([name]) => wanted.has(name)));
if (stale.length > 0) {
  const voiceEngine = await startEngine();
  checkLexicon(voiceEngine);
  for (const line of stale) {
    const say = isChinese(line.voice) ? respell(line.say) : line.say;
    const samples = level(toTelephoneRate(voiceEngine.say(say, line.voice), voiceEngine.rate));
    if (samples.length < 800) throw new Error(`${nameOf(line)}: the synthesizer gave no sound`);
    const bytes = Buffer.from(Uint8Array.from(samples, mulaw));
    mkdirSync(join(out, dirname(nameOf(line))), { recursive: true });
    writeFileSync(join(out, nameOf(line)), wav(bytes));
    clips[nameOf(line)] = { key: keyOf(line), ms: Math.round(bytes.length / 8) };
  }
}
for (const name of unsaid) rmSync(join(out, name), { force: true });
if (stale.length + unsaid.length > 0) {
  const sorted = Object.fromEntries(Object.entries(clips).toSorted(([a], [b]) => a.localeCompare(b)));
  writeFileSync(
    manifestFile,
    `${JSON.stringify({ engine: `espeak-ng ${engine}`, clips: sorted }, null, 1)}\n`,
  );
}
const totalMs = Object.values(clips).reduce((sum, { ms }) => sum + ms, 0);
console.log(
  `${stale.length} rendered, ${unsaid.length} removed, ${lines.length} lines in all, ${(totalMs / 60_000).toFixed(1)} min`,
);
