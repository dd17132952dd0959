import type { MatchedBy, SearchContext } from '#shared/knowledge/contract.ts';
import type { Ranking } from '../content/ranking.ts';
import { stem } from '../index/stem.ts';
import type { Candidate, EntryFace } from '../ports.ts';
import { findReading } from './reading-span.ts';
import type { Alternative, Part, Term } from './terms.ts';

export interface Score {
  readonly value: number;
  readonly matchedBy: MatchedBy;
}

interface Find {
  readonly value: number;
  readonly by: MatchedBy;
}

const nothing: Find = { value: 0, by: 'words' };

/**
 * How well a candidate answers the query: the share of the terms' weight that it covers, by the best place of each,
 * then how close its title is to what was typed. `weights`: one per term, rare terms more.
 */
export function scoreCandidate(
  candidate: Candidate,
  terms: readonly Term[],
  weights: readonly number[],
  ranking: Ranking,
): Score {
  let sum = 0;
  let total = 0;
  let matchedBy: MatchedBy = 'words';
  let covered = 0;
  terms.forEach((term, at) => {
    const weight = weights[at] ?? 1;
    const find = findTerm(term, candidate, ranking);
    total += weight;
    sum += weight * find.value;
    if (find.value > 0 && find.by !== 'words') matchedBy = find.by;
    if (find.value >= ranking.reading * 0.8) covered += titleLengthOf(term);
  });
  const coverage = total === 0 ? 0 : sum / total;
  if (coverage === 0) return { value: 0, matchedBy };
  const closeness = Math.min(1, covered / Math.max(1, candidate.face.title.length));
  return { value: coverage + ranking.closeness * closeness * coverage, matchedBy };
}

const titleLengthOf = (term: Term): number => (term.script === 'han' ? term.text.length : 2);

/** Whether it fits the call: a playbook, a care flag, or what the caller holds. */
export const fitsCall = (face: EntryFace, context: SearchContext | undefined): boolean =>
  context !== undefined &&
  (face.playbooks.some((id) => context.playbooks.includes(id)) ||
    face.careFlags.some((flag) => context.careFlags.some((held) => held === flag)) ||
    face.tags.some((tag) => context.products?.includes(tag)));

function findTerm(term: Term, candidate: Candidate, ranking: Ranking): Find {
  let best = nothing;
  for (const alternative of term.alternatives) {
    const find = findAlternative(alternative, candidate, ranking);
    const value = find.value * alternative.worth;
    if (value > best.value) best = { value, by: alternative.by === 'words' ? find.by : alternative.by };
  }
  return best;
}

/** All parts count; one that is missing lowers the mean. Han parts that stand together in the title count as one. */
function findAlternative({ parts }: Alternative, candidate: Candidate, ranking: Ranking): Find {
  if (parts.length > 1 && parts.every((part) => part.script === 'han')) {
    const whole = findHan(parts.map((part) => part.text).join(''), candidate, ranking);
    if (whole.value >= ranking.keyword) return whole;
  }
  let sum = 0;
  let by: MatchedBy = 'words';
  for (const part of parts) {
    const find = findPart(part, candidate, ranking);
    sum += find.value;
    if (find.value > 0 && find.by !== 'words') by = find.by;
  }
  // 卡 here and 丢 there is not 卡丢了.
  const scattered = parts.length > 1 && parts.some((part) => part.script === 'han' && part.text.length === 1);
  return { value: parts.length === 0 ? 0 : (sum / parts.length) * (scattered ? ranking.scattered : 1), by };
}

function findPart(part: Part, candidate: Candidate, ranking: Ranking): Find {
  if (part.script === 'latin') return findLatin(part, candidate, ranking);
  return findHan(part.text, candidate, ranking);
}

const nameBonus = (place: number, isKeyword: boolean, ranking: Ranking): number =>
  (place === 0 ? ranking.titleStart : 0) + (isKeyword ? ranking.isKeyword : 0);

function findHan(text: string, candidate: Candidate, ranking: Ranking): Find {
  const place = candidate.face.title.indexOf(text);
  const isKeyword = candidate.face.keywords.includes(text);
  if (place >= 0) return { value: ranking.title + nameBonus(place, isKeyword, ranking), by: 'words' };
  if (isKeyword) return { value: ranking.keywordWhole, by: 'words' };
  if (candidate.face.keywords.some((keyword) => keyword.includes(text)))
    return { value: ranking.keyword, by: 'words' };
  if (text.length > 1 && candidate.face.asked.includes(text)) return { value: ranking.asked, by: 'words' };
  if (candidate.face.answer.includes(text)) return { value: ranking.answer, by: 'words' };
  if (text.length > 1 && candidate.body.includes(text)) return { value: ranking.body, by: 'words' };
  return nothing;
}

function findLatin(part: Part, candidate: Candidate, ranking: Ranking): Find {
  let best = findWord(part.text, candidate, ranking);
  const reading = findReading(part.text, candidate.face.syllables, candidate.face.wordStarts);
  if (reading) {
    const isKeyword = candidate.face.keywordReadings.includes(part.text);
    const value =
      (reading.whole ? ranking.readingWhole : ranking.reading) +
      nameBonus(reading.start, isKeyword && reading.whole, ranking);
    // A title that is English to both eyes was found by its word, not by a reading of it.
    if (value > best.value) best = { value, by: isSpelledOut(candidate, reading) ? 'words' : reading.by };
  }
  const named = findKeywordReading(part.text, candidate.face, ranking);
  return named.value > best.value ? named : best;
}

/** The reading covers Latin letters or digits only (ATM): they were typed as they stand. */
const isSpelledOut = (
  candidate: Candidate,
  { start, end }: { readonly start: number; readonly end: number },
): boolean => /^[a-z0-9]+$/.test(candidate.face.title.slice(start, end));

function findKeywordReading(
  typed: string,
  { keywordReadings: readings, keywordTails: tails }: EntryFace,
  ranking: Ranking,
): Find {
  // Readings come in pairs of pinyin and initials; short ones are initials.
  for (const reading of readings)
    if (reading === typed) return { value: ranking.keywordReadingWhole, by: kindOf(typed) };
  for (const reading of readings)
    if (reading.startsWith(typed)) return { value: ranking.keywordReading, by: kindOf(typed) };
  if (tails.some((tail) => tail.startsWith(typed)))
    return { value: ranking.keywordReading * tailShare, by: kindOf(typed) };
  return nothing;
}

/** A word inside a keyword against the keyword itself. */
const tailShare = 0.9;

/** Initials have no vowels worth the name. */
const kindOf = (typed: string): MatchedBy =>
  /[aeiouv]/.test(typed) && typed.length > 2 ? 'pinyin' : 'initials';

function findWord(text: string, candidate: Candidate, ranking: Ranking): Find {
  const places: readonly (readonly [string, number])[] = [
    [candidate.face.titleEn, ranking.titleEnglish],
    [candidate.face.title, ranking.title],
    [candidate.face.keywords.join('\n'), ranking.keywordEnglish],
    [candidate.face.asked, ranking.asked],
    [candidate.face.answerEn, ranking.answerEnglish],
    [candidate.body, ranking.body],
  ];
  let best = nothing;
  for (const [place, value] of places) {
    const how = wordIn(place, text);
    if (how * value > best.value) best = { value: how * value, by: 'words' };
  }
  return best;
}

/** 1 for the word or its inflection, 0.75 for a word that begins so, 0 otherwise. One or two letters count as whole words only. */
function wordIn(place: string, text: string): number {
  let best = 0;
  for (let at = place.indexOf(text); at >= 0; at = place.indexOf(text, at + 1)) {
    if (/[a-z]/.test(place.charAt(at - 1))) continue;
    const rest = /^[a-z]*/.exec(place.slice(at + text.length, at + text.length + 20))?.[0] ?? '';
    if (rest === '' || stem(text + rest) === stem(text)) return 1;
    if (text.length > 2) best = 0.75;
  }
  if (best < 1 && text.length > 4 && stem(text) !== text)
    best = Math.max(best, wordIn(place, stem(text)) * 0.95);
  return best;
}
