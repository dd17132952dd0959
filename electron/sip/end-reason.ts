import type { CallEnd } from '#shared/call/contract.ts';

/** Turns a final failure of our INVITE (RFC 3261 §21) into why the call ended. */
export function endOfRefusedInvite(status: number): CallEnd {
  const end = (by: CallEnd['by'], reason: CallEnd['reason']): CallEnd => ({ by, reason, status });
  if (status === 486 || status === 600) return end('caller', 'busy');
  if (status === 603) return end('caller', 'declined');
  if (status === 408 || status === 480) return end('exchange', 'noAnswer');
  if (status === 404 || status === 484 || status === 604) return end('exchange', 'notFound');
  if (status === 487) return end('agent', 'cancelled');
  return end('exchange', 'refused');
}

/**
 * A CANCEL says why in its Reason header (RFC 3326): another seat answered (SIP;cause=200, Q.850;cause=26) is not a
 * missed call.
 */
export function endOfCancel(reasonHeader: string | undefined): CallEnd {
  const elsewhere = /SIP\s*;\s*cause\s*=\s*200|Q\.850\s*;\s*cause\s*=\s*26/i.test(reasonHeader ?? '');
  return elsewhere
    ? { by: 'exchange', reason: 'answeredElsewhere', status: null }
    : { by: 'caller', reason: 'cancelled', status: null };
}
