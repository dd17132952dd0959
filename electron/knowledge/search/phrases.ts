import { runsOf } from '../content/normalise.ts';
import type { ReadRun } from '../content/character-readings.ts';
import type { Ranking } from '../content/ranking.ts';
import { pairSounds, soundsOf } from '../index/sounds.ts';
import { stem } from '../index/stem.ts';
import type { Candidate, EntryFace } from '../ports.ts';

/** A query as a whole, filler words and all, in units that are tokens of the names. */
export interface Phrase {
  readonly by: 'writing' | 'sound';
  readonly units: readonly Unit[];
}

interface Unit {
  readonly text: string;
  readonly weight: number;
}

/** In how many names a unit is, and how much it tells: rare ones more. */
export interface UnitCounts {
  named(unit: string): number;
  weight(unit: string): number;
}

export interface PhraseTools {
  readonly counts: UnitCounts;
  readonly readRun: ReadRun;
  readonly syllables: ReadonlySet<string>;
  readonly ranking: Ranking;
}

/** Shorter queries are names or words; they have nothing that a phrase would add. */
const shortestPhrase = 3;
/** A text with more units than this is no question. */
const maxUnits = 80;
/** Between how much of the query a name has and how much of the name the query has. */
const nameShare = 0.35;
/** Units that only the answer or the text has, against those in a name. */
const inAnswer = 0.6;
const inBody = 0.3;
/** One name that is like the query against having its units anywhere. */
const oneName = 0.7;
/** Asked word for word: that, and not the sum of what others have of it. */
const nearlyAll = 0.999;
const wordForWord = 1.4;
/** What only sounds so against what is written so. */
const heard = 0.85;

/**
 * A query as it is written and, where it has what no name has, as it sounds. None for one too short to be a phrase.
 * `isHeard`: it may be written wrongly, so its sound counts.
 */
export function phrasesOf(folded: string, isHeard: boolean, tools: PhraseTools): Phrase[] {
  const written = unitsOf(folded).slice(0, maxUnits);
  const phrases: Phrase[] = [];
  if (written.length >= shortestPhrase) phrases.push(weighed('writing', written, tools));
  if (!isHeard) return phrases;
  const sounds = soundOf(folded, written, tools).slice(0, maxUnits);
  if (sounds.length > 0) phrases.push(weighed('sound', sounds, tools));
  return phrases;
}

/** 二十万, 一天, 几次: how much or how long, of whatever it may be. */
export const isAmount = (word: string): boolean =>
  /^[一二两三四五六七八九十百千万几半多每0-9]+[个天日月年次块元毛张笔岁号点]?$/.test(word);
const amountWeight = 0.4;

const weighed = (by: Phrase['by'], units: readonly string[], { counts }: PhraseTools): Phrase => ({
  by,
  units: units.map((text) => ({ text, weight: counts.weight(text) * (isAmount(text) ? amountWeight : 1) })),
});

/** The distinct characters, pairs of neighbouring characters, Latin words (stems) and numbers of a folded text. */
export function unitsOf(folded: string): string[] {
  const units = new Set<string>();
  for (const { script, text } of runsOf(folded)) {
    if (script === 'latin') units.add(stem(text));
    else if (script === 'digit') units.add(text);
    else
      for (let at = 0; at < text.length; at += 1) {
        units.add(text.charAt(at));
        if (at > 0) units.add(text.slice(at - 1, at + 1));
      }
  }
  return [...units];
}

/** Nothing unless a pair of characters or a reading that no name has sounds like one that a name has. */
function soundOf(folded: string, written: readonly string[], tools: PhraseTools): string[] {
  const { counts, readRun } = tools;
  const unknown = written.filter((unit) => unit.length > 1 && counts.named(unit) === 0);
  if (unknown.length === 0) return [];
  const sounds = [
    ...new Set(
      runsOf(folded).flatMap(({ script, text }) =>
        script === 'latin' ? pairSounds(syllablesOf(text, tools.syllables) ?? []) : soundsOf(text, readRun),
      ),
    ),
  ];
  const isMeant = unknown.some((unit) =>
    (/^[a-z]/.test(unit) ? sounds : soundsOf(unit, readRun)).some((sound) => counts.named(sound) > 0),
  );
  return isMeant ? sounds : [];
}

/** The fewest syllables that letters can be read as; undefined if they cannot. What is begun at the end is left out. */
export function syllablesOf(letters: string, known: ReadonlySet<string>): readonly string[] | undefined {
  const longest = 6;
  const best: (readonly string[] | undefined)[] = [[]];
  for (let end = 1; end <= letters.length; end += 1)
    for (let start = Math.max(0, end - longest); start < end; start += 1) {
      const before = best[start];
      if (!before || before.length + 1 >= (best[end]?.length ?? Infinity)) continue;
      const syllable = letters.slice(start, end);
      if (known.has(syllable)) best[end] = [...before, syllable];
    }
  for (let end = letters.length; end > Math.max(0, letters.length - longest); end -= 1) {
    const rest = letters.slice(end);
    const read = best[end];
    if (read && read.length > 1 && (rest === '' || isBegun(rest, known))) return read;
  }
  return undefined;
}

const isBegun = (rest: string, known: ReadonlySet<string>): boolean =>
  [...known].some((syllable) => syllable.startsWith(rest));

/** Of one article: its names by the units they have, and how many units each name has. */
interface Names {
  readonly byUnit: ReadonlyMap<string, readonly number[]>;
  readonly sizes: readonly number[];
}

/**
 * How like the query the ways are in which an article is named or asked for: the name most like it, and how much of the query
 * the article has at all. Knows no words, so that a saying counts that the dictionary cuts wrongly or takes for filler.
 */
export function createLikeness({ readRun, ranking }: PhraseTools) {
  const kept = { writing: new WeakMap<EntryFace, Names>(), sound: new WeakMap<EntryFace, Names>() };
  const namesOf = (face: EntryFace, by: Phrase['by']): Names => {
    const known = kept[by].get(face);
    if (known) return known;
    const names = listNames(face, by === 'writing' ? unitsOf : (text) => soundsOf(text, readRun));
    kept[by].set(face, names);
    return names;
  };
  const one = ({ by, units }: Phrase, { face, body }: Candidate): number => {
    const { byUnit, sizes } = namesOf(face, by);
    const shares = new Map<number, { weight: number; count: number }>();
    let total = 0;
    let had = 0;
    for (const { text, weight } of units) {
      total += weight;
      const names = byUnit.get(text);
      had += weight * (names ? 1 : placeOf(text, face, body));
      for (const name of names ?? []) {
        const share = shares.get(name);
        if (share) {
          share.weight += weight;
          share.count += 1;
        } else shares.set(name, { weight, count: 1 });
      }
    }
    let best = 0;
    for (const [name, { weight, count }] of shares) {
      const like = (weight / total) ** (1 - nameShare) * (count / (sizes[name] ?? count)) ** nameShare;
      best = Math.max(best, like > nearlyAll ? wordForWord : like);
    }
    return (oneName * best + (1 - oneName) * (had / total)) * (by === 'sound' ? heard : 1);
  };
  return (phrases: readonly Phrase[], candidate: Candidate): number =>
    ranking.phrase * phrases.reduce((most, phrase) => Math.max(most, one(phrase, candidate)), 0);
}

function listNames(face: EntryFace, cut: (text: string) => readonly string[]): Names {
  const byUnit = new Map<string, number[]>();
  const sizes = textsOf(face).map((text, at) => {
    const units = new Set(cut(text));
    for (const unit of units) {
      const names = byUnit.get(unit);
      if (names) names.push(at);
      else byUnit.set(unit, [at]);
    }
    return units.size;
  });
  return { byUnit, sizes };
}

/** The clauses of the titles, the keywords, and what people ask. */
const textsOf = (face: EntryFace): string[] =>
  [
    ...face.title.split(/[^\u3400-\u9fffa-z0-9]+/),
    ...face.titleEn.split(/[^a-z0-9' ]+/),
    ...face.keywords,
    ...face.asked.split('\n'),
  ].filter((text) => text.length > 1);

function placeOf(unit: string, face: EntryFace, body: string): number {
  if (face.answer.includes(unit) || face.answerEn.includes(unit)) return inAnswer;
  return body.includes(unit) ? inBody : 0;
}
