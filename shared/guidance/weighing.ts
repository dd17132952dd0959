import type { Cue, CueId } from './cue.ts';
import type { EverydayPattern } from './everyday.ts';
import type { Playbook } from './playbook.ts';

/** Of 100 calls of a kind, in how many a cue of each level comes up: what the levels 0–5 of the content files mean. */
export const shareOfLevel = [0.015, 0.05, 0.12, 0.25, 0.45, 0.7] as const;
/** Of a cue that no file says anything about. */
const shareOfUnsaid = 0.004;
/** How common an everyday matter is among the others, by its level 1–5. */
const shareOfMatter = [0, 1, 2, 4, 8, 16] as const;

const share = (level: number | undefined, otherwise: number): number =>
  level === undefined ? otherwise : (shareOfLevel[level] ?? otherwise);

/** How often each cue comes up in one kind of call. */
export interface Kind {
  readonly id: string;
  /** Share of the cue among calls of this kind, 0–1. */
  readonly of: (cueId: CueId) => number;
}

/** Every kind of call that can explain what is ticked. */
export interface Weighing {
  readonly scams: readonly Kind[];
  /** `share`: of all everyday calls, sums to 1. */
  readonly everyday: readonly (Kind & { readonly share: number })[];
  /** Share of a cue among all everyday calls: what every figure is compared with. */
  readonly usual: (cueId: CueId) => number;
}

const levelsOf = (playbook: Playbook): ReadonlyMap<CueId, number> =>
  new Map([
    ...Object.entries(playbook.alsoSeen),
    ...playbook.cues.map(({ id, weight }): [CueId, number] => [id, weight]),
  ]);

const plain: EverydayPattern = {
  id: 'ordinary-matter',
  name: { zh: '日常咨询', en: 'An ordinary matter' },
  share: 1,
  cues: {},
};

/** A kind's shares of the whole vocabulary, worked out once: a ranking asks for each of them many times. */
function kindOf(id: string, cues: readonly Cue[], shareOf: (cue: Cue) => number): Kind {
  const shares = new Map(cues.map((cue) => [cue.id, shareOf(cue)]));
  return { id, of: (cueId) => shares.get(cueId) ?? shareOfUnsaid };
}

/** Turns the content's levels into shares. A kind that says nothing of a cue has the cue's background, and never less than it. */
export function weighingOf(
  playbooks: readonly Playbook[],
  cues: readonly Cue[],
  patterns: readonly EverydayPattern[],
): Weighing {
  const matters = patterns.length > 0 ? patterns : [plain];
  const all = matters.reduce((sum, one) => sum + (shareOfMatter[one.share] ?? 0), 0);
  const everyday = matters.map((one) => ({
    ...kindOf(one.id, cues, ({ id, everyday: level }) =>
      Math.max(share(one.cues[id], 0), share(level, shareOfUnsaid)),
    ),
    share: (shareOfMatter[one.share] ?? 0) / all,
  }));
  const usual = kindOf('usual', cues, ({ id }) =>
    everyday.reduce((sum, one) => sum + one.share * one.of(id), 0),
  );
  return {
    scams: playbooks.map((playbook) => {
      const levels = levelsOf(playbook);
      return kindOf(playbook.id, cues, ({ id, scams }) =>
        Math.max(share(levels.get(id), 0), share(scams, shareOfLevel[0])),
      );
    }),
    everyday,
    usual: usual.of,
  };
}
