import type { Who } from '#shared/core/text.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useTopic } from '#renderer/stores/use-desk.tsx';

/** An agent's name in the language of the desk where it is known in both, else as it was written with the call. */
export function useAgentName(): (who: Who) => string {
  const { pick } = useI18n();
  const people = useTopic('access/state', (access) => access?.people ?? null);
  return (who) => {
    const known = people?.find(({ id }) => id === who.personId);
    return known ? pick(known.name) : who.name;
  };
}
