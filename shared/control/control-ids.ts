import { z } from 'zod';
import { controlIds } from './control-list.ts';

export type { ControlId } from './control-list.ts';

export const controlIdSchema = z.enum(controlIds);

/** What a control is done to. An account is named by the id of its row in the panel, as a card is. */
export const targetKindSchema = z.enum(['card', 'account', 'transaction', 'customer']);
export type TargetKind = z.infer<typeof targetKindSchema>;

/** `undo` takes back what an earlier request did, by its receipt: the release of a hold, a limit lifted. */
export const controlActionSchema = z.enum(['apply', 'undo']);
export type ControlAction = z.infer<typeof controlActionSchema>;
