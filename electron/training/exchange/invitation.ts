import { branchOf, responseTo, topVia } from '../sip/headers.ts';
import type { Header, SipRequest, SipResponse } from '../sip/message.ts';
import type { CallRecord } from './call-table.ts';
import type { Connection } from './connection.ts';
import type { Branch } from './relay.ts';

/**
 * The server side of an INVITE that opens a call (RFC 3261 §17.2.1). One upstream, one branch at a time downstream.
 *
 *   open ─(2xx passed)→ accepted      open ─(≥300 sent)→ failed ─(ACK)→ gone
 */
export interface Invitation {
  readonly key: string;
  readonly request: SipRequest;
  readonly from: Connection;
  /** It came from the trunk, whose headers are believed. */
  readonly trusted: boolean;
  readonly call: CallRecord;
  readonly toTag: string;
  state: 'open' | 'accepted' | 'failed';
  cancelled: boolean;
  branch: Branch | null;
}

export const invitationKey = (connection: Connection, request: SipRequest): string =>
  `${connection.id}|${branchOf(topVia(request))}`;

/** Sends our own response upstream; a final one closes the invitation. */
export function respond(invitation: Invitation, status: number, headers: readonly Header[] = []): void {
  if (invitation.state !== 'open') return;
  const tagged = status === 100 ? { headers } : { headers, toTag: invitation.toTag };
  invitation.from.send(responseTo(invitation.request, status, tagged));
  if (status >= 300) invitation.state = 'failed';
}

/** Hands a downstream response on upstream. */
export function passUp(invitation: Invitation, response: SipResponse): void {
  const { status } = response.start;
  if (invitation.state === 'failed') return;
  // Further 2xx of an accepted call are handed on too: the caller's core has to ACK each (RFC 3261 §13.2.2.4).
  if (invitation.state === 'accepted' && (status < 200 || status >= 300)) return;
  invitation.from.send(response);
  if (status >= 300) invitation.state = 'failed';
  else if (status >= 200) invitation.state = 'accepted';
}
