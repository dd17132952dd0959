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
  return i18n.t(`error.${error.code}`, { ...(error.params as Params), ...controlParams(i18n, error) });
}

/** Names of controls and roles, and what was wrong, in words. */
function controlParams({ t }: I18n, error: AppError): Params {
  switch (error.code) {
    case 'control/busy':
      return { control: t(`control.id.${error.params.control}`) };
    case 'control/not-your-role':
      return {
        control: t(`control.id.${error.params.control}`),
        who: error.params.who.map((role) => t(`common.role.${role}`)).join(t('control.or')),
      };
    case 'control/bad-request':
      return { problem: t(`control.problem.${error.params.problem}`) };
    case 'control/not-undoable':
      return { why: t(`control.notUndoable.${error.params.why}`) };
    default:
      return {};
  }
}
