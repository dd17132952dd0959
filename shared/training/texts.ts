import { z } from 'zod';

/** One sentence of content in both languages of the desk. */
export const textsSchema = z.strictObject({ zh: z.string().min(1).max(400), en: z.string().min(1).max(400) });
export type Texts = z.infer<typeof textsSchema>;
