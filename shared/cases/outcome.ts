import { z } from 'zod';
import { outcomes, reasonsOf } from './outcome-choices.ts';

/** How an outbound verification ends (domain.md, C06). `protect`: refused, and no non-counter transactions any more. */
export const outcomeSchema = z.enum(outcomes);
export const outcomeReasonSchema = z.enum([...new Set(Object.values(reasonsOf).flat())]);
