import { describe, expect, it } from 'vitest';
import { createSessionTimer, isTooBrief, type RefreshOutcome } from '#electron/sip/session-timer.ts';
import { createManualClock } from '#tests/support/manual-clock.ts';

const message = (headers: Readonly<Record<string, string>>) => ({
  getHeader: (name: string) => headers[name],
});

function rig(...outcomes: RefreshOutcome[]) {
  const clock = createManualClock();
  const did: string[] = [];
  const timer = createSessionTimer({
    clock,
    refresh: async () => {
      did.push(`refresh ${timer.asking().join(' ')}`);
      const outcome = outcomes.shift() ?? { kind: 'done' };
      if (outcome.kind === 'done') timer.answered(message({ 'Session-Expires': '90;refresher=uac' }));
      return outcome;
    },
    expired: () => void did.push('expired'),
  });
  const pass = async (ms: number): Promise<void> => {
    clock.advance(ms);
    await new Promise((done) => setImmediate(done));
  };
  return { clock, did, timer, pass };
}

describe('the session timer (RFC 4028)', () => {
  it('leaves the refresh to a caller who knows timers, and ends the call a little early when none comes', async () => {
    const { timer, did, pass } = rig();
    expect(timer.answering(message({ 'Session-Expires': '90', Supported: 'timer' }))).toEqual([
      'Session-Expires: 90;refresher=uac',
      'Require: timer',
    ]);
    await pass(59_999);
    expect(did).toEqual([]);
    await pass(1);
    expect(did).toEqual(['expired']);
  });

  it('starts anew at each refresh of the other side', async () => {
    const { timer, did, pass } = rig();
    const refresh = message({ 'Session-Expires': '90;refresher=uac', Supported: 'timer' });
    timer.answering(refresh);
    await pass(45_000);
    timer.answering(refresh);
    await pass(59_000);
    expect(did).toEqual([]);
  });

  it('refreshes at half the time when that is ours to do', async () => {
    const { timer, did, pass } = rig();
    expect(timer.answering(message({ 'Session-Expires': '90' }))).toEqual([
      'Session-Expires: 90;refresher=uas',
    ]);
    await pass(45_000);
    await pass(45_000);
    expect(did).toEqual([
      'refresh Session-Expires: 90;refresher=uac Min-SE: 90',
      'refresh Session-Expires: 90;refresher=uac Min-SE: 90',
    ]);
  });

  it('tries again after a passing refusal, and gives up when the other side has no such dialog', async () => {
    const { timer, did, pass } = rig({ kind: 'later' }, { kind: 'gone' });
    timer.answered(message({ 'Session-Expires': '90;refresher=uac' }));
    await pass(45_000);
    expect(did.length).toBe(1);
    await pass(5_000);
    expect(did.at(-1)).toBe('expired');
  });

  it('takes the longer interval that a proxy wants (422, Min-SE)', async () => {
    const { timer, did, pass } = rig({ kind: 'tooBrief', minSeconds: 600 }, { kind: 'done' });
    timer.answered(message({ 'Session-Expires': '90;refresher=uac' }));
    await pass(45_000);
    expect(did.at(-1)).toBe('refresh Session-Expires: 600;refresher=uac Min-SE: 600');
  });

  it('runs only where the other side has asked for it, and stops with it', async () => {
    const { timer, did, pass } = rig();
    expect(timer.answering(message({ Supported: 'timer' }))).toEqual([]);
    expect(timer.asking()).toEqual([]);
    timer.answering(message({ 'Session-Expires': '90' }));
    timer.stop();
    await pass(500_000);
    expect(did).toEqual([]);
  });

  it('refuses what is too short to be kept', () => {
    expect(isTooBrief(message({ 'Session-Expires': '30', Supported: 'timer' }))).toBe(true);
    expect(isTooBrief(message({ 'Session-Expires': '90', Supported: 'timer' }))).toBe(false);
    expect(isTooBrief(message({}))).toBe(false);
  });
});
