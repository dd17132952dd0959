import type { CareFlagState } from '#shared/caller/contract.ts';
import type { I18n } from '#renderer/i18n/use-i18n.tsx';

/** Sources whose words say too little when the bank's own row says more. */
const rowSays: ReadonlySet<string> = new Set(['numberRange', 'chosenInIvr', 'onFile']);

/** Why a flag is set, in words: 登记 85 岁 · 号码匹配户主. A row of the bank's table speaks for itself where it says more. */
export function reasonWords(
  { t, maybe, format, pick }: I18n,
  reason: CareFlagState['reasons'][number],
): string {
  const { params, source, by, at } = reason;
  const tag = String(params['language'] ?? '').split('-')[0] ?? '';
  const language = maybe(`care.language.${tag}`) ?? t('care.language.other');
  const row = { zh: String(params['ruleZh'] ?? ''), en: String(params['ruleEn'] ?? '') };
  const words =
    rowSays.has(source) && row.zh !== ''
      ? pick(row)
      : t(`care.reason.${source}`, { age: '', ...params, language });
  if (by === null) return words;
  return t('care.withWho', { words, who: t('care.byWho', { name: by.name, time: format.time(at) }) });
}
