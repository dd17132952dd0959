import type { AnswerMark } from '#shared/guidance/state.ts';
import { anotherQuestion, primary } from '#renderer/commands/guidance-commands.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { callerLanguage } from '#renderer/stores/select/caller.ts';
import { callersLive } from '#renderer/stores/select/call.ts';
import { allAsked, lastAsked, nextQuestion, openPlaybook } from '#renderer/stores/select/guidance.ts';
import { useDesk, useDeskState, useTopic } from '#renderer/stores/use-desk.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { Segmented } from '#renderer/ui/segmented.tsx';
import { SpokenWords } from '#renderer/ui/spoken-words.tsx';
import { useSpoken } from './use-spoken.ts';

/** The next question, in the largest type, with the reason it is asked; and how the last one was answered. */
export function AskNext() {
  const { t, pick } = useI18n();
  const spoken = useSpoken();
  const question = useDeskState(nextQuestion);
  const again = useDeskState(allAsked);
  if (!question) return null;
  const said = spoken(question.text);
  const kind = again ? 'guidance.question.again' : (`guidance.question.${question.kind}` as const);
  return (
    <>
      <div className="ask" data-question={question.id}>
        <div className="label">
          {t(kind)}
          <span className="aside">{said.beside ? <LanguageNote /> : t('guidance.question.startsClock')}</span>
        </div>
        <SpokenWords spoken={said} />
        <div className="row wrap">
          <CommandButton command={primary} kind="primary" />
          <CommandButton command={anotherQuestion} kind="big" />
          <span className="why fill">{pick(question.why)}</span>
        </div>
      </div>
      <LastAnswer />
    </>
  );
}

/** Which language is on the screen, and honestly when the caller's own has no words yet. */
function LanguageNote() {
  const { t, maybe } = useI18n();
  const caller = useDeskState(callerLanguage);
  const language = maybe(`care.language.${caller}`) ?? t('care.language.other');
  if (caller === 'zh') return null;
  return <>{t(caller === 'en' ? 'guidance.sayIn' : 'guidance.noLanguage', { language })}</>;
}

const marks: readonly AnswerMark[] = ['clear', 'hesitant', 'evasive', 'readOut', 'prompted'];

function LastAnswer() {
  const { t, pick } = useI18n();
  const desk = useDesk();
  const questionId = useDeskState((state) => lastAsked(state)?.question.id ?? null);
  const playbook = useDeskState(openPlaybook);
  const mark = useTopic(
    'guidance/state',
    (guidance) => guidance?.asked.findLast((one) => one.questionId === questionId)?.mark ?? null,
  );
  const question = playbook?.questions.find((one) => one.id === questionId);
  if (!playbook || !question) return null;
  const set = (value: AnswerMark): void => {
    const callId = callersLive(desk.state())?.id;
    if (!callId) return;
    void desk.send('guidance/mark-answer', {
      callId,
      playbookId: playbook.id,
      questionId: question.id,
      mark: value,
    });
  };
  return (
    <div className="answer-marks">
      <span className="xs ink-2 clip fill">
        {t('guidance.lastAnswer', { question: pick(question.text) })}
      </span>
      <Segmented
        label={t('guidance.markTitle')}
        value={mark}
        options={marks.map((value) => ({ value, label: t(`guidance.mark.${value}`) }))}
        onChange={set}
      />
    </div>
  );
}
