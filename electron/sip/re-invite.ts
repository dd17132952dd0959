import { appError } from '#shared/errors/app-error.ts';
import { fail, ok, type Result } from '#shared/errors/result.ts';
import { type InDialogDeps, refreshOutcomeOf } from './in-dialog.ts';
import { phraseOf } from './info-digits.ts';
import type { RefreshOutcome } from './session-timer.ts';

/** What a re-INVITE is to change; what is left out stays as it is. */
export interface Change {
  readonly held?: boolean;
  readonly video?: boolean;
  readonly text?: boolean;
}

/** Not these media, in the words of RFC 3261 §21.4.13, §21.4.26, §21.6.4. */
export const isForItsMedia = (status: number): boolean => status === 415 || status === 488 || status === 606;

/**
 * Hold, pictures, or only our address by re-INVITE (RFC 3264 §8). Resolves with the far end's answer; on refusal the old
 * state holds.
 */
export async function reinvite(
  { session, timer, media, acked }: InDialogDeps,
  change: Change,
  gone: (status: number) => void,
): Promise<Result<void>> {
  // One offer at a time (RFC 3264 §4), and the first is over with its ACK: SIP.js takes an ACK that meets an offer of
  // ours for a broken answer and ends the call. A hold pressed just after the answer waits for it.
  await acked;
  const handler = media();
  if (handler === undefined)
    return fail(appError('call/wrong-state', { action: 'hold', state: String(session.state) }));
  const before = { held: handler.held, video: handler.video, text: handler.text };
  Object.assign(handler, change);
  return new Promise((settle) => {
    const refuse = (status: number, phrase: string): void => {
      Object.assign(handler, before);
      settle(fail(appError('call/refused-by-exchange', { status, phrase }, 'now')));
    };
    session
      .invite({
        requestOptions: { extraHeaders: timer.asking() },
        requestDelegate: {
          onAccept: ({ message }) => {
            timer.answered(message);
            settle(ok(undefined));
          },
          onReject: ({ message }) => {
            const status = message.statusCode ?? 500;
            refuse(status, message.reasonPhrase ?? '');
            // SIP.js makes up a 408 of its own when the line was lost: only one with a Via was on the wire.
            if ((status === 481 || status === 408) && message.hasHeader('Via')) gone(status);
          },
        },
      })
      .catch((error: unknown) => refuse(0, phraseOf(error)));
  });
}

/** The timer's refresh where the far end takes no UPDATE: the same offer once more. */
export function refreshByInvite({ session, timer }: InDialogDeps): Promise<RefreshOutcome> {
  return new Promise((settle) => {
    session
      .invite({
        requestOptions: { extraHeaders: timer.asking() },
        requestDelegate: {
          onAccept: ({ message }) => {
            timer.answered(message);
            settle({ kind: 'done' });
          },
          onReject: ({ message }) =>
            settle(refreshOutcomeOf(message.statusCode ?? 500, message.getHeader('Min-SE'))),
        },
      })
      // Another re-INVITE is under way, or the media window is: the next try is soon.
      .catch(() => settle({ kind: 'later' }));
  });
}
