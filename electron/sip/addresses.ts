import { type NameAddrHeader, UserAgent } from 'sip.js';
import type { SipCall } from './ports.ts';

/** What From says. A password in it (RFC 3261 §19.1.1) is nobody's number, and `\"` in a name is a quote. */
export const whoIs = ({ uri, displayName }: NameAddrHeader): SipCall['remote'] => ({
  user: (uri.user ?? '').replace(/:.*$/, ''),
  // SIP.js leaves it out where From has none, whatever its types say.
  displayName: ((displayName as string | undefined) ?? '').replaceAll(/\\(.)/g, '$1'),
  uri: uri.toString(),
});

/** Spaces, dashes and brackets of a written number are dropped. */
export const writtenOf = (number: string): string => number.replace(/[\s()-]/g, '');

/** Digits, +, *, # and SIP user names; anything else is no number. */
export function addressOf(number: string, domain: string): ReturnType<typeof UserAgent.makeURI> {
  const user = writtenOf(number);
  if (!/^[\w+*#.-]{1,64}$/.test(user)) return undefined;
  return UserAgent.makeURI(`sip:${user.replaceAll('#', '%23')}@${domain}`);
}
