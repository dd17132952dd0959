import { z } from 'zod';

/** Words that the core and the desk share; the OpenAPI document lists the same ones. */
export const cardKindSchema = z.enum([
  'debit',
  'credit',
  'pension',
  'salary',
  'socialSecurity',
  'passbook',
  'termDeposit',
  'foreignCurrency',
  'other',
]);

/** Something about one card that the agent should see before speaking. */
export const cardFactIdSchema = z.enum([
  'passwordLocked',
  'retainedByMachine',
  'depositBroken',
  'dormant',
  'frozenByCourt',
  'expiresSoon',
  'reportedLost',
]);

export const cardHoldStateSchema = z.enum(['none', 'held', 'lost', 'closed']);

export const accountClassSchema = z.enum(['I', 'II', 'III']);

export const documentTypeSchema = z.enum([
  'idCard',
  'passport',
  'permanentResidence',
  'hkMacaoPermit',
  'taiwanPermit',
  'military',
]);

/** What was done with the customer's accounts today. */
export const accountActionKindSchema = z.enum([
  'depositBroken',
  'payeeAdded',
  'transferSubmitted',
  'transferRefused',
  'limitRaised',
  'deviceAdded',
  'passwordWrong',
  'cardRetained',
  'cashOut',
  'credit',
]);

/** Who may release a hold, or take another control back. */
export const releaserSchema = z.enum(['agentWithVerification', 'teamLead', 'branch', 'holderAtCounter']);
export type Releaser = z.infer<typeof releaserSchema>;

/** Why the core refuses a hold for good. */
export const holdRefusalSchema = z.enum([
  'badRequest',
  'notPermitted',
  'cardUnknown',
  'cardClosed',
  'keyReused',
  'refused',
]);
export type HoldRefusal = z.infer<typeof holdRefusalSchema>;

/** Why the core refuses any control, or the taking back of one, for good. */
export const controlRefusalSchema = z.enum([
  ...holdRefusalSchema.options,
  'targetUnknown',
  'alreadyDecided',
  'nothingToUndo',
]);
export type ControlRefusal = z.infer<typeof controlRefusalSchema>;
