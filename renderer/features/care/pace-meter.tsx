import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { caring } from '#renderer/stores/select/care.ts';
import { useDeskState, useTopic } from '#renderer/stores/use-desk.tsx';
import { PaceBar } from './pace-bar.tsx';

/** How fast the agent speaks against what this caller follows easily; only where a flag asks for a pace, and only while it is measured. */
export function PaceMeter() {
  const { t, format } = useI18n();
  const aim = useDeskState((state) => caring(state).desk.pace);
  const rate = useTopic('measures/state', (measures) =>
    measures?.status === 'measuring' ? measures.pace.syllablesPerSecond : null,
  );
  if (aim === null || rate === null) return null;
  const figures = { rate: format.number(rate, 1), aim: format.number(aim, 1) };
  return (
    <PaceBar
      rate={rate}
      aim={aim}
      label={t(rate > aim ? 'care.pace.fast' : 'care.pace.calm', figures)}
      title={t('care.pace.figure', figures)}
    />
  );
}
