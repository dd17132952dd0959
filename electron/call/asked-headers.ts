import type { SipCall } from '#electron/sip/ports.ts';
import type { Diverted } from '#shared/call/contract.ts';

type Headers = Pick<SipCall, 'header'>;

/** The user part of a SIP or tel address; empty when there is none. Escapes are read, wrong ones left as they are. */
export function userOfAddress(value: string): string {
  const user = /(?:sips?|tel):([^@>;?\s]+)/i.exec(value)?.[1] ?? '';
  try {
    return decodeURIComponent(user);
  } catch {
    return user;
  }
}

const displayOf = (value: string): string => /^\s*"((?:[^"\\]|\\.)*)"/.exec(value)?.[1] ?? '';

/** First of a list of addresses: commas inside quotes and brackets do not part it. */
const firstOf = (value: string): string => /^(?:"(?:[^"\\]|\\.)*"|<[^>]*>|[^,"<])*/.exec(value)?.[0] ?? '';

/** RFC 5806 §6; History-Info says the same by the status the target answered with (RFC 7044 §10.2). */
const reasons: Readonly<Record<string, Diverted['reason']>> = {
  'user-busy': 'busy',
  '486': 'busy',
  '600': 'busy',
  'no-answer': 'noAnswer',
  '408': 'noAnswer',
  '480': 'noAnswer',
  '487': 'noAnswer',
  unavailable: 'unavailable',
  '503': 'unavailable',
  '404': 'unavailable',
  unconditional: 'always',
  '302': 'always',
};

function fromDiversion(value: string, mask: (number: string) => string): Diverted | null {
  const last = firstOf(value);
  const number = userOfAddress(last);
  if (number === '') return null;
  const reason = /;\s*reason\s*=\s*"?([\w-]+)"?/i.exec(last)?.[1]?.toLowerCase() ?? '';
  return {
    from: mask(number).slice(0, 100),
    name: displayOf(last).slice(0, 200),
    reason: reasons[reason] ?? 'other',
  };
}

/** The entry before the last is whom the call was for when it was sent on; why stands in its Reason (escaped in the address). */
function fromHistory(value: string, mask: (number: string) => string): Diverted | null {
  const entries = value.match(/(?:"[^"]*"\s*)?<[^>]*>[^,<]*/g) ?? [];
  const before = entries.at(-2);
  if (before === undefined) return null;
  const number = userOfAddress(before);
  if (number === '') return null;
  const cause = /cause(?:%3D|=)(\d{3})/i.exec(before)?.[1] ?? '';
  return {
    from: mask(number).slice(0, 100),
    name: displayOf(before).slice(0, 200),
    reason: reasons[cause] ?? 'other',
  };
}

/** Whom the caller had asked for, when the call was sent on to us; null when it came straight. */
export function divertedOf(sip: Headers, mask: (number: string) => string): Diverted | null {
  const diversion = sip.header('Diversion');
  const history = sip.header('History-Info');
  return (
    (diversion === undefined ? null : fromDiversion(diversion, mask)) ??
    (history === undefined ? null : fromHistory(history, mask))
  );
}

/** Longer than this nobody means by "answer after"; RFC 5373 and the draft leave it open. */
const mostSeconds = 60;

/**
 * Seconds after which the exchange wants the call answered by itself, or null. `Call-Info: <…>;answer-after=n`;
 * `Alert-Info` with `info=alert-autoanswer`, `auto-answer` or `intercom`, as the common exchanges write it.
 */
export function answerAfterSeconds(sip: Headers): number | null {
  const after = /;\s*answer-after\s*=\s*(\d{1,3})/i.exec(sip.header('Call-Info') ?? '')?.[1];
  if (after !== undefined) return Math.min(Number(after), mostSeconds);
  return /auto[- ]?answer|intercom/i.test(sip.header('Alert-Info') ?? '') ? 0 : null;
}
