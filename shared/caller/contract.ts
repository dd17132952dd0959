import { z } from 'zod';
import { command, topic } from '#shared/contract/define.ts';
import { moneySchema, paramsSchema, bilingualSchema, tokenSchema, whoSchema } from '#shared/core/text.ts';
import {
  accountActionKindSchema,
  accountClassSchema,
  cardFactIdSchema,
  cardHoldStateSchema,
  cardKindSchema,
  documentTypeSchema,
} from '#shared/core/vocabulary.ts';
import { careFlagSchema, careReasonSchema } from '#shared/care/care-flag.ts';
import { cueIdSchema } from '#shared/guidance/cue.ts';
import { callIdSchema, instantSchema } from '#shared/lib/ids.ts';
import { dispositions } from '#shared/seat/contract.ts';
import { relationSchema, verifyMethodSchema } from './identity.ts';

const masked = z.string().max(40);

/** A name as the desk may show it: `zh` 贾女士, `en` Ms Jia, `masked` 贾**. The full name stays in main. */
export const personNameSchema = z.strictObject({
  zh: z.string().max(60),
  en: z.string().max(60),
  masked: z.string().max(60),
});

/**
 * Identity of the voice. `methods` are the checks passed so far; `state` becomes `verified` when as many as
 * `need` are passed (待核验 1 / 2 until then). `simplified`: the bank allows fewer checks for this caller.
 */
export const verificationSchema = z.strictObject({
  state: z.enum(['notVerified', 'verified', 'failed']),
  methods: z.array(verifyMethodSchema).max(10),
  need: z.int().min(1).max(5),
  simplified: z.boolean(),
  suggested: z.array(verifyMethodSchema).max(10),
  at: instantSchema.nullable(),
  by: whoSchema.nullable(),
});

export const speakerSchema = z.strictObject({
  /** null while nobody knows the name (unknown number). */
  name: personNameSchema.nullable(),
  phoneMasked: masked.nullable(),
  /** `assumedHolder`: the number is the holder's, nobody has asked yet. */
  relation: relationSchema,
  numberMatchesHolder: z.boolean(),
  verified: verificationSchema,
});

export const holderSchema = z.strictObject({
  customerIdToken: tokenSchema,
  name: personNameSchema,
  age: z.int().min(0).max(130).nullable(),
  /** 1941-03: shown as the reason of the elderly flag. */
  birthMonth: z
    .string()
    .regex(/^\d{4}-\d{2}$/)
    .nullable(),
  branch: bilingualSchema.nullable(),
  phoneMasked: masked.nullable(),
  document: z
    .strictObject({
      type: documentTypeSchema,
      masked,
      /** ISO 3166 alpha-2 of the issuer, null for a resident ID. */
      country: z.string().length(2).nullable(),
    })
    .nullable(),
  /** BCP 47: zh, en, ja, ko, bo … */
  language: z.string().max(20),
  /** BCP 47 of a dialect the caller likes to speak: wuu, yue, nan … */
  dialect: z.string().max(20).nullable(),
  /** Where a visitor stays, or another remark for the agent. */
  note: bilingualSchema.nullable(),
});

export const careFlagStateSchema = z.strictObject({
  flag: careFlagSchema,
  /** At least one. `by` null: set by rule from the file. */
  reasons: z
    .array(
      z.strictObject({
        source: careReasonSchema,
        /** age, birthMonth, language, note … – fills the words of the source. */
        params: paramsSchema,
        at: instantSchema,
        by: whoSchema.nullable(),
      }),
    )
    .min(1)
    .max(8),
  confirmed: z.strictObject({ at: instantSchema, by: whoSchema }).nullable(),
  /** A lifted flag stays in the list, so that it can be seen and set again; it changes nothing on the desk. */
  lifted: z.strictObject({ at: instantSchema, by: whoSchema }).nullable(),
  /**
   * Whether the next call will know it: `file` (not set by an agent, the file decides) · `kept` · `once` (this call only) · `ask` (only if
   * the caller agrees, who has not been asked) · `agreed` · `refused`.
   */
  keep: z.enum(['file', 'kept', 'once', 'ask', 'agreed', 'refused']),
});

/** Something about one card that the agent should see: locked after wrong passwords, kept by a machine … */
export const cardFactSchema = z.strictObject({
  id: cardFactIdSchema,
  at: instantSchema.nullable(),
  place: bilingualSchema.nullable(),
});

export const cardSchema = z.strictObject({
  cardId: tokenSchema,
  masked,
  kind: cardKindSchema,
  /** Account class I, II or III of a debit account. */
  accountClass: accountClassSchema.nullable(),
  supplementary: z.boolean(),
  primary: z.boolean(),
  product: bilingualSchema.nullable(),
  facts: z.array(cardFactSchema).max(8),
  /** What the core said at the look-up; a hold asked from this desk is in `control/state`. */
  hold: z.strictObject({
    state: cardHoldStateSchema,
    since: instantSchema.nullable(),
    receipt: z.string().max(60).nullable(),
  }),
  /** false: the hold button is not offered (closed, already held, not a card); `hold` and `kind` say why. */
  holdable: z.boolean(),
});

export const riskFactSchema = z.strictObject({
  /** A cue of the account vocabulary (`termDepositBroken`, `newPayee` …); content may add more. */
  cue: cueIdSchema,
  at: instantSchema.nullable(),
  params: paramsSchema,
});

export const pendingTransactionSchema = z.strictObject({
  transactionId: tokenSchema,
  money: moneySchema,
  payeeMasked: z.string().max(60),
  payeeIsNew: z.boolean(),
  submittedAt: instantSchema,
  /** Refused by the core at this instant if nobody decides. */
  deadlineAt: instantSchema,
});

export const accountActionSchema = z.strictObject({
  kind: accountActionKindSchema,
  at: instantSchema,
  money: moneySchema.nullable(),
  detail: bilingualSchema.nullable(),
});

export const pastCallSchema = z.strictObject({
  recordId: tokenSchema,
  at: instantSchema,
  topic: bilingualSchema,
  outcome: z.enum(dispositions),
  flags: z.array(careFlagSchema).max(12),
  from: z.enum(['core', 'desk']),
});

/**
 * Each part of the panel arrives on its own. An empty list means 'none' only while its part is `ready`;
 * `failed` must be said ('cards could not be read'), or nobody would look for the card that is not shown.
 */
export const partStateSchema = z.enum(['none', 'looking', 'ready', 'failed']);

/**
 * The caller panel of the current call.
 * `match`: none (no call) · looking · slow (still looking after 800 ms: show the skeleton, the call goes on) ·
 * known · unknown (the core knows nobody by this number) · failed (`failure` says why; the call is unaffected).
 */
export const callerStateSchema = z.strictObject({
  callId: callIdSchema.nullable(),
  match: z.enum(['none', 'looking', 'slow', 'known', 'unknown', 'failed']),
  failure: z.enum(['timeout', 'unreachable', 'unauthorized', 'refused', 'coreFault', 'badAnswer']).nullable(),
  matchedBy: z.enum(['customerId', 'number']).nullable(),
  lookupStartedAt: instantSchema.nullable(),
  lookedUpInMs: z.number().nonnegative().nullable(),
  /** More than one customer shares the number: the panel shows none of them until the agent has asked. */
  candidates: z.int().min(0).max(50),
  parts: z.strictObject({ cards: partStateSchema, risk: partStateSchema, history: partStateSchema }),
  caller: speakerSchema.nullable(),
  holder: holderSchema.nullable(),
  flags: z.array(careFlagStateSchema).max(12),
  cards: z.array(cardSchema).max(40),
  riskFacts: z.array(riskFactSchema).max(30),
  /** The one with the nearest deadline; `pendingMore` says how many wait behind it. */
  pendingTransaction: pendingTransactionSchema.nullable(),
  pendingMore: z.int().nonnegative(),
  todayActions: z.array(accountActionSchema).max(30),
  /** Newest first. */
  history: z.array(pastCallSchema).max(50),
});

export type CallerState = z.infer<typeof callerStateSchema>;
export type PartState = z.infer<typeof partStateSchema>;
export type Speaker = z.infer<typeof speakerSchema>;
export type Verification = z.infer<typeof verificationSchema>;
export type Holder = z.infer<typeof holderSchema>;
export type CareFlagState = z.infer<typeof careFlagStateSchema>;
export type CallerCard = z.infer<typeof cardSchema>;
export type RiskFact = z.infer<typeof riskFactSchema>;
export type PendingTransaction = z.infer<typeof pendingTransactionSchema>;
export type AccountAction = z.infer<typeof accountActionSchema>;
export type PastCall = z.infer<typeof pastCallSchema>;
export type PersonName = z.infer<typeof personNameSchema>;

/** Whoever has a caller on the line: a trainer and a team lead take calls too. */
const roles = { roles: ['agent', 'teamLead', 'trainer'] as const };
const callId = callIdSchema;
const done = z.strictObject({});

/** Every command names its call: a click that arrives after the next caller is refused, never applied to them. */
export const callerCommands = {
  'caller/set-flag': command(
    z.strictObject({
      callId,
      flag: careFlagSchema,
      source: z
        .enum(['heardByAgent', 'saidByCaller', 'saidByThirdParty', 'seenOnVideo'])
        .default('heardByAgent'),
      /** For foreignLanguage: BCP 47 of the language heard. */
      language: z.string().max(20).optional(),
    }),
    done,
    roles,
  ),
  'caller/lift-flag': command(z.strictObject({ callId, flag: careFlagSchema }), done, roles),
  'caller/confirm-flag': command(z.strictObject({ callId, flag: careFlagSchema }), done, roles),
  /** The caller says whether a flag may be kept for the next call. */
  'caller/keep-flag': command(
    z.strictObject({ callId, flag: careFlagSchema, agreed: z.boolean() }),
    done,
    roles,
  ),
  'caller/set-caller': command(
    z.discriminatedUnion('who', [
      z.strictObject({ who: z.literal('holder'), callId }),
      z.strictObject({
        who: z.literal('thirdParty'),
        callId,
        relation: relationSchema.exclude(['unknown', 'assumedHolder', 'holder']),
        name: z.string().max(60).default(''),
      }),
    ]),
    done,
    roles,
  ),
  /** The checks passed so far replace the earlier ones. `failed` says the caller could not prove who they are. */
  'caller/mark-verified': command(
    z.strictObject({
      callId,
      methods: z.array(verifyMethodSchema).max(10),
      failed: z.boolean().default(false),
    }),
    done,
    roles,
  ),
  /** Full value of one masked number, for a reason. Kept in the audit with who, when and why; hide it again after a while. */
  'caller/reveal': command(
    z.strictObject({
      callId,
      what: z.enum(['card', 'phone', 'document']),
      /** cardId for a card; left out for the holder's phone and document. */
      cardId: tokenSchema.optional(),
      reason: z.string().trim().min(2).max(200),
    }),
    z.strictObject({ value: z.string().max(60), hideAt: instantSchema }),
    roles,
  ),
  /** Asks the core again after a failure. */
  'caller/look-up-again': command(z.strictObject({ callId }), done, roles),
} as const;

export const callerTopics = { 'caller/state': topic(callerStateSchema) } as const;
