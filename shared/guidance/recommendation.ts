import { z } from 'zod';
import { controlIdSchema } from '#shared/control/control-ids.ts';

/** 风险档: how sure and how dangerous; decides which controls are recommended (cases 3.9, 3.16). */
export const riskTierSchema = z.enum(['low', 'medium', 'high', 'critical']);
export type RiskTier = z.infer<typeof riskTierSchema>;

/** The graded controls a playbook may recommend; never a release. The desk recommends; a person decides. */
export const recommendedControlSchema = controlIdSchema.exclude(['transactionRelease']);
export type RecommendedControl = z.infer<typeof recommendedControlSchema>;

/** 联动: who else is brought in (C09). */
export const linkageSchema = z.enum(['teamLead', 'branch', 'policeLine', 'otherBank', 'family', 'workOrder']);
export type Linkage = z.infer<typeof linkageSchema>;
