import { z } from 'zod';
import { toldLanguages, toldLines } from './told-lines.ts';

export type { ToldLanguage, ToldLine } from './told-lines.ts';

export const toldLineSchema = z.enum(toldLines);
export const toldLanguageSchema = z.enum(toldLanguages);
