import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useTopic } from '#renderer/stores/use-desk.tsx';

/** The words of a cue; an id that content no longer has is shown as it is. */
export function useCueLabel(): (cueId: string) => string {
  const { pick } = useI18n();
  const cues = useTopic('guidance/library', (library) => library?.cues ?? null);
  return (cueId) => {
    const cue = cues?.find((one) => one.id === cueId);
    return cue ? pick(cue.label) : cueId;
  };
}
