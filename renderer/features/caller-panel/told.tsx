import type { ReleaseAsk } from '#shared/control/contract.ts';
import { toldLanguages, toldLines, type ToldLanguage, type ToldLine } from '#shared/control/told-lines.ts';
import { toldKana, toldWords } from '#shared/control/told-words.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import type { Spoken } from '#renderer/stores/select/spoken.ts';
import { callerLanguage } from '#renderer/stores/select/caller.ts';
import { useDesk, useDeskState, useTopic } from '#renderer/stores/use-desk.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Reading } from '#renderer/ui/reading.tsx';

/** In the caller's language where the lines are kept in it, else in English for a foreign caller. */
const languageOf = (spoken: string): ToldLanguage =>
  toldLanguages.find((language) => language === spoken) ?? 'en';

const readAloud = (line: ToldLine, lang: ToldLanguage): Spoken => ({
  words: toldWords[lang][line],
  lang,
  reading: lang === 'ja' ? toldKana[line] : null,
  beside: null,
});

/** What the hold does and does not stop, to be read to the caller; each line is ticked, and kept with the call. */
export function ToldLines({ requestId }: { readonly requestId: string }) {
  const { t } = useI18n();
  const desk = useDesk();
  const language = languageOf(useDeskState(callerLanguage));
  const request = useTopic(
    'control/state',
    (control) => control?.requests.find((one) => one.requestId === requestId) ?? null,
  );
  const asked = useTopic(
    'control/state',
    (control) =>
      control?.releaseAsks.some((one) => one.requestId === requestId && one.state === 'open') ?? false,
  );
  const decided = useTopic(
    'control/state',
    (control) => control?.releaseAsks.find((one) => one.requestId === requestId) ?? null,
  );
  if (!request) return null;
  const done = request.told.length;
  return (
    <>
      <ReleaseAnswer ask={decided} />
      <details className="told-lines">
        <summary>{t('control.told.title', { done, all: toldLines.length })}</summary>
        <ul className="told-list">
          {toldLines.map((line) => {
            const told = request.told.some((one) => one.line === line);
            return (
              <li key={line}>
                <label className="check">
                  <input
                    type="checkbox"
                    checked={told}
                    disabled={told}
                    onChange={() => void desk.send('control/told', { requestId, line, language })}
                  />
                  <span lang={language}>{toldWords[language][line]}</span>
                </label>
                <Reading spoken={readAloud(line, language)} />
              </li>
            );
          })}
        </ul>
        {asked ? (
          <p className="told">{t('control.releaseAsked')}</p>
        ) : (
          <Button kind="quiet" onClick={() => void desk.send('control/ask-release', { requestId })}>
            {t('control.askRelease')}
          </Button>
        )}
      </details>
    </>
  );
}

/** What became of the request for a release, in sight of whoever asked: open, kept with the reason, or released. */
function ReleaseAnswer({ ask }: { readonly ask: ReleaseAsk | null }) {
  const { t, format } = useI18n();
  if (!ask) return null;
  const time = format.time(ask.decidedAt ?? ask.askedAt);
  const who = ask.decidedBy?.name ?? '';
  return (
    <p className={ask.state === 'declined' ? 'xs near' : 'xs'} role="status" data-release={ask.state}>
      {ask.state === 'open' ? t('control.releaseAnswer.open', { time }) : null}
      {ask.state === 'declined'
        ? t('control.releaseAnswer.declined', { who, time, reason: ask.decidedReason })
        : null}
      {ask.state === 'released' ? t('control.releaseAnswer.released', { who, time }) : null}
    </p>
  );
}
