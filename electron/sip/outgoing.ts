import { Inviter, type Session, type URI, type UserAgent } from 'sip.js';
import type { SessionDialog } from 'sip.js/lib/core/index.js';
import { AllowedMethods } from 'sip.js/lib/core/user-agent-core/allowed-methods.js';
import type { CallEnd } from '#shared/call/contract.ts';
import { endOfRefusedInvite } from './end-reason.ts';
import type { SipCallEvent } from './ports.ts';
import type { SessionMedia } from './session-media.ts';
import { type HeaderReader, offeredTimer } from './session-timer.ts';

/** An INVITE of ours, with a session timer (RFC 4028 §7.1) and every method that we take (SIP.js names some). */
export function makeInviter(ua: UserAgent, target: URI, more: readonly string[] = []): Inviter {
  const inviter = new Inviter(ua, target, { extraHeaders: [...offeredTimer, ...more] });
  const { request } = inviter;
  request.extraHeaders = request.extraHeaders.map((line) =>
    line.startsWith('Allow: ') ? `Allow: ${AllowedMethods.toString()}` : line,
  );
  return inviter;
}

export interface OutgoingDeps {
  readonly session: Session;
  readonly media: () => SessionMedia | undefined;
  readonly because: (reason: CallEnd) => void;
  readonly emit: (event: SipCallEvent) => void;
  readonly taken: (response: HeaderReader) => void;
  /** A dialog stands before the answer: requests may come in it. */
  readonly early: (dialog: SessionDialog) => void;
}

/**
 * Sends it and tells what comes. Sound before the answer (RFC 3960) is of whichever far end sent a description first: an INVITE
 * may fork, and each has keys of its own. Who answers at last is told apart by `SessionMedia`.
 */
export function beginInvite({ session, media, because, emit, taken, early }: OutgoingDeps): void {
  if (!(session instanceof Inviter)) throw new Error('only an outgoing call begins with our INVITE');
  session
    .invite({
      requestDelegate: {
        onProgress(response) {
          const { message } = response;
          // SIP.js gives its dialog along, whatever its types say.
          early((response as unknown as { readonly session: SessionDialog }).session);
          // RFC 7315 §4: one of several has given up; the others may still ring.
          if (message.statusCode === 199) return;
          emit({ kind: 'progress', status: message.statusCode ?? 100 });
          const type = message.getHeader('Content-Type') ?? '';
          if (message.body === '' || media()?.hasDescription(type) !== true) return;
          media()
            ?.setEarly(message.body)
            .then((heard) => (heard ? emit({ kind: 'earlyMedia' }) : undefined))
            .catch(() => undefined);
        },
        onAccept: ({ message }) => taken(message),
        // Whom the exchange would rather have rung is not rung: a bank's desk dials what its agent has dialled.
        onRedirect: ({ message }) =>
          because({ by: 'exchange', reason: 'redirected', status: message.statusCode ?? 300 }),
        onReject: ({ message }) => because(endOfRefusedInvite(message.statusCode ?? 500)),
      },
    })
    .catch(() => {
      because({ by: 'network', reason: 'mediaFailed', status: null });
      void session.dispose().catch(() => undefined);
    });
}
