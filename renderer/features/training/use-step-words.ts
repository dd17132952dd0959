import { outcomes, type Outcome } from '#shared/cases/outcome-choices.ts';
import { careFlagSchema } from '#shared/care/care-flag.ts';
import type { GuidanceLibrary } from '#shared/guidance/library.ts';
import { dispositions } from '#shared/seat/contract.ts';
import type { TrainingStep } from '#shared/training/contract.ts';
import { useI18n, type I18n } from '#renderer/i18n/use-i18n.tsx';
import { useTopic } from '#renderer/stores/use-desk.tsx';

/** What was done, wherever it was written down. */
export type Done = Pick<TrainingStep, 'kind' | 'params'>;

/** A step in words, with the words of the content it speaks of; an id that content no longer has is shown as it is. */
export function stepWords(i18n: I18n, library: GuidanceLibrary | null, step: Done): string {
  const { t } = i18n;
  if (step.kind === 'wrapUpSaved') {
    const disposition = dispositions.find((one) => one === step.params['disposition']);
    return disposition
      ? t('training.step.wrapUpSaved', { what: t(`disposition.${disposition}`) })
      : t('training.step.wrapUpDraft');
  }
  return t(`training.step.${step.kind}`, { what: subjectOf(i18n, library, step) });
}

function subjectOf({ t, pick }: I18n, library: GuidanceLibrary | null, { kind, params }: Done): string {
  const playbook = library?.playbooks.find((one) => one.id === params['playbookId']);
  switch (kind) {
    case 'playbookChosen':
      return playbook ? pick(playbook.name) : (params['playbookId'] ?? '');
    case 'questionAsked': {
      const question = playbook?.questions.find((one) => one.id === params['questionId']);
      return question ? pick(question.text) : (params['questionId'] ?? '');
    }
    case 'lineSaid': {
      const line = playbook?.lines.find((one) => one.id === params['lineId']);
      return line ? pick(line.text) : (params['lineId'] ?? '');
    }
    case 'cueTicked': {
      const cue = library?.cues.find((one) => one.id === params['cueId']);
      return cue ? pick(cue.label) : (params['cueId'] ?? '');
    }
    case 'caseDecided':
      return outcomes.some((one) => one === params['outcome'])
        ? t(`cases.outcome.${params['outcome'] as Outcome}`)
        : '';
    case 'flagSet': {
      const flag = careFlagSchema.safeParse(params['flag']);
      return flag.success ? t(`care.flag.${flag.data}`) : (params['flag'] ?? '');
    }
    default:
      return '';
  }
}

export function useStepWords(): (step: Done) => string {
  const i18n = useI18n();
  const library = useTopic('guidance/library', (state) => state);
  return (step) => stepWords(i18n, library, step);
}
