import { redactText } from './redact.ts';

type Plain = string | number | boolean | null;

/** Fields whose name says that their value is about a person or a secret: never looked at, always withheld. */
const personal =
  /pass|pwd|secret(?!name$)|token|authorization|credential|cookie|pin$|cvv|cvc|otp|private|keyMaterial|storeKey|name$|number$|phone|mobile|card(?!s$)|account|holder|idNo|idNumber|identity|address$|birth|balance|amount|note$|text$|message$|body$|sdp|transcript|query$|dialed|digits/i;

/** Names that end like personal ones and are not. */
const harmless = new Set([
  'fileName',
  'hostname',
  'hostName',
  'secretName',
  'settingName',
  'eventName',
  'commandName',
  'topicName',
  'scenarioName',
  'errorName',
  'errorMessage',
  'message',
  'attemptNumber',
  'lineNumber',
]);

/**
 * What of an entry's fields may be written. Strings are redacted; numbers pass when they cannot be an account or phone
 * number; anything that is not a plain value is dropped unseen, because what it would print is unknown.
 */
export function redactFields(fields: Readonly<Record<string, unknown>>): Record<string, Plain> {
  const kept: Record<string, Plain> = {};
  for (const [name, value] of Object.entries(fields)) {
    const key = /^[A-Za-z][A-Za-z0-9_]{0,39}$/.test(name) ? name : '[field]';
    kept[key] = personal.test(name) && !harmless.has(name) ? '[withheld]' : redactValue(name, value);
  }
  return kept;
}

function redactValue(name: string, value: unknown): Plain {
  switch (typeof value) {
    case 'boolean':
      return value;
    case 'number':
      return redactNumber(name, value);
    case 'string':
      return redactText(value);
    case 'undefined':
      return null;
    default:
      return value === null ? null : `[dropped ${typeof value}]`;
  }
}

/** From here on a number could be a phone, card or ID number (or money); instants and byte counts say so by their name. */
const suspicious = 1_000_000;
const earliestInstant = Date.UTC(2000, 0);
const latestInstant = Date.UTC(2100, 0);

function redactNumber(name: string, value: number): Plain {
  if (!Number.isFinite(value)) return String(value);
  if (Math.abs(value) < suspicious) return value;
  if (name.endsWith('At') && value >= earliestInstant && value <= latestInstant) return value;
  if (/(?:Ms|Bytes)$/.test(name) && Math.abs(value) < 1e10) return value;
  return '[digits]';
}
