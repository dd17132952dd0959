import { Grammar, NameAddrHeader, Session, SessionState, type URI, type UserAgent } from 'sip.js';
import {
  type IncomingRequestMessage,
  type Logger,
  SessionDialog,
  type SessionDelegate,
  SignalingState,
} from 'sip.js/lib/core/index.js';
import { type DialogRecord, sequenceJump } from './dialog-record.ts';

/** The parts of SIP.js's session that it builds from an INVITE and that are built from a record here. */
interface OpenSession {
  _dialog: SessionDialog;
  _contact: string;
  readonly _sessionDescriptionHandler: unknown;
  stateTransition(state: SessionState): void;
  onAckRequest: NonNullable<SessionDelegate['onAck']>;
  onByeRequest: NonNullable<SessionDelegate['onBye']>;
  onInfoRequest: NonNullable<SessionDelegate['onInfo']>;
  onInviteRequest: NonNullable<SessionDelegate['onInvite']>;
  onMessageRequest: NonNullable<SessionDelegate['onMessage']>;
  onNotifyRequest: NonNullable<SessionDelegate['onNotify']>;
  onPrackRequest: NonNullable<SessionDelegate['onPrack']>;
  onReferRequest: NonNullable<SessionDelegate['onRefer']>;
}

const address = (text: string): URI => {
  const parsed = Grammar.URIParse(text);
  if (parsed === undefined) throw new Error('a kept dialog has an address that is none');
  return parsed;
};

/**
 * A session out of a kept dialog: re-INVITE, BYE and everything else go the usual way from here. It answers requests
 * of the far end as soon as it stands, so build it before the socket opens. Call `establish` once it is listened to.
 */
export class RestoredSession extends Session {
  protected logger: Logger;
  protected _id: string;
  readonly localIdentity: NameAddrHeader;
  readonly remoteIdentity: NameAddrHeader;

  constructor(userAgent: UserAgent, record: DialogRecord) {
    super(userAgent, {});
    this.logger = userAgent.getLogger('sip.RestoredSession');
    this.localIdentity = new NameAddrHeader(address(record.localUri), '', {});
    this.remoteIdentity = new NameAddrHeader(address(record.remoteUri), record.remote.displayName, {});
    // Without a transaction of its own there is no 2xx to send again, and BYE is allowed at once.
    const noTransaction = { request: {} as IncomingRequestMessage } as never;
    const dialog = new SessionDialog(noTransaction, userAgent.userAgentCore, {
      id: record.sipCallId + record.localTag + record.remoteTag,
      early: false,
      callId: record.sipCallId,
      localTag: record.localTag,
      remoteTag: record.remoteTag,
      localSequenceNumber: record.localSequence + sequenceJump,
      remoteSequenceNumber: record.remoteSequence ?? undefined,
      localURI: address(record.localUri),
      remoteURI: address(record.remoteUri),
      remoteTarget: address(record.remoteTarget),
      routeSet: [...record.routeSet],
      secure: record.secure,
    });
    const inside = dialog as unknown as { _signalingState: SignalingState };
    inside._signalingState = SignalingState.Stable;
    const own = this as unknown as OpenSession;
    dialog.delegate = {
      onAck: (request) => own.onAckRequest(request),
      onBye: (request) => own.onByeRequest(request),
      onInfo: (request) => own.onInfoRequest(request),
      onInvite: (request) => own.onInviteRequest(request),
      onMessage: (request) => own.onMessageRequest(request),
      onNotify: (request) => own.onNotifyRequest(request),
      onPrack: (request) => own.onPrackRequest(request),
      onRefer: (request) => own.onReferRequest(request),
    };
    own._dialog = dialog;
    this._id = record.sipCallId + record.localTag;
    userAgent._sessions[this._id] = this;
    this.renewContact();
  }

  /** Where we are now; after REGISTER, so that a GRUU (RFC 5627) is in it. */
  renewContact(): void {
    const { contact } = this.userAgent;
    (this as unknown as OpenSession)._contact = contact.toString({ outbound: contact.pubGruu === undefined });
  }

  establish(): void {
    (this as unknown as OpenSession).stateTransition(SessionState.Established);
  }

  /** After a 500 to our number: further ahead. */
  jumpSequence(): void {
    const { dialogState } = this.dialog as unknown as { dialogState: { localSequenceNumber: number } };
    dialogState.localSequenceNumber += 10 * sequenceJump;
  }
}
