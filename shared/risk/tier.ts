import { z } from 'zod';
import { riskTierSchema } from '#shared/guidance/recommendation.ts';
import type { RiskTier } from '#shared/guidance/recommendation.ts';

/** Risk of one call, weakest first; `none` is an answer too. Its place is the level that decision tables count with, 0–4. */
export const assessedTiers = ['none', ...riskTierSchema.options] as const;
export const assessedTierSchema = z.enum(assessedTiers);
export type AssessedTier = z.infer<typeof assessedTierSchema>;

export const levelOf = (tier: AssessedTier | RiskTier): number => assessedTiers.indexOf(tier);
