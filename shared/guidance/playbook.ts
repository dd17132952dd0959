import { z } from 'zod';
import { bilingual, spoken } from '#shared/lib/bilingual.ts';
import { cueIdSchema, cueWhereSchema } from './cue.ts';
import { linkageSchema, recommendedControlSchema, riskTierSchema } from './recommendation.ts';
import { playbookIdMaxLength, playbookIdPattern } from './playbook-id.ts';

/** The playbooks the product must carry; a bank may add its own beside them. */
export const knownPlaybookIds = [
  'safe-account-police',
  'fake-support-cover-expiry',
  'fake-support-auto-renewal',
  'screen-share-remote-control',
  'phone-takeover-call-forwarding',
  'remote-nfc',
  'nfc-relay-laundering',
  'brushing-orders',
  'investment',
  'crypto-high-yield',
  'romance',
  'fake-loan-app',
  'refund-agent',
  'credit-repair',
  'impersonated-relative-boss',
  'ai-face-swap',
  'gold-courier',
  'flight-change',
  'phishing-sms',
  'prize-tax',
  'health-products',
  'pension-trap',
  'mule-account',
  'account-takeover',
  'card-testing',
  'cross-border-remittance',
  'kidnap-extortion',
] as const;

export const playbookIdSchema = z.string().regex(playbookIdPattern).max(playbookIdMaxLength);
export type PlaybookId = z.infer<typeof playbookIdSchema>;

/** Id of a question or line inside its playbook. */
export const itemIdSchema = z.string().regex(/^[a-z][a-zA-Z0-9]{1,39}$/);
export const playbookVersionSchema = z.string().regex(/^\d{1,3}\.\d{1,3}$/);

/** How often a cue comes up in calls of this pattern: 1 now and then … 5 nearly always. How telling it is follows from all files. */
const cueWeight = z.int().min(1).max(5);

/** A cue as a playbook uses it, shown for ticking. */
export const playbookCueSchema = z.strictObject({
  id: cueIdSchema,
  weight: cueWeight,
  where: cueWhereSchema,
  label: bilingual(20, 60),
});

/** 追问: open, never leading. `unexpected` ones are those a coached caller has no answer for (case 3.13b). */
export const questionSchema = z.strictObject({
  id: itemIdSchema,
  text: spoken(50),
  kind: z.enum(['open', 'unexpected']),
  why: bilingual(50),
});

/** Said to callers in Japanese and Korean too (C03): the six patterns that the field's own cases tell of most and a foreigner meets first. */
export const inFourLanguages = [
  'safe-account-police',
  'fake-support-cover-expiry',
  'fake-support-auto-renewal',
  'screen-share-remote-control',
  'remote-nfc',
  'brushing-orders',
] as const satisfies readonly (typeof knownPlaybookIds)[number][];

/** 话术: one thing to say. `elderly` for C01 (one step, no jargon); `written` for slate, SMS and in-call text (C02). */
export const lineSchema = z.strictObject({
  id: itemIdSchema,
  when: bilingual(24),
  text: spoken(80),
  elderly: bilingual(80),
  written: bilingual(80),
});

/** 听到什么，怎么接. */
export const ifTheySaySchema = z.strictObject({ heard: bilingual(30), reply: bilingual(70) });

/** What is sent to the caller after the talk (C26). */
export const cardToSendSchema = z.strictObject({ title: bilingual(24), body: bilingual(200) });

/** 剧本: the whole of one scam pattern, both languages, as the window shows it. */
export const playbookSchema = z.strictObject({
  id: playbookIdSchema,
  version: playbookVersionSchema,
  /** First day it may be used, `YYYY-MM-DD`. */
  effectiveFrom: z.iso.date(),
  name: bilingual(20, 60),
  /** How the scam goes, two lines. */
  howItGoes: bilingual(90),
  tier: riskTierSchema,
  cues: z.array(playbookCueSchema).min(4).max(14),
  /** Cues that come up too, with their weights; they count in the ranking and are not shown for ticking. */
  alsoSeen: z.record(cueIdSchema, cueWeight),
  questions: z.array(questionSchema).min(3).max(6),
  lines: z.array(lineSchema).min(3).max(8),
  whatNotToSay: z.array(bilingual(50)).min(2).max(6),
  ifTheySay: z.array(ifTheySaySchema).min(3).max(4),
  controls: z.array(recommendedControlSchema).min(1).max(5),
  linkages: z.array(linkageSchema).max(5),
  followUp: z.array(bilingual(60)).min(1).max(6),
  cardToSend: cardToSendSchema,
  /** Where the pattern was seen: `case-3-12`. */
  cases: z.array(z.string().regex(/^case-[123]-\d{1,2}[ab]?$/)).max(12),
});

export type PlaybookCue = z.infer<typeof playbookCueSchema>;
export type Question = z.infer<typeof questionSchema>;
export type Line = z.infer<typeof lineSchema>;
export type IfTheySay = z.infer<typeof ifTheySaySchema>;
export type CardToSend = z.infer<typeof cardToSendSchema>;
export type Playbook = z.infer<typeof playbookSchema>;

/** The file form: `where` comes from the vocabulary, `label` too unless the playbook says it in its own words. */
export const playbookFileSchema = playbookSchema.extend({
  cues: z
    .array(playbookCueSchema.omit({ where: true }).partial({ label: true }))
    .min(4)
    .max(14),
  alsoSeen: z.record(cueIdSchema, cueWeight).default({}),
});
export type PlaybookFile = z.infer<typeof playbookFileSchema>;
