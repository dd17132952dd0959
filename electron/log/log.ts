/** What a room logs with. `event` is a fixed phrase; values go into `fields`, which the sink redacts (fails closed). */
export interface Log {
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}

export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} };

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
