import { z } from 'zod';

/**
 * Why the core cannot be reached or will not have us, where the way there says more than 'down'. Each has a sentence with its
 * remedy, `settings.check.<problem>`: the settings page and the work strip say the same.
 */
export const coreProblemSchema = z.enum([
  'notResolved',
  'refused',
  'timeout',
  'certificateUntrusted',
  'certificateWrongName',
  'certificateExpired',
  /** The gateway wants a client certificate, or does not accept ours. */
  'clientCertificateRefused',
  /** Gone after the handshake without a word: what some gateways do to a certificate they do not know. */
  'hungUp',
  'clientCertificateUnreadable',
  'clientKeyMissing',
  'clientKeyWrong',
  'loginRefused',
  /** Of the token endpoint (RFC 6749 section 4.4). */
  'tokenSecretMissing',
  'tokenRefused',
  'tokenUnreachable',
  'tokenCertificate',
  'failed',
]);
export type CoreProblem = z.infer<typeof coreProblemSchema>;
