import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { commands, topics } from '#shared/contract/index.ts';
import { appError, appErrorSchema, errorParams } from '#shared/errors/app-error.ts';
import { mediaEvents, mediaRequests } from '#shared/media/contract.ts';

type Def = { readonly type: string } & Readonly<Record<string, unknown>>;
const defOf = (schema: z.ZodType): Def => schema.def as unknown as Def;

/** Schemas directly inside another one. */
function inner(schema: z.ZodType): readonly (readonly [string, z.ZodType])[] {
  const def = defOf(schema);
  const one = (key: string): [string, z.ZodType][] =>
    def[key] === undefined ? [] : [[key, def[key] as z.ZodType]];
  const many = (list: unknown): [string, z.ZodType][] =>
    (list as z.ZodType[]).map((item, index) => [String(index), item]);
  if (def.type === 'object') return Object.entries(def['shape'] as Record<string, z.ZodType>);
  if (def.type === 'union') return many(def['options']);
  if (def.type === 'tuple') return many(def['items']);
  return [
    ...one('element'),
    ...one('innerType'),
    ...one('in'),
    ...one('out'),
    ...one('keyType'),
    ...one('valueType'),
  ];
}

/** Places below `schema` where `fault` finds something. */
function faults(schema: z.ZodType, fault: (schema: z.ZodType) => string | null, path = ''): string[] {
  const found = fault(schema);
  return [
    ...(found === null ? [] : [`${path || 'itself'}: ${found}`]),
    ...inner(schema).flatMap(([key, child]) => faults(child, fault, `${path}.${key}`)),
  ];
}

/** A string without an upper bound lets one window fill main's memory. */
function unbounded(schema: z.ZodType): string | null {
  const def = defOf(schema);
  if (def.type === 'array') {
    const checks = (def['checks'] ?? []) as { _zod: { def: { check: string } } }[];
    return checks.some(({ _zod }) => ['max_length', 'length_equals'].includes(_zod.def.check))
      ? null
      : 'array without a bound';
  }
  if (def.type !== 'string') return null;
  const checks = (def['checks'] ?? []) as { _zod: { def: { check: string; pattern?: RegExp } } }[];
  const bounded = checks.some(
    ({ _zod: { def: check } }) =>
      ['max_length', 'length_equals'].includes(check.check) ||
      (check.check === 'string_format' && !/[+*](?!\?)/.test(check.pattern?.source ?? '+')),
  );
  return bounded ? null : 'string without a bound';
}

const loose = (schema: z.ZodType): string | null => {
  const def = defOf(schema);
  if (def.type !== 'object') return null;
  const rest = def['catchall'] as z.ZodType | undefined;
  return rest !== undefined && defOf(rest).type === 'never' ? null : 'object that lets unknown keys pass';
};

const requests = Object.entries({ ...mediaRequests }).map(([name, { input }]) => [name, input] as const);
const inputs = [...Object.entries(commands).map(([name, { input }]) => [name, input] as const), ...requests];

describe('the contract', () => {
  it.each([
    ...Object.keys(commands),
    ...Object.keys(topics),
    ...Object.keys(mediaRequests),
    ...Object.keys(mediaEvents),
  ])('%s is named domain/word', (name) => {
    expect(name).toMatch(/^[a-z][a-z-]*\/[a-z][a-z-]*$/);
  });

  it.each(inputs)('%s refuses unknown keys at every depth', (_name, input) => {
    expect(faults(input, loose)).toEqual([]);
  });

  it.each(inputs)('%s bounds every string and list that comes in', (_name, input) => {
    expect(faults(input, unbounded)).toEqual([]);
  });

  it.each(Object.entries(topics))('%s publishes strict objects only', (_name, { schema }) => {
    expect(faults(schema, loose)).toEqual([]);
  });

  it('asks for a role wherever a caller or money is concerned', () => {
    const open = Object.entries(commands)
      .filter(([, { roles }]) => roles === undefined)
      .map(([name]) => name.split('/')[0]);
    expect(new Set(open)).toEqual(new Set(['access', 'settings', 'window']));
  });

  it('carries every error over the wire with exactly its own parameters', () => {
    const good = appError('call/wrong-state', { action: 'hold', state: 'ringing' });
    expect(appErrorSchema.parse(structuredClone(good))).toEqual(good);
    expect(appErrorSchema.safeParse({ ...good, params: { action: 'hold' } }).success).toBe(false);
    expect(appErrorSchema.safeParse({ ...good, code: 'call/no-such-code' }).success).toBe(false);
    for (const schema of Object.values(errorParams)) expect(faults(schema, loose)).toEqual([]);
  });
});
