import type { CallSnapshot } from '#shared/call/contract.ts';
import type { CallerState } from '#shared/caller/contract.ts';
import type { I18n } from '#renderer/i18n/use-i18n.tsx';

/** The best name there is: the core's, else what the exchange said, else the number. */
export function callerName({ t, pick }: I18n, call: CallSnapshot, caller: CallerState | null): string {
  const name = caller?.caller?.name;
  if (name) return pick(name);
  if (caller?.match === 'unknown') return call.displayName || t('call.unknownCaller');
  return call.displayName || call.numberMasked || t('call.unknownCaller');
}
