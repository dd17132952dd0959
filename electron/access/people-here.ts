import { samplePeople, type Person } from '#shared/access/people.ts';
import type { SettingValues } from '#shared/settings/values.ts';

/**
 * Who may sign in at this seat. With the exchange inside the program: the three people of the sample floor. With the
 * bank's exchange: the one whom the settings (or the administrator's policy) name, in the role they name; nobody while
 * the user of the exchange is missing.
 */
export function peopleHere(values: SettingValues): readonly Person[] {
  if (values['exchange.mode'] === 'embedded') return samplePeople;
  const seatNumber = values['exchange.user'];
  if (seatNumber === '') return [];
  const name = values['exchange.displayName'] || seatNumber;
  return [
    {
      id: `seat-${seatNumber}`,
      name: { zh: name, en: name },
      role: values['seat.role'],
      seatNumber: seatNumber.slice(0, 20),
      sample: false,
    },
  ];
}
