import type { IncomingResponseMessage } from 'sip.js/lib/core/index.js';
import type { LineSnapshot } from '#shared/line/contract.ts';
import { challengesOf } from './credentials.ts';
import { canAnswer } from './digest.ts';

export type LineProblem = NonNullable<LineSnapshot['problem']>;

/** Node's TLS verification errors; everything with CERT in it, and the ones that have not. */
const certificateCodes = /CERT|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|SELF_SIGNED/;

/** The other end wants a certificate of ours and got none, or one that it does not take (TLS alerts of RFC 8446 §6.2). */
const clientCertificateCodes =
  /ALERT_(CERTIFICATE_REQUIRED|BAD_CERTIFICATE|UNKNOWN_CA|HANDSHAKE_FAILURE|CERTIFICATE_UNKNOWN|ACCESS_DENIED)/;
const nameCodes = new Set(['ENOTFOUND', 'EAI_AGAIN', 'ENODATA', 'ESERVFAIL', 'EREFUSED']);

/** Nothing that another exchange, or another moment, mends: a person has to. */
export const isHopeless = ({ code }: LineProblem): boolean =>
  code === 'forbidden' || code === 'unknownUser' || code === 'digestUnsupported';

/** Puts a failed or lost connection into words a person can act on. */
export function problemOfConnect(error: unknown): LineProblem {
  const code = (error as NodeJS.ErrnoException | undefined)?.code ?? '';
  const detail = (code || (error instanceof Error ? error.message : '')).slice(0, 280);
  if (clientCertificateCodes.test(code)) return { code: 'clientCertificate', status: null, detail };
  if (nameCodes.has(code)) return { code: 'notResolved', status: null, detail };
  if (certificateCodes.test(code)) return { code: 'certificate', status: null, detail };
  if (code === 'ETIMEDOUT' || /timed? ?out/i.test(detail)) return { code: 'timeout', status: null, detail };
  return { code: 'unreachable', status: null, detail };
}

/** Puts the exchange's refusal of a REGISTER into words. */
export function problemOfRegister(response: IncomingResponseMessage): LineProblem {
  const status = response.statusCode ?? 0;
  const detail = (response.reasonPhrase ?? '').slice(0, 280);
  if (status === 401 || status === 407) {
    const asked = challengesOf(response);
    const [first] = asked;
    if (first !== undefined && !asked.some(canAnswer))
      return { code: 'digestUnsupported', status, detail: (first.algorithm ?? 'MD5').slice(0, 280) };
    return { code: 'forbidden', status, detail };
  }
  if (status === 403) return { code: 'forbidden', status, detail };
  if (status === 404 || status === 604) return { code: 'unknownUser', status, detail };
  if (status === 408) return { code: 'timeout', status, detail };
  return { code: 'exchangeError', status, detail };
}

/** Longest time an exchange is believed when it says that it is not to be asked: somebody may be waiting for this seat. */
const longestRestS = 1_800;

/** How long it wants to be left alone (Retry-After, RFC 3261 §20.33), milliseconds; 0: it did not say. */
export function retryAfterMs(response: { getHeader(name: string): string | undefined }): number {
  const seconds = Number(/^\s*(\d{1,9})/.exec(response.getHeader('Retry-After') ?? '')?.[1] ?? 0);
  return Math.min(seconds, longestRestS) * 1000;
}
