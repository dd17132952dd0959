import {
  type Dialog,
  type IncomingRequestMessage,
  type OutgoingRequestMessage,
} from 'sip.js/lib/core/index.js';
import type { Session } from 'sip.js';
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
interface OpenDialog {
  delegate?: { onInvite?: (request: AnswerableInvite) => void };
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

interface AnswerableInvite {
  readonly message: IncomingRequestMessage;
  accept(options?: { extraHeaders?: string[] }): unknown;
}

export interface InDialogDeps {
  readonly session: Session;
  readonly timer: SessionTimer;
  readonly media: () => SessionMedia | undefined;
  /** The first INVITE is over with its ACK; also resolved by the end of the session. */
  readonly acked: Promise<void>;
}

const dialogOf = (session: Session): OpenDialog | null => (session.dialog as unknown as OpenDialog) ?? null;

/** Once the dialog stands: answers UPDATE, and puts the session timer into what SIP.js answers to a re-INVITE. */
export function listenInDialog(deps: InDialogDeps): void {
  const dialog = dialogOf(deps.session);
  if (dialog === null) return;
  const receive = dialog.receiveRequest.bind(dialog);
  dialog.receiveRequest = (message) => {
    if (message.method === 'UPDATE') void answerUpdate(deps, dialog, message);
    else receive(message);
  };
  const onInvite = dialog.delegate?.onInvite;
  if (dialog.delegate === undefined || onInvite === undefined) return;
  dialog.delegate.onInvite = (request) => {
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
  { session, timer, media }: InDialogDeps,
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
  if (dialog.reinviteUserAgentServer !== undefined) return reply(500, ['Retry-After: 2']);
  if (dialog.reinviteUserAgentClient !== undefined) return reply(491);
  const contact = message.parseHeader('contact') as { uri?: unknown } | undefined;
  if (contact?.uri !== undefined) dialog.dialogState.remoteTarget = contact.uri;
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
