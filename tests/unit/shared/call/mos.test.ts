import { describe, expect, it } from 'vitest';
import { estimateMos } from '#shared/call/mos.ts';

const clean = { lossPercent: 0, jitterMs: 1, roundTripMs: 20, codec: 'PCMU' };

describe('MOS by the E-model', () => {
  it('is the known best of narrowband on a clean line', () => {
    expect(estimateMos(clean)).toBeCloseTo(4.4, 1);
  });

  it('falls with loss, with delay and with jitter', () => {
    const best = estimateMos(clean);
    const five = estimateMos({ ...clean, lossPercent: 5 });
    expect(five).toBeLessThan(best);
    expect(estimateMos({ ...clean, lossPercent: 20 })).toBeLessThan(five);
    expect(estimateMos({ ...clean, roundTripMs: 800 })).toBeLessThan(best);
    expect(estimateMos({ ...clean, jitterMs: 80 })).toBeLessThan(best);
  });

  it('stays on its scale whatever comes in', () => {
    expect(estimateMos({ lossPercent: 100, jitterMs: 5000, roundTripMs: 9000, codec: 'what' })).toBe(1);
  });
});
