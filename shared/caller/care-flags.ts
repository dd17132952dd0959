import { z } from 'zod';

/** The care needs of a caller. Ids and order (most demanding for the seat first) as in the domain's table. */
export const careFlags = [
  'crisis',
  'hearingImpaired',
  'foreignLanguage',
  'elderly',
  'visuallyImpaired',
  'distress',
  'thirdParty',
  'minor',
  'hardship',
  'disasterArea',
  'serving',
  'priority',
] as const;
export const careFlagSchema = z.enum(careFlags);
export type CareFlag = z.infer<typeof careFlagSchema>;

/** Why a flag is set. Shown beside the flag; a flag may have several reasons (age on file *and* number matched). */
export const flagSourceSchema = z.enum([
  'ageOnFile',
  'numberMatched',
  'numberRange',
  'earlierNote',
  'heardByAgent',
  'chosenInIvr',
  'languageOnFile',
  'onFile',
  'thirdPartySaid',
  'callerSaid',
  'seenOnVideo',
]);
export type FlagSource = z.infer<typeof flagSourceSchema>;
