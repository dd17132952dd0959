import { topic } from '#shared/contract/define.ts';
import { riskStateSchema } from './state.ts';

/** Read only: tiers follow from facts and tables, nobody sets one by hand. */
export const riskTopics = { 'risk/state': topic(riskStateSchema) } as const;
