/**
 * The way of one version:
 *
 *   draft ──submit──► inReview ──approve──► approved ──publish──► published ──withdraw──► withdrawn
 *     │ ▲                │ │                    │
 *     │ └──take back─────┘ │                    │
 *     │ └──give back───────┴────────────────────┘
 *     └──discard──► discarded
 *
 * Only a draft can be written in. Whoever wrote in it never approves it.
 */
export const versionStates = [
  'draft',
  'inReview',
  'approved',
  'published',
  'withdrawn',
  'discarded',
] as const;
export type VersionState = (typeof versionStates)[number];

export const editorActs = [
  'submit',
  'takeBack',
  'approve',
  'giveBack',
  'publish',
  'withdraw',
  'discard',
] as const;
export type EditorAct = (typeof editorActs)[number];

const next: Readonly<Record<VersionState, Readonly<Partial<Record<EditorAct, VersionState>>>>> = {
  draft: { submit: 'inReview', discard: 'discarded' },
  inReview: { takeBack: 'draft', giveBack: 'draft', approve: 'approved' },
  approved: { giveBack: 'draft', publish: 'published' },
  published: { withdraw: 'withdrawn' },
  withdrawn: {},
  discarded: {},
};

/** Where an act leads from a state; null where it may not be done. */
export const stateAfter = (state: VersionState, act: EditorAct): VersionState | null =>
  next[state][act] ?? null;

/** Still on somebody's table. */
export const isOpen = (state: VersionState): boolean =>
  state === 'draft' || state === 'inReview' || state === 'approved';
