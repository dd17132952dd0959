import type { LogFields } from './log.ts';

/** An error as log fields: its kind, its words and where it came from. The sink redacts them like everything else. */
export function errorFields(error: unknown): LogFields {
  if (!(error instanceof Error))
    return { errorName: typeof error, errorMessage: typeof error === 'string' ? error : '' };
  const frames = (error.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at '));
  return {
    errorName: error.name,
    errorMessage: error.message,
    errorCode: 'code' in error && typeof error.code === 'string' ? error.code : null,
    stack: frames
      .slice(0, 12)
      .map((line) => line.trim())
      .join(' | '),
  };
}
