import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import type { Key, Params } from '#renderer/i18n/key.ts';
import { callerLanguage, hasFlag } from '#renderer/stores/select/caller.ts';
import { useDeskState, useTopic } from '#renderer/stores/use-desk.tsx';

/** The first sentence to this caller, in the caller's language: slower for elderly callers, in writing for those who cannot hear. */
export function Greeting() {
  const { t, language, pick } = useI18n();
  const caller = useDeskState(callerLanguage);
  const elderly = useDeskState((state) => hasFlag(state, 'elderly'));
  const written = useDeskState((state) => hasFlag(state, 'hearingImpaired'));
  const person = useTopic('access/state', (access) => access?.person ?? null);
  const name = useTopic('caller/state', (state) => state?.caller?.name ?? null);
  const agent = person ? pick(person.name) : '';
  const foreign = caller === 'ja' || caller === 'ko' ? caller : caller === 'zh' ? null : 'en';
  const params: Params = { agent, caller: name ? pick(name) : '' };
  const plain: Key = written
    ? 'guidance.greeting.written'
    : elderly && name
      ? 'guidance.greeting.elderly'
      : 'guidance.greeting.zh';
  if (foreign === null || (foreign === 'en' && language === 'en-US'))
    return <p className="words">{t(foreign ? 'guidance.greeting.en' : plain, params)}</p>;
  return (
    <>
      <p className="words" lang={foreign}>
        {t(`guidance.greeting.${foreign}`, { ...params, agent: person?.name.en ?? '' })}
      </p>
      <p className="other-words">{t(plain, params)}</p>
    </>
  );
}
