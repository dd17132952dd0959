import { type Invitation, type Session, SessionState } from 'sip.js';
import type { IncomingByeRequest, IncomingPrackRequest, SessionDialog } from 'sip.js/lib/core/index.js';
import type { Clock } from '#shared/lib/clock.ts';

/** T1 and 64 × T1 of RFC 3261: a reliable answer is said again until its PRACK comes, or the call is given up (RFC 3262 §3). */
const firstAgainMs = 500;
const giveUpMs = 32_000;

interface Ringing {
  readonly clock: Clock;
  /** The caller has given up before the answer. */
  readonly gaveUp: () => void;
}

/** The parts of SIP.js's invitation that are used here; private in its types. */
interface OpenInvitation {
  _dialog: SessionDialog;
  readonly incomingInviteRequest: {
    progress(options: { statusCode: number; extraHeaders: string[] }): { readonly session: SessionDialog };
  };
}

const asksReliable = ({ request }: Invitation): boolean =>
  request.getHeaders('Require').some((value) => /\b100rel\b/i.test(value));

/** RFC 3261 §15.1.2: a caller may end what rings with BYE, too. SIP.js would take it and go on ringing. */
function endsByBye(invitation: Invitation, gaveUp: () => void): (request: IncomingByeRequest) => void {
  return (request) => {
    request.accept();
    gaveUp();
    if (invitation.state === SessionState.Initial || invitation.state === SessionState.Establishing)
      void invitation.reject({ statusCode: 487 }).catch(() => undefined);
  };
}

/**
 * 180, reliably where the INVITE requires it (RFC 3262), and never with a description: the agent is not heard before they have
 * answered. An INVITE that requires it and brings no offer would need ours in the 180: there nothing is said until the answer.
 */
export function ringBack(invitation: Invitation, { clock, gaveUp }: Ringing): void {
  const onBye = endsByBye(invitation, gaveUp);
  if (!asksReliable(invitation)) {
    void invitation.progress().catch(() => undefined);
    if (invitation.dialog !== undefined) invitation.dialog.delegate = { onBye };
    return;
  }
  if (invitation.request.body === '') return;
  const open = invitation as unknown as OpenInvitation;
  const sequence = 1 + Math.floor(Math.random() * 1_000_000);
  let isConfirmed = false;
  const onPrack = (request: IncomingPrackRequest): void => {
    isConfirmed = true;
    request.accept();
  };
  const say = (againMs: number, leftMs: number): void => {
    if (isConfirmed || invitation.state !== SessionState.Initial) return;
    if (leftMs <= 0) return void invitation.reject({ statusCode: 504 }).catch(() => undefined);
    const extraHeaders = ['Require: 100rel', `RSeq: ${sequence}`];
    const { session } = open.incomingInviteRequest.progress({ statusCode: 180, extraHeaders });
    open._dialog = session;
    session.delegate = { onBye, onPrack };
    clock.after(againMs, () => say(againMs * 2, leftMs - againMs));
  };
  say(firstAgainMs, giveUpMs);
}

/**
 * The session that this one is to replace (RFC 3891 §3). `refused`: one that rings here, which nobody but its own caller may
 * take away. An early one of ours is given up by CANCEL once the new one stands; SIP.js would send it a BYE and fail.
 */
export function earlyReplacee(session: Session): 'refused' | 'early' | null {
  const { replacee } = session;
  if (replacee === undefined || replacee.state === SessionState.Established) return null;
  return 'accept' in replacee ? 'refused' : 'early';
}
