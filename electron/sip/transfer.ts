import { type Notification, type Session, SessionState, UserAgent } from 'sip.js';
import type { Clock } from '#shared/lib/clock.ts';
import type { TransferOutcome } from './ports.ts';

/** Silence after which nothing more is expected of a transfer: a telephone rings no longer than this (RFC 3515 leaves it open). */
const patienceMs = 45_000;

/** Where a REFER points: a SIP address and, for an attended transfer, the session at whose far end it is. */
export interface ReferTo {
  readonly uri: string;
  readonly replaces?: Session;
}

/**
 * Replaces names the dialog as the far end of it knows it (RFC 3891 §3): its own tag is `to-tag`, ours `from-tag`.
 * The address is the one that the exchange routes, not the far end's contact, which only the exchange can reach (RFC 5589 §7.3 allows both).
 */
export function referToOf({ uri, replaces }: ReferTo): string | null {
  if (replaces === undefined) return uri;
  const { dialog } = replaces;
  if (dialog === undefined) return null;
  const named = `${dialog.callId};to-tag=${dialog.remoteTag};from-tag=${dialog.localTag}`;
  return `${uri}?Replaces=${encodeURIComponent(named)}`;
}

/** Status in a NOTIFY's sipfrag (RFC 3420); 0 when the body is none. */
export const statusOfFragment = (body: string): number =>
  Number(/^\s*SIP\/2\.0\s+(\d{3})\b/i.exec(body)?.[1] ?? 0);

/** Sends the REFER and follows it: `refused | failed | noWord | left | done` (see `TransferOutcome`). One at a time per session. */
export function followRefer(
  session: Session,
  target: ReferTo,
  deps: { readonly clock: Clock; readonly onStep: (status: number) => void },
): Promise<TransferOutcome> {
  const referTo = referToOf(target);
  const uri = UserAgent.makeURI(target.uri);
  if (referTo === null || uri === undefined || session.state !== SessionState.Established)
    return Promise.resolve({ kind: 'refused', status: 0 });
  return new Promise((settle) => {
    let last = 0;
    const finish = (outcome: TransferOutcome): void => {
      undo();
      session.stateChange.removeListener(onState);
      settle(outcome);
    };
    const wait = () => deps.clock.after(patienceMs, () => finish({ kind: 'noWord' }));
    let undo = wait();
    const onState = (state: SessionState): void => {
      if (state === SessionState.Terminated) finish({ kind: 'left' });
    };
    session.stateChange.addListener(onState);
    const onNotify = (notification: Notification): void => {
      void notification.accept().catch(() => undefined);
      const status = statusOfFragment(notification.request.body);
      undo();
      undo = wait();
      if (status >= 300) return finish({ kind: 'failed', status });
      if (status >= 200) return finish({ kind: 'done' });
      // "Terminated" with a provisional status decides nothing: SIP.js as the far end writes it into every NOTIFY.
      if (status < 100 || status === last) return;
      last = status;
      deps.onStep(status);
    };
    const refer = uri.clone();
    // In brackets: what follows a question mark belongs to the address (RFC 3261 §20.10), and SIP.js writes it bare.
    refer.toString = () => `<${referTo}>`;
    session
      .refer(refer, {
        onNotify,
        requestDelegate: {
          // RFC 4488 §4: taken, and nobody will say how it went.
          onAccept: ({ message }) => {
            if (/^\s*false\b/i.test(message.getHeader('Refer-Sub') ?? '')) finish({ kind: 'noWord' });
          },
          onReject: ({ message }) => finish({ kind: 'refused', status: message.statusCode ?? 500 }),
        },
      })
      .catch(() => finish({ kind: 'refused', status: 0 }));
  });
}
