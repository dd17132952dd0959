import { z } from 'zod';

/** Who is speaking, seen from the account holder. */
export const relationSchema = z.enum([
  'unknown',
  'assumedHolder',
  'holder',
  'spouse',
  'child',
  'grandchild',
  'parent',
  'guardian',
  'otherRelative',
  'colleague',
  'treasurer',
  'hotelStaff',
  'communityWorker',
  'bankStaff',
  'police',
  'other',
]);
export type Relation = z.infer<typeof relationSchema>;

/** How identity was checked. C3 data (PIN, CVV) is not among them: it never enters the desk. */
export const verifyMethodSchema = z.enum([
  'ivrPassword',
  'birthMonth',
  'branch',
  'idTail',
  'address',
  'recentTransaction',
  'codeToPhone',
  'callBack',
  'videoFace',
  'document',
]);
export type VerifyMethod = z.infer<typeof verifyMethodSchema>;
