import { z } from 'zod';

/** 座席 agent · 班长 team lead · 培训师 trainer. */
export const roleSchema = z.enum(['agent', 'teamLead', 'trainer']);
export type Role = z.infer<typeof roleSchema>;
