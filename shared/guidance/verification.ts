import { z } from 'zod';
import { playbookIdSchema, playbookVersionSchema, questionSchema } from './playbook.ts';

/** What is asked in every outbound verification, whatever pattern it may be (C06): the purpose first, then what no coach prepares. */
export const verificationSetSchema = z.strictObject({
  id: playbookIdSchema,
  version: playbookVersionSchema,
  questions: z.array(questionSchema).min(2).max(8),
});
export type VerificationSet = z.infer<typeof verificationSetSchema>;
