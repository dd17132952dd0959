import { z } from 'zod';
import { canonicalJson, type Json } from './canonical.ts';

const hash = z.string().regex(/^[0-9a-f]{64}$/);

/** One entry of the audit. `body` is whatever was done, in plain JSON; numbers of cards and people are masked in it. */
export const auditEntrySchema = z.strictObject({
  seq: z.int().positive(),
  at: z.int(),
  action: z.string().min(1).max(60),
  by: z.strictObject({ personId: z.string().max(100), name: z.string().max(80) }),
  body: z.json(),
  /** Hash of the entry before; of the first one 64 zeros. */
  prev: hash,
  /** SHA-256 over the canonical JSON of everything else here, `prev` with it, in lower-case hex. */
  hash,
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;

export const firstPrev = '0'.repeat(64);

/** What is hashed. Changing a letter of any earlier entry changes every hash after it. */
export const hashedText = ({ seq, at, action, by, body, prev }: Omit<AuditEntry, 'hash'>): string =>
  canonicalJson({ seq, at, action, by: { ...by }, body: body as Json, prev });

export type Verified =
  | { readonly kind: 'whole'; readonly count: number; readonly head: string }
  | {
      readonly kind: 'broken';
      /** Number of the first entry that does not hold; counted from 1. */
      readonly seq: number;
      readonly why: 'unreadable' | 'hash' | 'link' | 'order' | 'cutOff';
    };

/** The last entry an export knows of, so that a cut-off end is found as well. */
export interface AuditHead {
  readonly count: number;
  readonly head: string;
}

/** Walks the chain from its beginning. `sha256` answers lower-case hex. */
export function verifyChain(
  entries: Iterable<unknown>,
  sha256: (text: string) => string,
  expected?: AuditHead,
): Verified {
  let prev = firstPrev;
  let count = 0;
  for (const given of entries) {
    const seq = count + 1;
    const entry = auditEntrySchema.safeParse(given);
    if (!entry.success) return { kind: 'broken', seq, why: 'unreadable' };
    if (entry.data.seq !== seq) return { kind: 'broken', seq, why: 'order' };
    if (entry.data.prev !== prev) return { kind: 'broken', seq, why: 'link' };
    if (sha256(hashedText(entry.data)) !== entry.data.hash) return { kind: 'broken', seq, why: 'hash' };
    prev = entry.data.hash;
    count = seq;
  }
  if (expected && (expected.count !== count || expected.head !== prev))
    return { kind: 'broken', seq: count + 1, why: 'cutOff' };
  return { kind: 'whole', count, head: prev };
}
