import type { AnswerMark } from '#shared/guidance/state.ts';
import {
  anotherQuestion,
  answerBegan,
  answerMarks,
  markCommands,
  primary,
} from '#renderer/commands/guidance-commands.ts';
import { runCommand } from '#renderer/commands/use-command.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { callerLanguage } from '#renderer/stores/select/caller.ts';
import { allAsked, lastAsked, lastOfKind, nextQuestion } from '#renderer/stores/select/guidance.ts';
import type { DeskState } from '#renderer/stores/desk-state.ts';
import { useDesk, useDeskState, useTopic } from '#renderer/stores/use-desk.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { KeyCap } from '#renderer/ui/key-cap.tsx';
import { useNow } from '#renderer/ui/now.tsx';
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
          <span className="aside">
            {said.beside ? <LanguageNote shown={said.lang} /> : t('guidance.question.startsClock')}
          </span>
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
function LanguageNote({ shown }: { readonly shown: string }) {
  const { t, maybe } = useI18n();
  const caller = useDeskState(callerLanguage);
  const language = maybe(`care.language.${caller}`) ?? t('care.language.other');
  if (caller === 'zh') return null;
  return <>{t(caller === shown ? 'guidance.sayIn' : 'guidance.noLanguage', { language })}</>;
}

/** The answer to the question asked last: how long it took to begin, and how it sounded. */
export function LastAnswer() {
  const { t, pick } = useI18n();
  const desk = useDesk();
  const last = useDeskState(lastQuestion);
  const mark = useTopic(
    'guidance/state',
    (guidance) => guidance?.asked.findLast((one) => one.questionId === last?.id)?.mark ?? null,
  );
  if (!last) return null;
  const set = (value: AnswerMark): void => {
    const command = markCommands[answerMarks.indexOf(value)];
    if (command) runCommand(desk, command);
  };
  return (
    <div className="answer-marks">
      <div className="row">
        <span className="xs ink-2 clip fill">{t('guidance.lastAnswer', { question: pick(last.text) })}</span>
        <Latency />
      </div>
      <div className="row tight">
        <Segmented
          label={t('guidance.markTitle')}
          value={mark}
          options={answerMarks.map((value, index) => ({
            value,
            label: (
              <>
                {t(`guidance.mark.${value}`)}
                <KeyCap keys={String(index + 1)} bare />
              </>
            ),
          }))}
          onChange={set}
        />
        <KeyCap keys="Ctrl+Shift+1–5" bare />
      </div>
      <SideBySide />
    </div>
  );
}

/** The question asked last; the same object while it is. */
const lastQuestion = (state: DeskState) => lastAsked(state)?.question ?? null;

/** From 'asked' it runs until the answer begins; then the figure with where it comes from. */
function Latency() {
  const { t, format } = useI18n();
  const askedAt = useDeskState((state) => lastAsked(state)?.asked.askedAt ?? null);
  const latencyMs = useDeskState((state) => lastAsked(state)?.asked.latencyMs ?? null);
  const source = useDeskState((state) => lastAsked(state)?.asked.latencySource ?? null);
  const now = useNow();
  if (askedAt === null) return null;
  if (latencyMs === null)
    return (
      <>
        <span className="xs ink-2">
          {t('guidance.running', { time: format.seconds(Math.max(0, now - askedAt)) })}
        </span>
        <CommandButton command={answerBegan} />
      </>
    );
  return (
    <span className="xs" data-latency={latencyMs}>
      <b>{t('guidance.latency', { seconds: format.number(latencyMs / 1000, 1) })}</b>
      <span className="ink-3">
        {' '}
        {t(source === 'audio' ? 'guidance.latencyAudio' : 'guidance.latencyHand')}
      </span>
    </span>
  );
}

/** What everybody is coached on beside what nobody is: fluent here and silent there is the pattern of case 3.13b. */
function SideBySide() {
  const { t } = useI18n();
  const open = useDeskState((state) => lastOfKind(state, 'open')?.asked ?? null);
  const unexpected = useDeskState((state) => lastOfKind(state, 'unexpected')?.asked ?? null);
  if (!open || !unexpected) return null;
  const coached = open.mark === 'clear' && unexpected.mark !== null && unexpected.mark !== 'clear';
  return (
    <>
      <div className="answer-pair" role="group" aria-label={t('guidance.sideBySide.title')} data-pair>
        <Answer kind="open" />
        <Answer kind="unexpected" />
      </div>
      {coached ? <p className="xs near">{t('guidance.sideBySide.coached')}</p> : null}
    </>
  );
}

function Answer({ kind }: { readonly kind: 'open' | 'unexpected' }) {
  const { t, pick, format } = useI18n();
  const question = useDeskState((state) => lastOfKind(state, kind)?.question ?? null);
  const asked = useDeskState((state) => lastOfKind(state, kind)?.asked ?? null);
  if (!question || !asked) return null;
  const { mark, latencyMs } = asked;
  return (
    <div data-answer={kind}>
      <div className="label">
        {t(`guidance.sideBySide.${kind}`)}
        <span className="aside">
          {latencyMs === null ? null : t('guidance.latency', { seconds: format.number(latencyMs / 1000, 1) })}
        </span>
      </div>
      <b>{mark === null ? t('guidance.sideBySide.unmarked') : t(`guidance.mark.${mark}`)}</b>
      <p className="xs ink-2 clip">{pick(question.text)}</p>
    </div>
  );
}
