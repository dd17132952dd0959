import {
  type Dialog,
  type IncomingRequestMessage,
  type OutgoingRequestMessage,
  SignalingState,
} from 'sip.js/lib/core/index.js';
import { Inviter, type Session } from 'sip.js';
import { AllowedMethods } from 'sip.js/lib/core/user-agent-core/allowed-methods.js';
import { refreshTarget } from './mends.ts';
import type { SessionMedia } from './session-media.ts';
import { type RefreshOutcome, type SessionTimer } from './session-timer.ts';

/** SIP.js knows no UPDATE (RFC 3311): it is taken off in front of it. Allowed once, in every Allow and on every line. */
export function allowUpdate(): void {
  if (!AllowedMethods.includes('UPDATE')) AllowedMethods.push('UPDATE');
  // Nobody registers or subscribes at a desk (`front-door.ts`).
  for (const method of ['REGISTER', 'SUBSCRIBE'])
    if (AllowedMethods.includes(method)) AllowedMethods.splice(AllowedMethods.indexOf(method), 1);
}

/** The parts of SIP.js's dialog that are used here; some are protected in its types. */
export interface OpenDialog {
  delegate?: {
    onInvite?: (request: AnswerableInvite) => void;
    onPrack?: (request: { accept(): unknown }) => void;
  };
  readonly early: boolean;
  /** Sequence number of the last reliable 1xx that came in it. */
  readonly rseq?: number;
  readonly signalingState: SignalingState;
  readonly dialogState: { remoteSequenceNumber: number | undefined; remoteTarget: unknown };
  readonly reinviteUserAgentClient: unknown;
  readonly reinviteUserAgentServer: unknown;
  receiveRequest(message: IncomingRequestMessage): void;
  sequenceGuard(message: IncomingRequestMessage): boolean;
  createOutgoingRequestMessage(
    method: string,
    options: { readonly extraHeaders: string[] },
  ): OutgoingRequestMessage;
}

export interface AnswerableInvite {
  readonly message: IncomingRequestMessage;
  accept(options?: { extraHeaders?: string[] }): unknown;
}

export interface InDialogDeps {
  readonly session: Session;
  readonly timer: SessionTimer;
  readonly media: () => SessionMedia | undefined;
  /** The first INVITE is over with its ACK; also resolved by the end of the session. */
  readonly acked: Promise<void>;
  /** A request that may say who is at the other end now (RFC 3325, RFC 4916). */
  readonly onIdentity: (message: IncomingRequestMessage) => void;
}

export const openDialog = (dialog: unknown): OpenDialog => dialog as OpenDialog;
const dialogOf = (session: Session): OpenDialog | null => (session.dialog as unknown as OpenDialog) ?? null;

const listened = new WeakSet<object>();

/** UPDATE is answered in this dialog, also before the answer to its INVITE (RFC 3311 §5.2). */
export function listenForUpdate(deps: InDialogDeps, dialog: OpenDialog): void {
  if (listened.has(dialog)) return;
  listened.add(dialog);
  const receive = dialog.receiveRequest.bind(dialog);
  dialog.receiveRequest = (message) => {
    if (message.method === 'UPDATE') void answerUpdate(deps, dialog, message);
    else receive(message);
  };
}

/** Once the dialog stands: answers UPDATE, and puts the session timer into what SIP.js answers to a re-INVITE. */
export function listenInDialog(deps: InDialogDeps): void {
  const dialog = dialogOf(deps.session);
  if (dialog === null) return;
  listenForUpdate(deps, dialog);
  // A PRACK that was overtaken by our answer; SIP.js throws at it.
  if (dialog.delegate !== undefined) dialog.delegate.onPrack = (request) => void request.accept();
  const onInvite = dialog.delegate?.onInvite;
  if (dialog.delegate === undefined || onInvite === undefined) return;
  dialog.delegate.onInvite = (request) => {
    deps.onIdentity(request.message);
    const accept = request.accept.bind(request);
    request.accept = (options = {}) =>
      accept({
        ...options,
        extraHeaders: [...(options.extraHeaders ?? []), ...deps.timer.answering(request.message)],
      });
    onInvite(request);
  };
}

/** RFC 3311 §5.2: a refresh without a body, or an offer of its own that does not ring or hold anything up. */
async function answerUpdate(
  { session, timer, media, onIdentity }: InDialogDeps,
  dialog: OpenDialog,
  message: IncomingRequestMessage,
): Promise<void> {
  const core = session.userAgent.userAgentCore;
  if (!dialog.sequenceGuard(message)) return;
  dialog.dialogState.remoteSequenceNumber = message.cseq;
  const reply = (statusCode: number, extraHeaders: string[] = [], sdp?: string): void => {
    const body =
      sdp === undefined
        ? {}
        : { body: { contentDisposition: 'session', contentType: 'application/sdp', content: sdp } };
    core.replyStateless(message, { statusCode, extraHeaders, ...body });
  };
  // Before the answer: while an offer is open no other may be made (RFC 3311 §5.2, RFC 6337 §2.2).
  if (dialog.early && message.body !== '') {
    if (!(session instanceof Inviter)) return reply(500, ['Retry-After: 3']);
    if (dialog.signalingState !== SignalingState.Stable || dialog.rseq === undefined) return reply(491);
    media()?.settleEarly();
  }
  if (dialog.reinviteUserAgentServer !== undefined) return reply(500, ['Retry-After: 2']);
  if (dialog.reinviteUserAgentClient !== undefined) return reply(491);
  const contact = message.parseHeader('contact') as { uri?: unknown } | undefined;
  if (contact?.uri !== undefined) dialog.dialogState.remoteTarget = contact.uri;
  onIdentity(message);
  const headers = (): string[] => [
    `Contact: ${session.userAgent.contact.toString()}`,
    `Allow: ${AllowedMethods.toString()}`,
    ...timer.answering(message),
  ];
  const handler = media();
  if (message.body === '') return reply(200, headers());
  if (handler === undefined || !handler.hasDescription(message.getHeader('Content-Type') ?? ''))
    return reply(415, ['Accept: application/sdp']);
  try {
    await handler.setDescription(message.body);
    const { body } = await handler.getDescription();
    reply(200, headers(), body);
  } catch {
    await handler.rollbackDescription().catch(() => undefined);
    reply(488);
  }
}

const outcomeOf = (status: number, minSe: string | undefined): RefreshOutcome => {
  if (status < 300) return { kind: 'done' };
  // RFC 5057 §5.1: these two say that the other side has no such dialog, or cannot be reached at all.
  if (status === 481 || status === 408) return { kind: 'gone' };
  return status === 422 ? { kind: 'tooBrief', minSeconds: Number(minSe ?? 0) } : { kind: 'later' };
};

/** A refresh without a description (RFC 4028 §7.4): lighter than a re-INVITE, where the far end says that it takes UPDATE. */
export function sendUpdate({ session, timer }: InDialogDeps): Promise<RefreshOutcome> {
  const dialog = dialogOf(session);
  if (dialog === null) return Promise.resolve({ kind: 'gone' });
  return new Promise((settle) => {
    const extraHeaders = [
      `Contact: ${session.userAgent.contact.toString()}`,
      `Allow: ${AllowedMethods.toString()}`,
      ...timer.asking(),
    ];
    const message = dialog.createOutgoingRequestMessage('UPDATE', { extraHeaders });
    session.userAgent.userAgentCore.request(message, {
      onAccept: ({ message: response }) => {
        refreshTarget(session.dialog as Dialog | undefined, response);
        timer.answered(response);
        settle({ kind: 'done' });
      },
      onReject: ({ message: response }) =>
        settle(outcomeOf(response.statusCode ?? 500, response.getHeader('Min-SE'))),
    });
  });
}

/** What a refused re-INVITE means for the timer. */
export const refreshOutcomeOf = outcomeOf;
