import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useTopic } from '#renderer/stores/use-desk.tsx';

/** Where the words of a fact stand; the rest have their own under `flows.fact`. */
const places: readonly (readonly [prefix: string, key: string])[] = [
  ['flag.', 'care.flag.'],
  ['card.kind.', 'caller.kind.'],
  ['card.fact.', 'caller.cardFact.'],
  ['today.', 'caller.action.'],
];

/** The words of a fact; an id that has none is shown as it is. */
export function useFactWords(): (factId: string) => string {
  const { maybe, pick } = useI18n();
  const cues = useTopic('guidance/library', (library) => library?.cues ?? null);
  return (factId) => {
    if (factId.startsWith('risk.')) {
      const cue = cues?.find(({ id }) => `risk.${id}` === factId);
      return cue ? pick(cue.label) : factId;
    }
    const place = places.find(([prefix]) => factId.startsWith(prefix));
    const key = place ? place[1] + factId.slice(place[0].length) : `flows.fact.${factId}`;
    return maybe(key) ?? factId;
  };
}
