import type { CueId } from './cue.ts';
import type { GuidanceLibrary } from './library.ts';
import type { Playbook } from './playbook.ts';
import type { Candidate } from './state.ts';

/** What one everyday explanation takes off every score: enough to reorder, never enough alone to silence a strong pattern. */
export const everydayPenalty = 0.15;

/** Two decimals: what the screen shows is what was compared. */
const rounded = (value: number): number => Math.round(value * 100) / 100;

function scored(playbook: Playbook, ticked: ReadonlySet<CueId>, lowered: readonly CueId[]): Candidate {
  const matched = playbook.cues
    .filter((cue) => ticked.has(cue.id))
    .map((cue) => ({ cueId: cue.id, weight: cue.weight }))
    .sort((a, b) => b.weight - a.weight);
  const matchedWeight = matched.reduce((sum, cue) => sum + cue.weight, 0);
  const totalWeight = playbook.cues.reduce((sum, cue) => sum + cue.weight, 0);
  const score = rounded(Math.max(0, matchedWeight / totalWeight - everydayPenalty * lowered.length));
  return { playbookId: playbook.id, score, matched, lowered: [...lowered], matchedWeight, totalWeight };
}

/**
 * Candidates for what is ticked, best first: share of weighted cues matched, less `everydayPenalty` for each everyday explanation.
 * Equal scores go to the greater matched weight, then by id, so that nothing moves without a cause. A figure can be checked by hand
 * from `matched`, `matchedWeight` and `totalWeight`. `today` is `YYYY-MM-DD`: a playbook not in force yet is not offered.
 */
export function rankPlaybooks(
  library: Pick<GuidanceLibrary, 'playbooks' | 'cues'>,
  tickedCues: readonly CueId[],
  today: string,
): Candidate[] {
  const ticked = new Set(tickedCues);
  const lowered = library.cues
    .filter((cue) => cue.where === 'everyday' && ticked.has(cue.id))
    .map((cue) => cue.id);
  return library.playbooks
    .filter((playbook) => playbook.effectiveFrom <= today)
    .map((playbook) => scored(playbook, ticked, lowered))
    .filter((candidate) => candidate.matched.length > 0)
    .sort(
      (a, b) =>
        b.score - a.score || b.matchedWeight - a.matchedWeight || (a.playbookId < b.playbookId ? -1 : 1),
    );
}
