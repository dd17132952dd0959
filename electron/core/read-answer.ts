import type { z } from 'zod';
import { wireErrorSchema } from '#shared/core/wire-common.ts';
import { appError, type AppError } from '#shared/errors/app-error.ts';
import { fail, ok, type Result } from '#shared/errors/result.ts';
import { problemOf, type HttpAnswer, type HttpTrouble } from './http.ts';

/** Turns an outcome of the wire into a checked value or a plain failure. Issues are told by path, never by value. */
export function readAnswer<T>(
  schema: z.ZodType<T>,
  outcome: HttpAnswer | HttpTrouble,
  timeoutMs: number,
): Result<T> {
  if (outcome.kind === 'trouble') return fail(troubleError(outcome, timeoutMs));
  const { status, body } = outcome;
  if (status >= 200 && status < 300) {
    const parsed = schema.safeParse(body);
    if (parsed.success) return ok(parsed.data);
    const where = parsed.error.issues[0]?.path.join('.') ?? '';
    return fail(appError('core/bad-answer', { where: where.slice(0, 200) }, 'later'));
  }
  if (status === 401) return fail(appError('core/unauthorized', { status }));
  if (status >= 500 || status === 429) return fail(appError('core/failed', { status }, 'later'));
  const error = wireErrorSchema.safeParse(body);
  if (!error.success) return fail(appError('core/bad-answer', { where: `status ${status}` }, 'later'));
  if (status === 404) return fail(appError('core/not-found', { what: error.data.code }));
  return fail(appError('core/refused', { status, reason: error.data.code }));
}

function troubleError(outcome: HttpTrouble, timeoutMs: number): AppError {
  if (outcome.code === 'login')
    return appError('core/no-login', { problem: problemOf(outcome) ?? 'failed' }, 'later');
  if (outcome.code === 'timeout') return appError('core/timeout', { afterMs: timeoutMs }, 'now');
  if (outcome.code === 'badAnswer') return appError('core/bad-answer', { where: outcome.detail }, 'later');
  return appError('core/unreachable', { detail: outcome.detail.slice(0, 100) }, 'now');
}
