import { z } from 'zod';
import { command, topic } from '#shared/contract/define.ts';
import { tokenSchema, whoSchema } from '#shared/core/text.ts';
import { holdRefusalSchema } from '#shared/core/vocabulary.ts';
import { instantSchema } from '#shared/lib/ids.ts';
import { incidentPhaseSchema } from './phase.ts';
import { rowProblemSchema, rowStateSchema } from './row.ts';

/** No list is longer; 100,000 cards are what the busiest known night would have filled many times over (case 3.19). */
export const mostRows = 100_000;
/** Characters of a pasted or chosen list. */
export const mostListLength = 12_000_000;
export const pageLength = 200;

const count = z.int().nonnegative();

export const incidentCountsSchema = z.strictObject({
  /** Rows with anything in them. */
  rows: count,
  /** Of them cannot or need not be held. */
  bad: count,
  /** Not yet asked about at the core. */
  unchecked: count,
  /** To hold and without an answer. */
  open: count,
  confirmed: count,
  /** Of the confirmed, cards that were held before by somebody else. */
  already: count,
  failed: count,
  left: count,
});
export type IncidentCounts = z.infer<typeof incidentCountsSchema>;

export const incidentTroubleSchema = z.strictObject({
  code: z.enum(['unreachable', 'timeout', 'coreFault', 'busy', 'unauthorized', 'badAnswer', 'storeFailed']),
  nextTryAt: instantSchema,
});

export const incidentSchema = z.strictObject({
  incidentId: tokenSchema,
  name: z.string().max(80),
  reason: z.string().max(400),
  phase: incidentPhaseSchema,
  counts: incidentCountsSchema,
  /** Sum at risk over the cards to hold, smallest unit; null where neither list nor core say. */
  atRiskMinor: z.int().nonnegative().nullable(),
  createdAt: instantSchema,
  createdBy: whoSchema,
  submittedAt: instantSchema.nullable(),
  confirmedAt: instantSchema.nullable(),
  confirmedBy: whoSchema.nullable(),
  /** When the first card of the run went out, and when the last was answered. */
  startedAt: instantSchema.nullable(),
  endedAt: instantSchema.nullable(),
  /** Cards a second over the last ten seconds of running; null when it does not run. */
  perSecond: z.number().nonnegative().nullable(),
  /** Milliseconds left at that rate; null when nobody can say. */
  leftMs: z.number().nonnegative().nullable(),
  trouble: incidentTroubleSchema.nullable(),
});
export type Incident = z.infer<typeof incidentSchema>;

export const incidentStateSchema = z.strictObject({
  /** The open one, else the newest; null: there has been none. */
  current: incidentSchema.nullable(),
  /** Earlier ones, newest first. */
  earlier: z.array(incidentSchema).max(20),
});
export type IncidentState = z.infer<typeof incidentStateSchema>;
export const noIncidents: IncidentState = { current: null, earlier: [] };

/** One row as people see it. The number is masked from the moment it is read. */
export const incidentRowSchema = z.strictObject({
  line: z.int().positive(),
  masked: z.string().max(60),
  holderMasked: z.string().max(60),
  phoneMasked: z.string().max(40),
  amountMinor: z.int().nonnegative().nullable(),
  state: rowStateSchema,
  problem: rowProblemSchema.nullable(),
  failure: holdRefusalSchema.nullable(),
  receipt: z.string().max(60).nullable(),
  answeredAt: instantSchema.nullable(),
});
export type IncidentRow = z.infer<typeof incidentRowSchema>;

/** `calls`: whom to ring, most affected first. */
export const rowListSchema = z.enum(['bad', 'calls', 'failed']);
export type RowList = z.infer<typeof rowListSchema>;

export const reportKindSchema = z.enum(['pdf', 'csv', 'calls', 'bad']);
export type ReportKind = z.infer<typeof reportKindSchema>;

const byId = z.strictObject({ incidentId: tokenSchema });
const done = z.strictObject({});
const lead = { roles: ['teamLead'] as const };
/** The second person may be a trainer: on a small floor there is one team lead. Never the one who made it. */
const second = { roles: ['teamLead', 'trainer'] as const };

export const incidentCommands = {
  /** Reads the list and keeps it on disk; asking the core about its rows begins at once. */
  'incident/draft': command(
    z.strictObject({
      name: z.string().trim().min(1).max(80),
      reason: z.string().trim().min(1).max(400),
      list: z.string().min(1).max(mostListLength),
    }),
    byId,
    lead,
  ),
  'incident/submit': command(byId, done, lead),
  'incident/discard': command(byId, done, lead),
  /** The second person: only now are cards held. `cards` is the number the person read on the screen. */
  'incident/confirm': command(z.strictObject({ incidentId: tokenSchema, cards: count }), done, second),
  'incident/pause': command(byId, done, lead),
  'incident/resume': command(byId, done, lead),
  'incident/stop': command(byId, done, lead),
  'incident/rows': command(
    z.strictObject({ incidentId: tokenSchema, list: rowListSchema, from: count }),
    z.strictObject({ rows: z.array(incidentRowSchema).max(pageLength), total: count }),
    second,
  ),
  /** Asks where to save. `saved` false: the person changed their mind. */
  'incident/save-report': command(
    z.strictObject({ incidentId: tokenSchema, kind: reportKindSchema, language: z.enum(['zh-CN', 'en-US']) }),
    z.strictObject({ saved: z.boolean(), file: z.string().max(300) }),
    second,
  ),
} as const;

export const incidentTopics = { 'incident/state': topic(incidentStateSchema) } as const;
