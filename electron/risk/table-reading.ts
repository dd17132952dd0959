import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { RefusedTable } from '#shared/risk/state.ts';
import { engineWords } from './engine.ts';
import type { TableTexts } from './ports.ts';

const maxRefused = 20;

export interface Refused {
  readonly ok: false;
  readonly refused: readonly RefusedTable[];
}

/** Bounded, as it goes to a window. */
export const refuse = (...refused: readonly RefusedTable[]): Refused => ({
  ok: false,
  refused: refused.slice(0, maxRefused).map(({ file, where, reason }) => ({
    file,
    where: where?.slice(0, 300) ?? null,
    reason: reason.slice(0, 1000),
  })),
});

/** JSON of a table file against its schema; the first thing that does not fit is named. */
export function parsed<S extends z.ZodType>(
  file: string,
  text: string,
  schema: S,
): { ok: true; value: z.output<S> } | { ok: false; refused: RefusedTable } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return { ok: false, refused: { file, where: null, reason: `not JSON: ${engineWords(error)}` } };
  }
  const result = schema.safeParse(json);
  if (result.success) return { ok: true, value: result.data };
  const issue = result.error.issues[0];
  const where = issue?.path.map(String).join('.') ?? null;
  return { ok: false, refused: { file, where, reason: issue?.message ?? 'does not fit' } };
}

/** Fingerprint of a table and its test rows: what is kept with a decision. */
export const versionOf = ({ model, tests }: TableTexts): string =>
  createHash('sha256').update(model).update('\0').update(tests).digest('hex').slice(0, 12);
