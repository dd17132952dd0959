import { parse } from 'yaml';
import { z } from 'zod';
import { relationSchema, verifyMethodSchema } from '#shared/caller/identity.ts';
import { careFlagSchema } from '#shared/care/care-flag.ts';
import { bilingualSchema, moneySchema, paramsSchema, tokenSchema } from '#shared/core/text.ts';
import {
  accountActionKindSchema,
  accountClassSchema,
  cardFactIdSchema,
  cardKindSchema,
  documentTypeSchema,
} from '#shared/core/vocabulary.ts';
import { cueIdSchema } from '#shared/guidance/cue.ts';
import { dispositions } from '#shared/seat/contract.ts';
import { spanPattern } from './sample-time.ts';

const span = z.string().regex(spanPattern);
const e164 = z.string().regex(/^\+[1-9]\d{6,14}$/);

const cardSchema = z.strictObject({
  id: tokenSchema,
  /** Whole, as the sandbox plays the bank; it leaves masked. */
  number: z.string().regex(/^\d{4,19}$/),
  kind: cardKindSchema,
  accountClass: accountClassSchema.optional(),
  supplementary: z.boolean().default(false),
  product: bilingualSchema.optional(),
  facts: z
    .array(z.strictObject({ id: cardFactIdSchema, ago: span.optional(), place: bilingualSchema.optional() }))
    .default([]),
  state: z.enum(['none', 'held', 'lost', 'closed']).default('none'),
});

const flagSchema = z.strictObject({ flag: careFlagSchema, note: bilingualSchema.optional() });

export const sampleCustomerSchema = z.strictObject({
  id: tokenSchema,
  numbers: z
    .array(
      z.strictObject({
        number: e164,
        relation: relationSchema.exclude(['unknown', 'assumedHolder']).default('holder'),
        speaker: bilingualSchema.optional(),
        flags: z.array(flagSchema).default([]),
      }),
    )
    .min(1),
  name: z.strictObject({
    surname: z.string().min(1),
    given: z.string().min(1),
    latin: z.string().min(1),
    sex: z.enum(['f', 'm', 'unknown']),
  }),
  phone: e164,
  birthMonth: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/),
  document: z.strictObject({
    type: documentTypeSchema,
    number: z.string().min(6).max(30),
    country: z.string().length(2).optional(),
  }),
  branch: bilingualSchema,
  language: z.string().default('zh'),
  dialect: z.string().optional(),
  note: bilingualSchema.optional(),
  flags: z.array(flagSchema).default([]),
  verification: z.strictObject({
    need: z.int().min(1).max(5),
    simplified: z.boolean().default(false),
    suggested: z.array(verifyMethodSchema).min(1),
  }),
  cards: z.array(cardSchema),
  risk: z
    .array(z.strictObject({ cue: cueIdSchema, ago: span.optional(), params: paramsSchema.default({}) }))
    .default([]),
  pending: z
    .array(
      z.strictObject({
        id: tokenSchema,
        money: moneySchema,
        payeeMasked: z.string().max(60),
        payeeIsNew: z.boolean(),
        ago: span,
        deadlineIn: span,
      }),
    )
    .default([]),
  today: z
    .array(
      z.strictObject({
        kind: accountActionKindSchema,
        ago: span,
        money: moneySchema.optional(),
        detail: bilingualSchema.optional(),
      }),
    )
    .default([]),
  calls: z
    .array(
      z.strictObject({
        ago: span,
        topic: bilingualSchema,
        outcome: z.enum(dispositions),
        flags: z.array(careFlagSchema).default([]),
      }),
    )
    .default([]),
});
export type SampleCustomer = z.infer<typeof sampleCustomerSchema>;

const fileSchema = z.strictObject({ customers: z.array(sampleCustomerSchema).min(1) });

/** Reads `assets/sandbox/customers.yaml`. It ships with the program, so a mistake in it is a bug and throws. */
export function parseSampleCustomers(yamlText: string): readonly SampleCustomer[] {
  const { customers } = fileSchema.parse(parse(yamlText));
  const ids = customers.flatMap((customer) => [customer.id, ...customer.cards.map((card) => card.id)]);
  const twice = ids.find((id, at) => ids.indexOf(id) !== at);
  if (twice !== undefined) throw new Error(`sample customers: ${twice} stands twice`);
  return customers;
}
