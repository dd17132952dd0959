import { describe, expect, it } from 'vitest';
import { decodeMulaw } from '#shared/lib/mulaw.ts';
import { msToSamples } from '#shared/recording/sound.ts';
import { agentLevel, callerLevel, callOf, recordingRig, valueOf } from './recording-rig.ts';

const day = 24 * 60 * 60_000;

describe('who may listen', () => {
  const recorded = async () => {
    const rig = recordingRig();
    await rig.up(callOf('a'));
    await rig.pass(2_000);
    await rig.up(callOf('a', { state: 'ended' }));
    await rig.pass(100);
    return rig;
  };

  it('trainer and team lead to all; what is heard is audited once each time it is opened', async () => {
    const rig = await recorded();
    const { list, open, sound } = {
      list: rig.library.handlers['recording/list'],
      open: rig.library.handlers['recording/open'],
      sound: rig.library.handlers['recording/sound'],
    };
    rig.decided.personId = 'wu';
    for (const role of ['trainer', 'teamLead'] as const) {
      rig.decided.role = role;
      const { recordings } = await valueOf(list({}));
      expect(recordings).toHaveLength(1);
      const { recordingId } = recordings[0]!;
      const { agentPeaks } = await valueOf(open({ recordingId }));
      expect(new Set(Buffer.from(agentPeaks, 'base64'))).toEqual(new Set([32]));
      for (const fromMs of [0, 1_000])
        expect((await valueOf(sound({ recordingId, fromMs }))).chunks[0]).toMatchObject({
          atSample: fromMs === 0 ? 0 : 12_288,
        });
    }
    expect(rig.audited().filter((action) => action === 'recording.played')).toHaveLength(2);
  });

  it('an agent to none, and where the policy says so to their own', async () => {
    const rig = await recorded();
    const { recordingId } = rig.only();
    const refusal = { ok: false, error: { code: 'common/not-allowed' } };
    rig.decided.role = 'agent';
    expect(await rig.library.handlers['recording/list']({})).toMatchObject(refusal);
    expect(await rig.library.handlers['recording/open']({ recordingId })).toMatchObject(refusal);
    expect(await rig.library.handlers['recording/sound']({ recordingId, fromMs: 0 })).toMatchObject(refusal);
    rig.decided.agentsListen = true;
    expect(await valueOf(rig.library.handlers['recording/list']({}))).toMatchObject({
      recordings: [{ recordingId }],
      mayDelete: false,
      mayExport: false,
    });
    rig.decided.personId = 'somebody-else';
    expect((await valueOf(rig.library.handlers['recording/list']({}))).recordings).toEqual([]);
    expect(await rig.library.handlers['recording/open']({ recordingId })).toMatchObject({
      error: { code: 'recording/not-found' },
    });
    expect(rig.audited()).not.toContain('recording.played');
  });

  it('saves a file only where the policy allows it: stereo, agent left, caller right', async () => {
    const rig = await recorded();
    const { recordingId } = rig.only();
    const exporting = rig.library.handlers['recording/export'];
    expect(await exporting({ recordingId })).toMatchObject({ error: { code: 'recording/no-export' } });
    expect(rig.saved).toEqual([]);
    rig.decided.mayExport = true;
    expect(await valueOf(exporting({ recordingId }))).toEqual({ file: 'recording.wav' });
    const wav = Buffer.from(rig.saved[0] ?? []);
    expect(wav.length).toBe(44 + 4 * msToSamples(2_000));
    expect([wav.readInt16LE(44), wav.readInt16LE(46)]).toEqual([
      decodeMulaw(agentLevel),
      decodeMulaw(callerLevel),
    ]);
    expect(rig.audited().at(-1)).toBe('recording.exported');
  });

  it('what is still being recorded is neither opened nor deleted', async () => {
    const rig = recordingRig();
    await rig.up(callOf('a'));
    await rig.pass(1_000);
    const { recordingId } = rig.only();
    for (const act of ['recording/open', 'recording/delete'] as const)
      expect(await rig.library.handlers[act]({ recordingId })).toMatchObject({
        error: { code: 'recording/under-way' },
      });
  });
});

describe('deletion', () => {
  const chunksLeft = (rig: ReturnType<typeof recordingRig>): number =>
    (rig.db.prepare('SELECT count(*) AS n FROM recording_chunk').get() as { n: number }).n;

  it('by a person: gone at once, its sound soon after, the audit says who', async () => {
    const rig = recordingRig();
    await rig.up(callOf('a'));
    await rig.pass(2_000);
    await rig.up(callOf('a', { state: 'ended' }));
    await rig.pass(100);
    const { recordingId } = rig.only();
    const revision = rig.recorder.state.get().listRevision;
    await valueOf(rig.library.handlers['recording/delete']({ recordingId }));
    expect(rig.repository.list(10, null)).toEqual([]);
    expect(rig.recorder.state.get().listRevision).toBeGreaterThan(revision);
    await rig.pass(300);
    expect(chunksLeft(rig)).toBe(0);
    expect(rig.audited().at(-1)).toBe('recording.deleted');
  });

  it('by the policy: after its days and not before, with its entry', async () => {
    const rig = recordingRig();
    rig.decided.keepDays = 7;
    for (const id of ['a', 'b']) {
      await rig.up(callOf(id));
      await rig.pass(1_000);
      await rig.up(callOf(id, { state: 'ended' }));
      await rig.pass(100);
      rig.clock.advance(6.5 * day);
      expect(rig.repository.list(10, null).length).toBeGreaterThan(0);
    }
    expect(rig.repository.list(10, null).map((one) => one.callId)).toEqual(['b']);
    await rig.pass(300);
    expect(chunksLeft(rig)).toBe(4);
    rig.clock.advance(1 * day);
    await rig.pass(300);
    expect(rig.repository.list(10, null)).toEqual([]);
    expect(chunksLeft(rig)).toBe(0);
    expect(rig.audited().filter((action) => action === 'recording.deleted')).toHaveLength(2);
  });

  it('a program that died before the sound was swept sweeps it later', async () => {
    const first = recordingRig();
    await first.up(callOf('a'));
    await first.pass(2_000);
    await first.up(callOf('a', { state: 'ended' }));
    await first.pass(100);
    await valueOf(first.library.handlers['recording/delete']({ recordingId: first.only().recordingId }));
    first.library.dispose();
    expect(chunksLeft(first)).toBeGreaterThan(0);
    const later = recordingRig({ db: first.db, clock: first.clock });
    await later.pass(21_000);
    expect(chunksLeft(later)).toBe(0);
  });
});
