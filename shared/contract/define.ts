import type { z } from 'zod';
import type { Role } from '#shared/seat/role.ts';

/** The windows of the product. Each gets only its own part of the contract. */
export type WindowKind = 'desk' | 'media';

/**
 * A command: window → main, always answered with a Result.
 * `roles`: who may send it once signed in; left out, anyone (also before sign-in).
 */
export interface CommandDef<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly kind: 'command';
  readonly input: I;
  readonly output: O;
  readonly roles?: readonly Role[];
}

/**
 * A topic: a whole snapshot published by main with a revision. A window that opens late asks once and is right.
 */
export interface TopicDef<S extends z.ZodType = z.ZodType> {
  readonly kind: 'topic';
  readonly schema: S;
}

/** Declares a command as a value. Schemas must be strict (unknown keys refused) and strings bounded. */
export function command<I extends z.ZodType, O extends z.ZodType>(
  input: I,
  output: O,
  options: { readonly roles?: readonly Role[] } = {},
): CommandDef<I, O> {
  return { kind: 'command', input, output, ...options };
}

/** Declares a topic as a value. */
export function topic<S extends z.ZodType>(schema: S): TopicDef<S> {
  return { kind: 'topic', schema };
}

export type InputOf<C> = C extends CommandDef<infer I, z.ZodType> ? z.input<I> : never;
export type ParsedInputOf<C> = C extends CommandDef<infer I, z.ZodType> ? z.output<I> : never;
export type OutputOf<C> = C extends CommandDef<z.ZodType, infer O> ? z.output<O> : never;
export type SnapshotOf<T> = T extends TopicDef<infer S> ? z.output<S> : never;
