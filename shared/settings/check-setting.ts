import type { z } from 'zod';
import { settingReasonSchema, type SettingReason } from './errors.ts';
import { settingSchemas, type SettingKey, type SettingValues } from './values.ts';

/** Why a value is refused; `limit` is the bound that was broken or the allowed words, where there is one. */
export interface SettingProblem {
  readonly reason: SettingReason;
  readonly limit?: string | number;
}

export type CheckedSetting =
  | { readonly ok: true; readonly value: SettingValues[SettingKey] }
  | { readonly ok: false; readonly problem: SettingProblem };

/** Checks one value by its own schema. Whether a named file exists is asked where there is a disk. */
export function checkSetting(key: SettingKey, value: unknown): CheckedSetting {
  const parsed = settingSchemas[key].safeParse(value);
  if (parsed.success) return { ok: true, value: parsed.data };
  const first = parsed.error.issues[0];
  return { ok: false, problem: first ? problemOf(first) : { reason: 'wrongType' } };
}

function problemOf(issue: z.core.$ZodIssue): SettingProblem {
  switch (issue.code) {
    case 'too_big':
      if (issue.origin === 'string') return { reason: 'tooLong', limit: Number(issue.maximum) };
      return { reason: issue.origin === 'array' ? 'tooMany' : 'tooLarge', limit: Number(issue.maximum) };
    case 'too_small':
      return { reason: 'tooSmall', limit: Number(issue.minimum) };
    case 'invalid_value':
      return { reason: 'notOneOf', limit: issue.values.join(', ') };
    case 'custom': {
      const reason = settingReasonSchema.safeParse(issue.message);
      if (!reason.success) throw new Error(`a setting's check has no reason code: ${issue.message}`);
      return { reason: reason.data };
    }
    default:
      return { reason: 'wrongType' };
  }
}

const headerKeys = [
  'exchange.headers.customerId',
  'exchange.headers.queue',
  'exchange.headers.ivrVerified',
  'exchange.headers.callId',
  'exchange.headers.care',
] as const satisfies readonly SettingKey[];

/** What no single value shows: two facts read from one header would each be wrong. Checks `key` against the others. */
export function checkTogether(key: SettingKey, values: SettingValues): SettingProblem | null {
  const own = headerKeys.find((header) => header === key);
  if (!own) return null;
  const twin = headerKeys.find(
    (other) => other !== own && values[other].toLowerCase() === values[own].toLowerCase(),
  );
  return twin ? { reason: 'headerUsedTwice', limit: twin } : null;
}

/** Keys that still have to be given before what is configured can be used. */
export function missingSettings(values: SettingValues): readonly SettingKey[] {
  const needed: SettingKey[] = [];
  if (values['exchange.mode'] === 'configured')
    needed.push('exchange.url', 'exchange.domain', 'exchange.user');
  if (values['core.mode'] === 'configured') {
    needed.push('core.url');
    if (values['core.login'] === 'oauth2') needed.push('core.oauth.tokenUrl', 'core.oauth.clientId');
  }
  return needed.filter((key) => values[key] === '');
}
