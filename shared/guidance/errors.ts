import { z } from 'zod';

const id = z.string().max(100);

export const guidanceErrors = {
  /** No call is up, so there is nothing to guide. */
  'guidance/no-call': z.strictObject({}),
  /** The command speaks of another call than the one that is up. */
  'guidance/other-call': z.strictObject({ callId: id }),
  'guidance/unknown-playbook': z.strictObject({ playbookId: id }),
  /** The playbook's first day, `YYYY-MM-DD`, has not come. */
  'guidance/not-in-force': z.strictObject({ playbookId: id, from: z.string().max(10) }),
  'guidance/unknown-cue': z.strictObject({ cueId: id }),
  'guidance/unknown-question': z.strictObject({ playbookId: id, questionId: id }),
  'guidance/unknown-line': z.strictObject({ playbookId: id, lineId: id }),
  /** An answer cannot be marked before its question was asked. */
  'guidance/not-asked': z.strictObject({ questionId: id }),
};
