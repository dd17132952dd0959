import { z } from 'zod';
import { parseListedSeat } from '#shared/seat/directory.ts';
import { isShortener } from '#shared/sharing/link.ts';
import type { SettingReason } from './errors.ts';

/** The building blocks of the settings: zod checks whose message is the reason code the window has a sentence for. */

const because = (reason: SettingReason): SettingReason => reason;
// eslint-disable-next-line no-control-regex
const control = /[\u0000-\u001f\u007f\u2028\u2029\u202a-\u202e]/;

export const switchOf = (): z.ZodBoolean => z.boolean();

/** A whole number between two bounds, both allowed. */
export const wholeNumber = (min: number, max: number): z.ZodNumber => z.int().min(min).max(max);

/** Text of one line: no control characters, no characters that turn the writing direction. */
export const plainText = (max: number): z.ZodString =>
  z
    .string()
    .max(max)
    .refine((text) => !control.test(text), because('controlCharacters'));

/** Browser media device id; empty: the system's default. */
export const deviceId = (): z.ZodString => plainText(300);

const optional = (max: number, reason: SettingReason, fits: (text: string) => boolean): z.ZodString =>
  plainText(max).refine((text) => text === '' || fits(text), because(reason));

function parsed(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

/** 127.0.0.0/8, ::1 and localhost: the only places plain ws: and http: may lead to. */
export function isLoopbackHost(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

function url(secure: string, plain: string, notUrl: SettingReason, onlyLoopback: SettingReason): z.ZodString {
  return optional(500, notUrl, (text) => {
    const at = parsed(text);
    return (
      at !== null &&
      (at.protocol === secure || at.protocol === plain) &&
      at.hostname !== '' &&
      !/\s/.test(text)
    );
  })
    .refine((text) => {
      const at = parsed(text);
      return at?.protocol !== plain || isLoopbackHost(at.hostname);
    }, because(onlyLoopback))
    .refine((text) => {
      const at = parsed(text);
      return !at || (at.username === '' && at.password === '');
    }, because('credentialsInUrl'))
    .refine((text) => !parsed(text)?.hash, because('partsAfterPath'));
}

/** wss: anywhere, ws: on this machine only (RFC 7118). */
export const webSocketUrl = (): z.ZodString => url('wss:', 'ws:', 'notWebSocketUrl', 'wsOnlyLoopback');

/**
 * Where an exchange is: a WebSocket URL, or `sips:domain` to be found by DNS (RFC 3263, RFC 7118 §5.2.4).
 */
export const exchangeAddress = (): z.ZodString => {
  const bySocket = webSocketUrl();
  return plainText(500).superRefine((text, context) => {
    if (new RegExp(`^sips:${host}${port}(?:;transport=ws)?$`, 'i').test(text)) return;
    for (const { message } of bySocket.safeParse(text).error?.issues.slice(0, 1) ?? [])
      context.addIssue({ code: 'custom', message });
  });
};

/** https: anywhere, http: on this machine only. A base address, so no query. */
export const httpUrl = (): z.ZodString =>
  url('https:', 'http:', 'notHttpUrl', 'httpOnlyLoopback').refine(
    (text) => !parsed(text)?.search,
    because('partsAfterPath'),
  );

const host = String.raw`(?:\[[0-9a-fA-F:.]+\]|[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}[A-Za-z0-9])?)*)`;
const port = String.raw`(?::\d{1,5})?`;

/** The SIP domain: host name or address, optional port. */
export const domain = (): z.ZodString =>
  optional(255, 'notDomain', (text) => new RegExp(`^${host}${port}$`).test(text));

/** The user part of a SIP address (RFC 3261 section 25.1, without escapes). */
export const sipUser = (): z.ZodString =>
  optional(64, 'notSipUser', (text) => /^[A-Za-z0-9\-_.!~*'()&=+$,;?/#]+$/.test(text));

/** A whole SIP address for the outbound proxy: sip:host[:port][;parameters]. */
export const sipUri = (): z.ZodString =>
  optional(300, 'notSipUri', (text) =>
    new RegExp(`^sips?:${host}${port}(?:;[A-Za-z0-9-]+(?:=[A-Za-z0-9._-]+)?)*$`).test(text),
  );

/** What is dialled for a service of the exchange: digits, * and #. */
export const dialCode = (): z.ZodString =>
  optional(20, 'notDialCode', (text) => /^[0-9*#+A-Za-z._-]+$/.test(text));

/** RFC 7064. */
export const stunUrl = (): z.ZodString =>
  plainText(300).refine((text) => new RegExp(`^stuns?:${host}${port}$`).test(text), because('notStunUrl'));

/** "8101 sign,en 手语组": number, tags, name. */
export const specialistSeat = (): z.ZodString =>
  plainText(120).refine((line) => parseListedSeat(line) !== null, because('notSpecialist'));

/** RFC 7065. */
export const turnUrl = (): z.ZodString =>
  plainText(300).refine(
    (text) => new RegExp(`^turns?:${host}${port}(?:\\?transport=(?:udp|tcp))?$`).test(text),
    because('notTurnUrl'),
  );

/** A host whose addresses callers may be sent; never a service that hides where an address leads. */
export const linkHost = (): z.ZodString =>
  plainText(120).refine(
    (text) => /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(text) && !isShortener(text),
    because('notLinkHost'),
  );

/** A header field name (RFC 3261 token). */
export const headerName = (): z.ZodString =>
  plainText(60).refine((text) => /^[A-Za-z0-9][A-Za-z0-9\-.!%*_+`'~]*$/.test(text), because('notHeaderName'));

/** Absolute on Linux, macOS or Windows (drive or share). Whether the file is there is asked where there is a disk. */
export const absolutePath = (): z.ZodString =>
  optional(500, 'notAbsolutePath', (text) => /^(?:\/|[A-Za-z]:[\\/]|\\\\[^\\]+\\)/.test(text));

export const listOf = (item: z.ZodString, max: number): z.ZodArray<z.ZodString> => z.array(item).max(max);
