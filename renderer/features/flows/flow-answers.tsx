import type { ReactNode } from 'react';
import type { StepView } from '#shared/flows/state.ts';
import { answerByDigit, stepOpen } from '#renderer/commands/flow-commands.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useDesk } from '#renderer/stores/use-desk.tsx';
import { KeyCap } from '#renderer/ui/key-cap.tsx';

interface Row {
  readonly digit: number;
  readonly words: ReactNode;
}

/** What was answered, by its digit. The order is the file's, so that a number means the same every time. */
export function FlowAnswers({ step }: { readonly step: StepView }) {
  const { t } = useI18n();
  const desk = useDesk();
  const rows = useRows(step);
  if (rows.length === 0) return null;
  return (
    <ol className="flow-answers" aria-label={t('flows.answers')}>
      {rows.map(({ digit, words }) => (
        <li key={digit}>
          <button
            type="button"
            className={digit === 0 ? 'flow-answer without' : 'flow-answer'}
            aria-keyshortcuts={String(digit)}
            data-answer={digit}
            onClick={() => void answerByDigit(desk, digit)}
          >
            <KeyCap keys={String(digit)} />
            <span className="fill">{words}</span>
          </button>
        </li>
      ))}
    </ol>
  );
}

function useRows(step: StepView): readonly Row[] {
  const { t, pick } = useI18n();
  if (step.kind === 'ask') return step.answers.map((words, at) => ({ digit: at + 1, words: pick(words) }));
  if (step.kind === 'fill' && step.cards) {
    const cards = step.cards.slice(0, 9).map(({ masked, kind }, at) => ({
      digit: at + 1,
      words: (
        <>
          {masked} <span className="ink-2">{t(`caller.kind.${kind}`)}</span>
        </>
      ),
    }));
    return step.mayBeNone ? [...cards, { digit: 0, words: t('flows.noCard') }] : cards;
  }
  return stepOpen(step) ? [{ digit: 0, words: t('flows.skip') }] : [];
}
