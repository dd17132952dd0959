import { type Session, SessionState } from 'sip.js';
import type { SessionDialog } from 'sip.js/lib/core/index.js';
import { z } from 'zod';

const uri = z.string().max(2_000);

/**
 * What is needed to speak in a confirmed dialog again after this program has died (RFC 3261 §12). No description, no
 * media key: sound is made anew. Whoever has this and the account's password can take the call: it is kept in the
 * encrypted store, and no longer than the call.
 */
export const dialogRecordSchema = z.strictObject({
  sipCallId: z.string().min(1).max(1_000),
  localTag: z.string().max(200),
  remoteTag: z.string().max(200),
  localSequence: z.number().int().nonnegative(),
  remoteSequence: z.number().int().nonnegative().nullable(),
  localUri: uri,
  remoteUri: uri,
  remoteTarget: uri,
  routeSet: z.array(uri).max(20),
  secure: z.boolean(),
  /** `user@domain` that the call belongs to: another account must not take it. */
  account: z.string().max(400),
  direction: z.enum(['incoming', 'outgoing']),
  remote: z.strictObject({ user: z.string().max(200), displayName: z.string().max(200), uri }),
  /** The far end said `Supported: replaces` (RFC 3891 §6.1): INVITE with Replaces may be tried. */
  peerReplaces: z.boolean(),
  held: z.boolean(),
  /** Pictures were agreed. Records of an older program say nothing of it. */
  video: z.boolean().default(false),
  /** Real-time text was agreed. */
  text: z.boolean().default(false),
});
export type DialogRecord = z.infer<typeof dialogRecordSchema>;

/** How far the sequence numbers of a restored dialog jump: gaps are legal (RFC 3261 §12.2.1.1), going back is not. */
export const sequenceJump = 1_000;

export interface DialogFacts {
  readonly account: string;
  readonly direction: DialogRecord['direction'];
  readonly remote: DialogRecord['remote'];
  readonly peerReplaces: boolean;
  readonly held: boolean;
  readonly video: boolean;
  readonly text: boolean;
}

/** Null while the session has no confirmed dialog. */
export function recordDialog(session: Session, facts: DialogFacts): DialogRecord | null {
  const dialog = session.dialog as SessionDialog | undefined;
  if (dialog === undefined || session.state !== SessionState.Established) return null;
  const { user, displayName, uri: remoteAddress } = facts.remote;
  return {
    sipCallId: dialog.callId,
    localTag: dialog.localTag,
    remoteTag: dialog.remoteTag,
    localSequence: dialog.localSequenceNumber ?? 0,
    remoteSequence: dialog.remoteSequenceNumber ?? null,
    localUri: dialog.localURI.toString(),
    remoteUri: dialog.remoteURI.toString(),
    remoteTarget: dialog.remoteTarget.toString(),
    routeSet: [...dialog.routeSet],
    secure: dialog.secure,
    ...facts,
    remote: { user: user.slice(0, 200), displayName: displayName.slice(0, 200), uri: remoteAddress },
  };
}

interface WatchedDialog {
  receiveRequest(message: unknown): void;
  incrementLocalSequenceNumber(): void;
}

/** Tells after each request in the dialog, whoever sent it: its numbers and perhaps its target have moved. */
export function watchDialog(session: Session, onChange: () => void): void {
  const dialog = session.dialog as unknown as WatchedDialog | undefined;
  if (dialog === undefined) return;
  const receive = dialog.receiveRequest.bind(dialog);
  const increment = dialog.incrementLocalSequenceNumber.bind(dialog);
  dialog.receiveRequest = (message) => {
    receive(message);
    onChange();
  };
  dialog.incrementLocalSequenceNumber = () => {
    increment();
    onChange();
  };
}
