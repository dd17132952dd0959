import { Grammar } from 'sip.js';
import { whoIs } from './addresses.ts';
import { readableAddress } from './inbound.ts';
import type { HeaderReader } from './session-timer.ts';

/**
 * Who is at the other end, by the exchange's own word (P-Asserted-Identity, RFC 3325 §9.1); null when it says nothing. What the
 * far end claims of itself in From (RFC 4916) changes nothing: nobody here checks its signature.
 */
export function identityOf(
  message: HeaderReader,
): { readonly user: string; readonly displayName: string } | null {
  const asserted = message.getHeader('P-Asserted-Identity');
  if (asserted === undefined) return null;
  const address = Grammar.nameAddrHeaderParse(readableAddress(asserted));
  if (address === undefined) return null;
  const { user, displayName } = whoIs(address);
  return user === '' ? null : { user, displayName };
}
