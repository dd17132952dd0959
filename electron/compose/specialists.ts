import { createSeatDirectory } from '#electron/seat/directory.ts';
import { createPublisher, type Source } from '#shared/lib/publisher.ts';
import {
  type ListedSeat,
  parseListedSeat,
  sampleSpecialists,
  type SeatDirectory,
} from '#shared/seat/directory.ts';
import type { SettingValues } from '#shared/settings/values.ts';
import type { Base } from './base.ts';
import type { Sandbox } from './sandbox.ts';

const listOf = (values: SettingValues): readonly ListedSeat[] =>
  values['exchange.mode'] === 'embedded'
    ? sampleSpecialists
    : values['exchange.specialists'].flatMap((line) => parseListedSeat(line) ?? []);

/** Language, dialect and sign seats: those of the sample floor with their state, or the bank's list as it is written. */
export function composeSpecialists(base: Base, sandbox: Sandbox): Source<SeatDirectory> {
  const { values } = base.settings;
  const listed = createPublisher(listOf(values.get()));
  const directory = createSeatDirectory({
    clock: base.clock,
    listed,
    told: () => values.get()['exchange.mode'] === 'embedded' && sandbox.client.ready !== null,
    onEvent: (listener) => sandbox.client.onExchangeEvent(listener),
  });
  values.subscribe((now) => listed.set(listOf(now)));
  sandbox.client.onReady(directory.look);
  sandbox.client.onDown(directory.look);
  return directory;
}
