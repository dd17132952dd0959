import { expect, it } from 'vitest';
import { followPaths } from '#electron/compose/sound-paths.ts';
import { createManualClock } from '#tests/support/manual-clock.ts';

function rig() {
  const clock = createManualClock();
  const asked: string[] = [];
  let tell = (_id: string, _state: string): void => undefined;
  followPaths({
    clock,
    media: { onConnection: (listener) => ((tell = listener), () => undefined) },
    line: { restartMedia: (id) => asked.push(`restart ${id}`) },
  });
  return { clock, asked, tell: (state: string) => tell('c1', state) };
}

it('looks for another path when one is broken, not when it mends by itself', () => {
  const { clock, asked, tell } = rig();
  tell('disconnected');
  clock.advance(1_000);
  tell('connected');
  clock.advance(5_000);
  expect(asked).toEqual([]);
  tell('disconnected');
  clock.advance(2_000);
  tell('failed');
  expect(asked).toEqual(['restart c1', 'restart c1']);
});
