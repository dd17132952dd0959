import { z } from 'zod';

/** What is read to the caller about a hold, so that nobody takes it for more than it is. Words: `control.told.<id>`. */
export const toldLines = ['stops', 'mayPass', 'credits', 'undo'] as const;
export const toldLineSchema = z.enum(toldLines);
export type ToldLine = z.infer<typeof toldLineSchema>;

/** Languages in which the lines are kept ready. */
export const toldLanguageSchema = z.enum(['zh', 'en', 'ja', 'ko']);
export type ToldLanguage = z.infer<typeof toldLanguageSchema>;
