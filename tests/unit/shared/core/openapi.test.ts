import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import {
  wireAttemptRecordSchema,
  wireCaseSchema,
  wireCasesSchema,
  wireClaimAnswerSchema,
  wireClaimSchema,
} from '#shared/core/wire-case.ts';
import {
  wireControlReceiptSchema,
  wireControlRequestSchema,
  wireControlStatusSchema,
} from '#shared/core/wire-control.ts';
import { wireErrorSchema, wireHealthSchema } from '#shared/core/wire-common.ts';
import {
  wireCardsSchema,
  wireCustomerSchema,
  wireLookupSchema,
  wirePastCallsSchema,
  wireRiskSchema,
} from '#shared/core/wire-customer.ts';
import {
  wireCardLookupSchema,
  wireListedCardSchema,
  wireListedCardsSchema,
} from '#shared/core/wire-listed-card.ts';
import { wireHoldRequestSchema, wireHoldStatusSchema, wireReceiptSchema } from '#shared/core/wire-hold.ts';
import {
  wireCallReceiptSchema,
  wireCallRecordSchema,
  wireRevealedSchema,
  wireRevealSchema,
} from '#shared/core/wire-record.ts';

import {
  wirePictureLinkSchema,
  wirePicturePostSchema,
  wirePictureSchema,
  wireUploadAskSchema,
  wireUploadSchema,
} from '#shared/core/wire-picture.ts';
import { wireMessageSchema, wireMessageStateSchema } from '#shared/core/wire-message.ts';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Json>> };
}

const document = parse(
  readFileSync(new URL('../../../../shared/core/openapi.yaml', import.meta.url), 'utf8'),
) as Document;

const messages = { Message: wireMessageSchema, MessageState: wireMessageStateSchema };

const pictures = {
  UploadAsk: wireUploadAskSchema,
  Upload: wireUploadSchema,
  Picture: wirePictureSchema,
  PicturePost: wirePicturePostSchema,
  PictureLink: wirePictureLinkSchema,
};

const inCode: Readonly<Record<string, z.ZodType>> = {
  ...messages,
  ...pictures,
  Error: wireErrorSchema,
  Health: wireHealthSchema,
  Customer: wireCustomerSchema,
  Lookup: wireLookupSchema,
  Cards: wireCardsSchema,
  Risk: wireRiskSchema,
  PastCalls: wirePastCallsSchema,
  CallRecord: wireCallRecordSchema,
  CallReceipt: wireCallReceiptSchema,
  Reveal: wireRevealSchema,
  Revealed: wireRevealedSchema,
  HoldRequest: wireHoldRequestSchema,
  Receipt: wireReceiptSchema,
  HoldStatus: wireHoldStatusSchema,
  CardLookup: wireCardLookupSchema,
  ListedCards: wireListedCardsSchema,
  ListedCard: wireListedCardSchema,
  Case: wireCaseSchema,
  Cases: wireCasesSchema,
  Claim: wireClaimSchema,
  ClaimAnswer: wireClaimAnswerSchema,
  AttemptRecord: wireAttemptRecordSchema,
  ControlRequest: wireControlRequestSchema,
  ControlReceipt: wireControlReceiptSchema,
  ControlStatus: wireControlStatusSchema,
};

const saysNothing = new Set(['description', '$schema', 'summary']);

/** Both sides in one form: references filled in, words left out, unions sorted, zod's own extras removed. */
function plain(node: Json): Json {
  if (Array.isArray(node)) return node.map(plain);
  if (node === null || typeof node !== 'object') return node;
  const entries = node as Record<string, Json>;
  const reference = entries['$ref'];
  if (typeof reference === 'string') {
    const target = document.components.schemas[reference.split('/').pop() ?? ''];
    if (target === undefined) throw new Error(`dangling ${reference}`);
    return plain(target);
  }
  const out: Record<string, Json> = {};
  for (const [key, value] of Object.entries(entries)) {
    if (saysNothing.has(key)) continue;
    if (key === 'pattern' && entries['format'] !== undefined) continue;
    if (key === 'maximum' && value === Number.MAX_SAFE_INTEGER) continue;
    out[key] = key === 'required' || key === 'enum' ? [...(value as string[])].sort() : plain(value);
  }
  if (Array.isArray(out['anyOf'])) {
    out['anyOf'] = [...(out['anyOf'] as Json[])].sort((a, b) =>
      JSON.stringify(a) < JSON.stringify(b) ? -1 : 1,
    );
  }
  return out;
}

describe('openapi.yaml and the schemas in code', () => {
  it.each(Object.keys(inCode))('say the same about %s', (name) => {
    const schema = inCode[name];
    if (schema === undefined) throw new Error(name);
    const written = document.components.schemas[name];
    expect(written).toBeDefined();
    expect(plain(z.toJSONSchema(schema, { io: 'input' }) as Json)).toEqual(plain(written ?? null));
  });

  it('use every body of the document somewhere in the code', () => {
    const bodies = new Set(
      [...JSON.stringify(document.paths).matchAll(/#\/components\/schemas\/(\w+)/g)].map(
        (match) => match[1] ?? '',
      ),
    );
    bodies.delete('Token');
    expect([...bodies].sort().filter((name) => !(name in inCode))).toEqual([]);
    expect(bodies.size).toBeGreaterThan(10);
  });

  it('have no dangling reference', () => {
    const text = JSON.stringify(document);
    const names = [...text.matchAll(/"#\/components\/(\w+)\/(\w+)"/g)];
    const components = document.components as unknown as Record<string, Record<string, unknown>>;
    expect(names.filter(([, kind = '', name = '']) => components[kind]?.[name] === undefined)).toEqual([]);
    expect(names.length).toBeGreaterThan(50);
  });
});
