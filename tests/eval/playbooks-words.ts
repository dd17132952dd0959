import type { Candidate } from '#shared/guidance/state.ts';
import { isFalseAlarm, isTierGood, placeOf } from './playbooks-score.ts';
import type { Judged, Score } from './playbooks-score.ts';

const percent = (value: number): string => `${(value * 100).toFixed(1).padStart(5)} %`;
const signed = (points: number): string => (points > 0 ? `+${points}` : String(points));

/** `investment 0.41 = groupChatTeacher +21.3 · newPayee +1.2 · not seen −3.1` */
function reasonsOf({ playbookId, score, matched, lowered, missing }: Candidate): string {
  const cues = [...matched, ...lowered].map(({ cueId, points }) => `${cueId} ${signed(points)}`);
  return `${playbookId} ${score.toFixed(2)} = ${[...cues, `not seen ${signed(missing)}`].join(' · ')}`;
}

/** One call that came out otherwise than its label, with everything that made it so. */
export function missWords(one: Judged): string {
  const { sketch, ranking, label, tier, rows, strangers } = one;
  const place = placeOf(one);
  const isWrong = label !== sketch.label;
  const kinds = [
    isWrong ? (place <= 3 ? `label (place ${place})` : 'label (not in the first three)') : null,
    isTierGood(one) ? null : 'tier',
    isFalseAlarm(one) ? 'false alarm' : null,
  ].filter((kind) => kind !== null);
  const own = ranking.candidates.find(({ playbookId }) => playbookId === sketch.label);
  const shown = [...ranking.candidates.slice(0, 2), ...(own && isWrong ? [own] : [])];
  return [
    `miss  ${sketch.id}: ${kinds.join(', ')}`,
    `      label ${sketch.label} → ${label}; tier ${sketch.tier} → ${tier}; suspicion ${ranking.suspicion}, everyday ${ranking.everyday.score} (${ranking.everyday.patternId})`,
    ...[...new Set(shown)].map((candidate) => `      ${reasonsOf(candidate)}`),
    ...(rows.length > 0
      ? [`      tables: ${rows.map(({ table, row, reason }) => `${table} ${row} ${reason.en}`).join(' · ')}`]
      : []),
    ...(strangers.length > 0 ? [`      not in the vocabulary: ${strangers.join(', ')}`] : []),
  ].join('\n');
}

export const isMiss = (one: Judged): boolean => one.label !== one.sketch.label || !isTierGood(one);

/** The table of figures beside their aims. */
export function scoreWords(title: string, score: Score): string {
  const { calls, scams, everyday } = score;
  return [
    `${title}: ${calls} calls, ${scams} of a scam, ${everyday} everyday`,
    `  top-1              ${percent(score.top1)}   aim ≥ 90 %   (scam calls alone ${percent(score.scamTop1).trim()})`,
    `  top-3              ${percent(score.top3)}   aim ≥ 98 %   (scam calls alone ${percent(score.scamTop3).trim()})`,
    `  tier, or 1 stricter ${percent(score.tier).trimStart().padStart(6)}   aim ≥ 95 %`,
    `  false alarms       ${percent(score.falseAlarms)}   aim ≤  5 %   (of everyday calls)`,
  ].join('\n');
}
