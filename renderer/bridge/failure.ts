import type { AppError } from '#shared/errors/app-error.ts';

/** What the agent is told when a command got no answer at all: the program's own fault, with something to look for in the log. */
export function appError(command: string, cause: unknown): AppError {
  const said = cause instanceof Error ? cause.name : 'unknown';
  return {
    code: 'common/internal',
    params: { reference: `${command} ${said}`.slice(0, 100) },
    retry: 'later',
  };
}
