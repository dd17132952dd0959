import { expect, it } from 'vitest';
import { createQualityWatch } from '#electron/call/quality-watch.ts';
import type { CallId } from '#shared/lib/ids.ts';
import { createManualClock } from '#tests/support/manual-clock.ts';

const id = 'call-1' as CallId;

it('keeps what a call was like: mean and worst, and nothing for one without sound', async () => {
  const clock = createManualClock();
  const counters = { packetsReceived: 0, packetsLost: 0, jitterMs: 4, roundTripMs: 20, codec: 'PCMU' };
  const shown: number[] = [];
  const watch = createQualityWatch({
    clock,
    media: { stats: async () => ({ ...counters }) as never },
    onQuality: (_id, { mos }) => shown.push(mos),
  });
  watch.start(id);
  for (const lost of [0, 20, 0]) {
    counters.packetsReceived += 100 - lost;
    counters.packetsLost += lost;
    counters.jitterMs = 4 + lost;
    clock.advance(2_000);
    await new Promise<void>((done) => setImmediate(done));
  }
  const kept = watch.stop(id);
  expect(kept).toMatchObject({ readings: 3, worstLossPercent: 20, worstJitterMs: 24, worstRoundTripMs: 20 });
  expect(kept?.worstMos).toBeCloseTo(Math.min(...shown), 1);
  expect(kept?.worstMos).toBeLessThan(kept?.meanMos ?? 0);
  watch.start(id);
  expect(watch.stop(id)).toBeNull();
});
