import type { Info, Session } from 'sip.js';
import { appError } from '#shared/errors/app-error.ts';
import { fail, ok, type Result } from '#shared/errors/result.ts';

export const phraseOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).slice(0, 280);

/** How long a key sounds at the far end, milliseconds. */
const digitMs = 160;

/** One INFO a key, the next when the one before was taken: their order is the number. Stops at the first refusal. */
export async function sendInfoDigits(session: Session, digits: string): Promise<Result<void>> {
  for (const digit of digits) {
    const sent = await new Promise<Result<void>>((settle) => {
      const refuse = (status: number, phrase: string): void =>
        settle(fail(appError('call/refused-by-exchange', { status, phrase }, 'now')));
      session
        .info({
          requestDelegate: {
            onAccept: () => settle(ok(undefined)),
            onReject: ({ message }) => refuse(message.statusCode ?? 500, message.reasonPhrase ?? ''),
          },
          requestOptions: {
            body: {
              contentDisposition: 'render',
              contentType: 'application/dtmf-relay',
              content: `Signal=${digit}\r\nDuration=${digitMs}\r\n`,
            },
          },
        })
        .catch((error: unknown) => refuse(0, phraseOf(error)));
    });
    if (!sent.ok) return sent;
  }
  return ok(undefined);
}

/** An INFO of the far end: its keys and its wish for a whole picture are no harm. We have no package of RFC 6086 (§4.2.2: 469). */
export const answerInfo = (info: Info): Promise<void> =>
  info.request.hasHeader('Info-Package')
    ? info.reject({ statusCode: 469, extraHeaders: ['Recv-Info:'] })
    : info.accept();
