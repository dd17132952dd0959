import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useTopic } from '#renderer/stores/use-desk.tsx';

/** A cue by the content's own label; its id while the content is not read. */
export function useCueWords(): (cueId: string) => string {
  const { pick } = useI18n();
  const cues = useTopic('guidance/library', (library) => library?.cues ?? null);
  return (cueId) => {
    const found = cues?.find((one) => one.id === cueId);
    return found ? pick(found.label) : cueId;
  };
}
