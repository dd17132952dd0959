import { z } from 'zod';
import { linkageSchema, recommendedControlSchema } from '#shared/guidance/recommendation.ts';
import { callIdSchema, instantSchema } from '#shared/lib/ids.ts';
import { assessedTierSchema } from './tier.ts';

/** One row of a decision table that fired, with its reason as the table itself words it. */
export const firedRowSchema = z.strictObject({
  table: z.string().max(80),
  /** Counted from 1, as the editor shows it. */
  row: z.int().positive(),
  reason: z.strictObject({ zh: z.string().max(120), en: z.string().max(240) }),
});

/** A table file that was not taken: where in it, and why. Named by its file name only. */
export const refusedTableSchema = z.strictObject({
  file: z.string().max(200),
  /** `基本档 · row 3 · suspicion`; null when the whole file is meant. */
  where: z.string().max(300).nullable(),
  reason: z.string().max(1000),
});

/**
 * Why there is no tier. `engineMissing`: the rule engine has no program for this machine (Windows on ARM); `noTable`: no table passed
 * its checks and none was kept from before; `failed`: the table could not be worked through. Nothing is guessed in its place.
 */
export const unknownTierSchema = z.enum(['starting', 'engineMissing', 'noTable', 'failed']);

/** 风险档 of the call that is up, and how it came about. A recommendation: a person decides. */
export const riskStateSchema = z.strictObject({
  callId: callIdSchema.nullable(),
  tier: assessedTierSchema.or(z.literal('unknown')),
  /** Set when the tier is unknown. */
  unknown: unknownTierSchema.nullable(),
  control: recommendedControlSchema.nullable(),
  linkages: z.array(linkageSchema).max(6),
  /** In the order of the tables; the last one gives the control. */
  rows: z.array(firedRowSchema).max(50),
  /** The table in force: a fingerprint of its content, and whether it is the last good one because a newer was refused. */
  table: z.strictObject({ version: z.string().max(20), isLastGood: z.boolean() }).nullable(),
  refused: z.array(refusedTableSchema).max(20),
  /** When the facts were taken; null between calls. */
  asOf: instantSchema.nullable(),
});

export type FiredRow = z.infer<typeof firedRowSchema>;
export type RefusedTable = z.infer<typeof refusedTableSchema>;
export type UnknownTier = z.infer<typeof unknownTierSchema>;
export type RiskState = z.infer<typeof riskStateSchema>;

/** What the desk shows between calls. */
export const noRiskState: RiskState = {
  callId: null,
  tier: 'none',
  unknown: null,
  control: null,
  linkages: [],
  rows: [],
  table: null,
  refused: [],
  asOf: null,
};
