import type { Question } from './playbook.ts';
import type { AnswerMark } from './state.ts';

/**
 * The cue that a mark stands for (domain.md, cue vocabulary). Fluent on what everybody is coached on and hesitant at the unexpected
 * question is the pattern of case 3.13b; a plain answer to an unexpected question speaks for nothing by itself.
 */
export function cueOfMark(mark: AnswerMark, kind: Question['kind']): string | null {
  if (mark === 'readOut') return 'readsOut';
  if (mark === 'prompted') return 'secondVoice';
  if (mark === 'evasive') return 'vaguePurpose';
  if (mark === 'hesitant') return kind === 'unexpected' ? 'hesitatesAtUnexpected' : null;
  return kind === 'open' ? 'fluentOnStandard' : null;
}
