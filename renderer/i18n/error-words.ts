import type { AppError } from '#shared/errors/app-error.ts';
import type { Params } from './key.ts';
import { isSettingKey, settingLabel, settingProblem } from './setting-words.ts';
import type { I18n } from './use-i18n.tsx';

/** A failure in the words of its code. Every code has some: a new one without does not compile. */
export function errorWords(i18n: I18n, error: AppError): string {
  if (error.code === 'settings/invalid' && isSettingKey(error.params.key)) {
    const { key, reason, limit } = error.params;
    const why = settingProblem(i18n, key, limit === undefined ? { reason } : { reason, limit });
    return i18n.t('settings.state.notSavedNamed', { name: settingLabel(i18n, key), why });
  }
  return i18n.t(`error.${error.code}`, error.params as Params);
}
