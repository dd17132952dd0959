import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createClips, mulawOfWav } from '#electron/training/caller/clips.ts';
import { createEar } from '#electron/training/caller/ear.ts';
import { createMouth } from '#electron/training/caller/mouth.ts';
import { decodeMulaw, encodeMulaw, mulawTone } from '#electron/training/caller/mulaw.ts';
import { parseRtp } from '#electron/training/caller/rtp.ts';
import { measureSound } from '#electron/training/caller/spectrum.ts';
import { createManualClock } from '#tests/support/manual-clock.ts';

const pcmOf = (clip: Uint8Array): Int16Array => Int16Array.from(clip, decodeMulaw);

describe('μ-law', () => {
  it('gives back what it was given, within its step', () => {
    const values = Int16Array.from([
      0, 1, -1, 100, -100, 1_000, -1_000, 8_000, -8_000, 32_000, -32_000, 32_767, -32_768,
    ]);
    const back = pcmOf(encodeMulaw(values));
    values.forEach((value, at) =>
      expect(Math.abs(back[at]! - value)).toBeLessThanOrEqual(8 + Math.abs(value) * 0.04),
    );
    expect(decodeMulaw(0xff)).toBe(0);
  });
});

describe('measuring sound', () => {
  it('finds the frequency of a tone, and none in silence', () => {
    for (const hz of [440, 1_000, 2_000]) {
      const sound = measureSound(pcmOf(mulawTone(hz, 1_000)));
      expect(Math.abs(sound.dominantHz! - hz)).toBeLessThanOrEqual(1);
      expect(sound.purity).toBeGreaterThan(0.95);
    }
    expect(measureSound(new Int16Array(8_000))).toEqual({ rms: 0, dominantHz: null, purity: 0 });
    expect(measureSound(new Int16Array(0)).rms).toBe(0);
  });
});

/** A mouth speaking into an ear, 20 ms at a time. */
function line() {
  const clock = createManualClock();
  const spoke: number[] = [];
  const ear = createEar({ clock, pauseMs: 600, onSpoke: (ms) => spoke.push(ms) });
  const packets: Buffer[] = [];
  const mouth = createMouth({
    send(packet) {
      packets.push(packet);
      ear.receive(packet);
    },
    random32: () => 0xfffffff0,
  });
  const run = (ms: number, sending = true): void => {
    for (let i = 0; i < ms / 20; i++) {
      clock.advance(20);
      if (sending) mouth.beat();
      ear.beat();
    }
  };
  return { clock, ear, mouth, packets, spoke, run };
}

describe('mouth and ear', () => {
  it('carry a clip to its end, in order, across the turn of the counters', async () => {
    const { mouth, packets, ear, run } = line();
    const said = mouth.say(mulawTone(500, 300));
    expect(mouth.talking).toBe(true);
    run(400);
    expect(await said).toBe('said');
    const parsed = packets.map((packet) => parseRtp(packet)!);
    expect(parsed.map(({ sequence }) => sequence).slice(0, 3)).toEqual([0xfff1, 0xfff2, 0xfff3]);
    expect(parsed.at(-1)!.sequence).toBe((0xfff0 + 20) & 0xffff);
    expect((parsed[1]!.timestamp - parsed[0]!.timestamp) >>> 0).toBe(160);
    expect([ear.report().packets, ear.report().lostPackets]).toEqual([20, 0]);
    expect(parsed[0]!.marker).toBe(true);
  });

  it('says a clip only when the other listens, and drops it when told to be quiet', async () => {
    const { mouth, packets, run } = line();
    mouth.setSending(false);
    const said = mouth.say(mulawTone(500, 100));
    run(300);
    expect([packets.length, mouth.talking]).toEqual([0, true]);
    mouth.hush();
    expect(await said).toBe('cut');
  });

  it('notices gaps, with their beginning and length, and one that is going on', () => {
    const { ear, clock, run, mouth } = line();
    mouth.loop(mulawTone(440, 1_000));
    run(1_000);
    const began = clock.now();
    run(400, false);
    run(200);
    const { gaps, maxGapMs } = ear.report();
    expect(gaps).toEqual([{ at: began, ms: 420 }]);
    expect(maxGapMs).toBe(420);
    run(1_500, false);
    expect(ear.report()).toMatchObject({ maxGapMs: 1_500, rms: 0, dominantHz: null });
    ear.mark();
    expect(ear.report()).toMatchObject({ packets: 0, gaps: [], maxGapMs: 0 });
  });

  it('counts lost packets', () => {
    const { ear, packets, mouth, run, clock } = line();
    run(100);
    const clean = createEar({ clock, pauseMs: 600, onSpoke: () => {} });
    packets.filter((_, at) => at !== 2).forEach((packet) => clean.receive(packet));
    expect([clean.report().lostPackets, ear.report().lostPackets]).toEqual([1, 0]);
    expect(mouth.sentPackets).toBe(5);
  });

  it('knows when the other has spoken and then paused, and lets a cough pass', () => {
    const { mouth, spoke, run } = line();
    mouth.loop(null);
    void mouth.say(mulawTone(300, 200));
    run(1_500);
    expect(spoke).toEqual([]);
    void mouth.say(mulawTone(300, 1_000));
    run(1_400);
    expect(spoke).toEqual([]);
    run(400);
    expect(spoke).toEqual([1_000]);
  });

  it('dials', () => {
    const { mouth, ear, run } = line();
    mouth.dtmf('0*#9A');
    run(1_500);
    expect(ear.report().digits).toBe('0*#9A');
  });
});

describe('the clips', () => {
  it('are telephone sound, loud enough and not clipped', () => {
    const names = Object.keys(
      (JSON.parse(readFileSync('assets/voices/manifest.json', 'utf8')) as { clips: object }).clips,
    );
    expect(names.length).toBeGreaterThan(50);
    for (const name of names) {
      const clip = mulawOfWav(readFileSync(`assets/voices/${name}`));
      expect(clip, name).not.toBeNull();
      const pcm = pcmOf(clip!);
      const rms = Math.sqrt(pcm.reduce((sum, sample) => sum + sample * sample, 0) / pcm.length);
      const peak = pcm.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
      expect(rms, name).toBeGreaterThan(1_500);
      expect(peak, name).toBeLessThan(30_000);
      expect(pcm.length, name).toBeGreaterThan(4_000);
    }
  });

  it('are null where there is none, and where it is no telephone sound', () => {
    expect(createClips('assets').get('case-3-12', '99')).toBeNull();
    expect(mulawOfWav(Buffer.from('RIFFxxxxWAVEfmt '))).toBeNull();
    expect(mulawOfWav(Buffer.alloc(4))).toBeNull();
  });
});
