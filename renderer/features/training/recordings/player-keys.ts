import type { KeyboardEvent } from 'react';
import type { Recording, RecordingMark, RecordingMoment } from '#shared/recording/recording.ts';
import { speeds, type Player } from './player.ts';

/** A place worth going to. */
export type Stop =
  | { readonly kind: 'mark'; readonly atMs: number; readonly mark: RecordingMark }
  | { readonly kind: 'moment'; readonly atMs: number; readonly moment: RecordingMoment };

/** In the order of time. */
export function stops({ marks, moments }: Recording): readonly Stop[] {
  return [
    ...marks.map((mark): Stop => ({ kind: 'mark', atMs: mark.fromMs, mark })),
    ...moments.map((moment): Stop => ({ kind: 'moment', atMs: moment.atMs, moment })),
  ].toSorted((one, other) => one.atMs - other.atMs);
}

const stepMs = 5_000;
/** A place that was passed so little ago is not the one before. */
const justPassedMs = 1_500;

const faster = (player: Player, by: 1 | -1): void => {
  const next = speeds[speeds.indexOf(player.state().speed) + by];
  if (next !== undefined) player.setSpeed(next);
};

/** The player's keys; true when the key was one. Rows of lists and radios keep their own arrows. */
export function keysOfPlayer(
  { key, target, ctrlKey, altKey, metaKey }: KeyboardEvent,
  player: Player,
  recording: Recording,
  inCall: boolean,
  askDelete: () => void,
): boolean {
  if (ctrlKey || altKey || metaKey) return false;
  const isControl = target instanceof HTMLElement && target.matches('button, input');
  const at = player.atMs();
  const places = stops(recording).map(({ atMs }) => atMs);
  const acts: Readonly<Record<string, () => void>> = {
    ...(isControl
      ? {}
      : {
          ' ': () => {
            if (player.state().playing) player.pause();
            else if (!inCall) player.play();
          },
          ArrowLeft: () => player.seek(at - stepMs),
          ArrowRight: () => player.seek(at + stepMs),
          Home: () => player.seek(0),
          End: () => player.seek(recording.durationMs),
        }),
    '[': () => player.seek(places.findLast((place) => place < at - justPassedMs) ?? 0),
    ']': () => player.seek(places.find((place) => place > at + 100) ?? recording.durationMs),
    '-': () => faster(player, -1),
    '=': () => faster(player, 1),
    '+': () => faster(player, 1),
    Delete: askDelete,
  };
  const act = acts[key];
  act?.();
  return act !== undefined;
}
