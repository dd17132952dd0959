import { createSoundCheck, type SoundCheckRoom } from '#electron/media/sound-check.ts';
import type { SoundChecksKept } from '#electron/media/ports.ts';
import type { Log } from '#electron/log/log.ts';
import type { Db } from '#electron/store/db.ts';
import { createSoundCheckRepository } from '#electron/store/sound-check-repository.ts';
import { embeddedEchoCode } from '#shared/training/echo-code.ts';
import { isLive } from '#shared/call/call-state.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Source } from '#shared/lib/publisher.ts';
import type { SettingValues } from '#shared/settings/values.ts';
import type { Telephone } from './telephone.ts';

/** Trying the devices stands with the telephone; what was tried before comes with the store. */
export function composeSoundCheck(deps: {
  readonly clock: Clock;
  readonly log: Log;
  readonly telephone: Telephone;
  readonly values: Source<SettingValues>;
}): SoundCheckRoom & { open(db: Db): void } {
  const { clock, log, values } = deps;
  const { media, line, calls } = deps.telephone;
  let kept: SoundChecksKept | null = null;
  const code = (): string =>
    values.get()['exchange.mode'] === 'embedded' ? embeddedEchoCode : values.get()['exchange.codes.echo'];
  const canCall = (): boolean => code() !== '' && line.state.get().state === 'registered';
  let changed = (): void => undefined;
  const check = createSoundCheck({
    clock,
    log,
    media,
    dialEcho: () => (canCall() ? line.dial(code()) : null),
    isBusy: () => calls.state.get().calls.some(({ state }) => isLive(state)),
    onCalls: (listener) => calls.state.subscribe(listener),
    settings: () => ({
      wanted: values.get()['audio.check'],
      chosen: [values.get()['audio.microphone'], values.get()['audio.speaker'], values.get()['audio.ringer']],
      canCall: canCall(),
    }),
    onSettings(listener) {
      changed = listener;
      const undos = [values.subscribe(listener), line.state.subscribe(listener)];
      return () => {
        for (const undo of undos) undo();
      };
    },
    kept: () => kept,
  });
  return {
    ...check,
    open(db) {
      kept = createSoundCheckRepository(db);
      changed();
    },
  };
}
