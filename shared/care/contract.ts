import { z } from 'zod';
import { command, topic } from '#shared/contract/define.ts';
import { whoSchema } from '#shared/core/text.ts';
import { callIdSchema, instantSchema } from '#shared/lib/ids.ts';
import { refusedTableSchema } from '#shared/risk/state.ts';
import { assessedTierSchema } from '#shared/risk/tier.ts';
import { careFlagSchema } from './care-flag.ts';

const idSchema = z.string().min(1).max(100);
const nameSchema = z.strictObject({ zh: z.string().max(60), en: z.string().max(60) });

/** 步骤卡: one procedure of the knowledge base, one step at a time. `at` counts from 0; equal to the length when all is done. */
export const stepCardsSchema = z.strictObject({
  articleId: z.string().max(100),
  title: nameSchema.extend({ zh: z.string().max(120), en: z.string().max(200) }),
  steps: z
    .array(z.strictObject({ zh: z.string().max(1000), en: z.string().max(2000) }))
    .min(1)
    .max(40),
  at: z.int().min(0).max(40),
  /** How often this step was said again. */
  repeats: z.int().min(0).max(1000),
});

/** What the team lead is told when an agent asks for help: where the call stands, and nothing that names the caller. */
export const helpSchema = z.strictObject({
  helpId: idSchema,
  callId: callIdSchema,
  kind: z.enum(['help', 'crisis']),
  askedAt: instantSchema,
  by: whoSchema,
  seatNumber: z.string().max(20),
  /** Masked; '' when nobody knows. */
  callerMasked: z.string().max(60),
  queue: z.string().max(100).nullable(),
  answeredAt: instantSchema.nullable(),
  flags: z.array(careFlagSchema).max(12),
  playbookId: z.string().max(60).nullable(),
  tier: assessedTierSchema.or(z.literal('unknown')),
  /** What the agent wrote in the call so far; long numbers are masked. */
  note: z.string().max(500).default(''),
  state: z.enum(['asked', 'seen', 'closed']),
  seenBy: whoSchema.nullable(),
  seenAt: instantSchema.nullable(),
  /** Seat of whoever answered, to bring them into the call; '' when they have none. */
  seenSeat: z.string().max(20).default(''),
  /** Why nobody answers for the follow-up of this crisis yet; '' while that is not so. */
  nobody: z.string().max(200).default(''),
  /** What whoever answered wrote back, oldest first. */
  advice: z
    .array(z.strictObject({ at: instantSchema, by: whoSchema, text: z.string().max(300) }))
    .max(20)
    .default([]),
  /** Asked at another seat: it came by the exchange, and the answer goes back there. */
  away: z.boolean().default(false),
});

/** 回访 / 危机跟进: who calls again, and when. The number stays in main. A crisis without an owner says why, and waits for the lead. */
export const followUpSchema = z.strictObject({
  followUpId: idSchema,
  kind: z.enum(['careCall', 'crisis']),
  callId: callIdSchema,
  callerName: nameSchema,
  phoneMasked: z.string().max(40),
  flags: z.array(careFlagSchema).max(12),
  dueAt: instantSchema,
  /** Who answers for it: of the people of this floor. null: nobody yet, and `reason` says why. */
  owner: z.strictObject({ personId: idSchema, name: nameSchema }).nullable(),
  reason: z.string().max(200).default(''),
  /** How far the caller had come in the step cards; null: none were open. The call-back goes on there. */
  step: z
    .strictObject({ at: z.int().min(0), count: z.int().min(1) })
    .nullable()
    .default(null),
  madeAt: instantSchema,
  by: whoSchema,
  state: z.enum(['open', 'kept', 'cancelled']),
  tries: z.int().min(0).max(100),
  doneAt: instantSchema.nullable(),
});

/** The care of the call that is up or being wrapped up. */
export const careStateSchema = z.strictObject({
  callId: callIdSchema.nullable(),
  steps: stepCardsSchema.nullable(),
  /** Safety questions that were asked in this call, by id. */
  safety: z.array(z.strictObject({ id: z.string().max(40), at: instantSchema })).max(20),
  help: helpSchema.nullable(),
  followUps: z.array(followUpSchema).max(5),
  /** What has to be asked before money may move (elderly line), as main decides it. `warn`: may be passed by a second word. */
  money: z.strictObject({ policy: z.enum(['block', 'warn']), left: z.array(z.string().max(40)).max(20) }),
  /** A crisis: its wrap-up is not finished before somebody answers for the follow-up, or it says why nobody does. */
  owner: z.enum(['notNeeded', 'missing', 'set', 'nobody']),
});

/** What this machine's floor has to look after: open calls for help, and calls that were promised. Most urgent first. */
export const careListSchema = z.strictObject({
  help: z.array(helpSchema).max(50),
  followUps: z.array(followUpSchema).max(200),
  /** The bank's table of care flags: what of it was refused, by cell; while that is so the last good one stands (or the desk's own rules). */
  refusedRules: z.array(refusedTableSchema).max(20),
});

export type StepCards = z.infer<typeof stepCardsSchema>;
export type HelpRequest = z.infer<typeof helpSchema>;
export type FollowUp = z.infer<typeof followUpSchema>;
export type CareState = z.infer<typeof careStateSchema>;
export type CareList = z.infer<typeof careListSchema>;

export const noCareState: CareState = {
  callId: null,
  steps: null,
  safety: [],
  help: null,
  followUps: [],
  money: { policy: 'block', left: [] },
  owner: 'notNeeded',
};
export const noCareList: CareList = { help: [], followUps: [], refusedRules: [] };

const everyone = { roles: ['agent', 'teamLead', 'trainer'] } as const;
const done = z.strictObject({});
const callId = callIdSchema;

/** Every command of a call names it: one that arrives after the next caller is refused. */
export const careCommands = {
  'care/start-steps': command(z.strictObject({ callId, articleId: z.string().max(100) }), done, everyone),
  /** `done` goes on, `back` returns, `repeat` stays and is counted. */
  'care/step': command(z.strictObject({ callId, move: z.enum(['done', 'repeat', 'back']) }), done, everyone),
  'care/end-steps': command(z.strictObject({ callId }), done, everyone),
  'care/safety-asked': command(
    z.strictObject({ callId, id: z.string().max(40), asked: z.boolean() }),
    done,
    everyone,
  ),
  /** Twice for one call is one request. */
  'care/ask-help': command(z.strictObject({ callId }), done, everyone),
  /** `advice` is shown on the agent's screen at once. */
  'care/answer-help': command(
    z.strictObject({
      helpId: idSchema,
      state: z.enum(['seen', 'closed']),
      advice: z.string().trim().min(1).max(300).optional(),
    }),
    done,
    { roles: ['teamLead', 'trainer'] },
  ),
  'care/withdraw-help': command(z.strictObject({ callId }), done, everyone),
  /** A care call-back, or who follows up a crisis. */
  'care/book': command(
    z.strictObject({
      callId,
      kind: z.enum(['careCall', 'crisis']),
      dueAt: instantSchema,
      ownerId: idSchema,
    }),
    z.strictObject({ followUpId: idSchema }),
    everyone,
  ),
  /** Nobody answers for the follow-up of this crisis, because …: the team lead has it until somebody does. */
  'care/book-nobody': command(
    z.strictObject({ callId, reason: z.string().trim().min(2).max(200) }),
    z.strictObject({ followUpId: idSchema }),
    everyone,
  ),
  /** Whoever presses it answers for the follow-up from now on. */
  'care/take-on': command(z.strictObject({ followUpId: idSchema }), done, everyone),
  /** Dials the caller; the desk says afterwards how it went. */
  'care/call-again': command(z.strictObject({ followUpId: idSchema }), done, everyone),
  'care/close-follow-up': command(
    z.strictObject({ followUpId: idSchema, state: z.enum(['kept', 'cancelled']) }),
    done,
    everyone,
  ),
} as const;

export const careTopics = {
  'care/state': topic(careStateSchema),
  'care/list': topic(careListSchema),
} as const;
