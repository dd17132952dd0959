import { startSteps, stepAgain, stepBack, stepDone } from '#renderer/commands/care-step-commands.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { careOfCall } from '#renderer/stores/select/care-call.ts';
import { verificationUp } from '#renderer/stores/select/cases.ts';
import { nextQuestion } from '#renderer/stores/select/guidance.ts';
import { useDeskState } from '#renderer/stores/use-desk.tsx';
import { Clauses } from '#renderer/ui/clauses.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { WrongWords } from '#renderer/ui/wrong-words.tsx';

/** One step at a time, in large type: what the caller does now, and nothing of what comes after it. */
export function StepCards() {
  const { t, pick, language } = useI18n();
  const cards = useDeskState((state) => careOfCall(state)?.steps ?? null);
  // A question that waits to be asked has the primary; otherwise the step is what the hand does next.
  const asks = useDeskState((state) => nextQuestion(state) !== null || verificationUp(state) !== null);
  if (!cards) return null;
  const { at, steps, repeats, title } = cards;
  const step = steps[at];
  return (
    <section className="step-card" aria-label={t('care.steps.title')} data-step={at}>
      <div className="label">
        {t('care.steps.of', {
          title: pick(title),
          number: Math.min(at + 1, steps.length),
          count: steps.length,
        })}
        <span className="aside">
          <CommandButton command={startSteps} kind="quiet" flush />
        </span>
      </div>
      <p className="step-words selectable" aria-live="polite">
        {step ? (
          <Clauses words={pick(step)} lang={language === 'zh-CN' ? 'zh' : 'en'} />
        ) : (
          t('care.steps.allDone')
        )}
      </p>
      {step ? <WrongWords words={pick(step)} lang={language === 'zh-CN' ? 'zh' : 'en'} /> : null}
      <div className="row wrap">
        <CommandButton command={stepDone} kind={asks ? 'big' : 'primary'} />
        <CommandButton command={stepAgain} kind="big" />
        <CommandButton command={stepBack} kind="big" />
        {repeats > 0 ? <span className="xs ink-2">{t('care.steps.repeats', { count: repeats })}</span> : null}
      </div>
    </section>
  );
}
