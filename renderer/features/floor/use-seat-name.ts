import type { FloorSeat } from '#shared/floor/contract.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useTopic } from '#renderer/stores/use-desk.tsx';

/** Who sits there, in the language of the desk where the person is known here; otherwise as the exchange calls the seat. */
export function useSeatName(): (seat: Pick<FloorSeat, 'seatNumber' | 'name'>) => string {
  const { pick } = useI18n();
  const people = useTopic('access/state', (access) => access?.people ?? null);
  return ({ seatNumber, name }) => {
    const person = people?.find((one) => one.seatNumber === seatNumber);
    return person ? pick(person.name) : name;
  };
}
