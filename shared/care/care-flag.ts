import { z } from 'zod';
import { careFlagIds, type CareFlag } from './care-flag-ids.ts';

export { careFlagIds, type CareFlag } from './care-flag-ids.ts';

export const careFlagSchema = z.enum(careFlagIds);

/** Key of the one- or two-word label of a flag (`care.flag.elderly` → 长者 / Elderly). */
export const careFlagLabelKey = <F extends CareFlag>(flag: F): `care.flag.${F}` => `care.flag.${flag}`;

/** Why a flag is set. A flag never stands without a reason; several can hold at once (age on file *and* number matched). */
export const careReasonIds = [
  'onFile',
  'ageOnFile',
  'numberMatched',
  'numberRange',
  'languageOnFile',
  'earlierNote',
  'chosenInIvr',
  'heardByAgent',
  'seenOnVideo',
  'saidByCaller',
  'saidByThirdParty',
  'callerIsNotHolder',
] as const;

export const careReasonSchema = z.enum(careReasonIds);
export type CareReason = z.infer<typeof careReasonSchema>;

/** Key of the words for a reason (`care.reason.ageOnFile` → 登记年龄 / Age on file). */
export const careReasonLabelKey = <R extends CareReason>(reason: R): `care.reason.${R}` =>
  `care.reason.${reason}`;
