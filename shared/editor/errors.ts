import { z } from 'zod';

export const editorErrors = {
  'editor/unknown': z.strictObject({ what: z.string().max(100) }),
  /** The version is in another state by now. */
  'editor/wrong-state': z.strictObject({ state: z.string().max(20) }),
  /** Somebody (another window) has written in it since; nothing was overwritten. */
  'editor/moved-on': z.strictObject({ revision: z.int().nonnegative() }),
  /** The text the reviewer read is not the text that is there. */
  'editor/other-text': z.strictObject({}),
  /** Whoever wrote in it cannot approve it. */
  'editor/same-person': z.strictObject({ name: z.string().max(80) }),
  /** The checker refuses it: its first line and reason. */
  'editor/broken': z.strictObject({
    line: z.int().nonnegative(),
    reason: z.string().max(500),
    more: z.int().nonnegative(),
  }),
  /** There is one on the table already. */
  'editor/already-open': z.strictObject({ contentId: z.string().max(100) }),
  /** Ends before it begins, or begins before today. */
  'editor/bad-days': z.strictObject({ from: z.string().max(20), to: z.string().max(20) }),
  'editor/busy': z.strictObject({}),
  /** `reason`: the system's code. */
  'editor/not-written': z.strictObject({ reason: z.string().max(100) }),
  'editor/not-set': z.strictObject({}),
};
