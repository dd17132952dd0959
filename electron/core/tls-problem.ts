import type { CoreProblem } from '#shared/core/problem.ts';

/** Node (OpenSSL) and Electron (BoringSSL) name the same alerts differently; both end in the words of RFC 8446 section 6.2. */
const refusedUs = /ALERT.*(CERTIFICATE|UNKNOWN_CA|ACCESS_DENIED|HANDSHAKE_FAILURE)/;

/** What stands in the way, from the error code of a connection; null: nothing that a person could set right here. */
export function problemOfCode(code: string): CoreProblem | null {
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'notResolved';
  if (code === 'ECONNREFUSED') return 'refused';
  if (code === 'ETIMEDOUT' || code === 'noAnswerInTime') return 'timeout';
  if (code === 'CERT_HAS_EXPIRED') return 'certificateExpired';
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return 'certificateWrongName';
  if (code === 'ECONNRESET' || code === 'EPIPE') return 'hungUp';
  if (refusedUs.test(code)) return 'clientCertificateRefused';
  return /CERT|VERIFY|ISSUER/.test(code) ? 'certificateUntrusted' : null;
}

/** TLS 1.2 without our certificate is a bare EPROTO; what the far end said stands in its words only. */
const alertIn = /(?:OPENSSL_internal:|SSL routines:[^:]*:)([\w ]*alert[\w ]*)/i;

/** The code of the innermost cause that has one. */
export function codeOf(error: unknown): string {
  const found = error as Partial<Record<'code' | 'cause' | 'name' | 'message', unknown>> | null;
  const alert = found?.code === 'EPROTO' ? alertIn.exec(String(found.message))?.[1] : undefined;
  if (alert !== undefined) return `ERR_SSL_${alert.trim().toUpperCase().replaceAll(' ', '_')}`;
  if (typeof found?.code === 'string') return found.code;
  if (found?.cause !== undefined && found.cause !== null) return codeOf(found.cause);
  return typeof found?.name === 'string' ? found.name : 'unknown';
}
