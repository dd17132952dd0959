import { z } from 'zod';
import { command, topic } from '#shared/contract/define.ts';
import { callIdSchema } from '#shared/lib/ids.ts';
import { itemIdSchema } from './sheet.ts';
import { qualityStateSchema } from './state.ts';

/** Whoever has a caller on the line; each command names its call, so that a late key press never lands in the next record. */
export const qualityCommands = {
  /** Said or done, or taken back. Also in the wrap-up: what was missing at the end of the call stays as it was. */
  'quality/tick': command(
    z.strictObject({ callId: callIdSchema, itemId: itemIdSchema, done: z.boolean() }),
    z.strictObject({}),
    { roles: ['agent', 'trainer'] },
  ),
} as const;

export const qualityTopics = { 'quality/state': topic(qualityStateSchema) } as const;
