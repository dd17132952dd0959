import type { MediaOutput } from '#shared/media/contract.ts';
import { framesDb, leakOf, roundTripOf, voiceOf } from '#shared/media/sound-levels.ts';
import { sampleRateHz } from '#shared/measures/frame.ts';
import type { Batch } from './measures/messages.ts';
import { createTap, type Legs, type Tap } from './measures/tap.ts';
import type { Microphone, Voice } from './microphone.ts';

export interface SoundCheckDeps {
  readonly microphone: Microphone;
  readonly devices: () => { readonly speaker: string | null; readonly ringer: string | null };
  onLevel(db: number): void;
  onPhase(phase: 'listening' | 'recording' | 'playing'): void;
}

/** A call to an echo, as the check needs it. */
export interface EchoCall {
  remoteTrack(): MediaStreamTrack | null;
  setOutput(track: MediaStreamTrack | null): Promise<void>;
}

export interface SoundCheck {
  setOn(on: boolean): Promise<MediaOutput<'media/check'>>;
  isOn(): boolean;
  voice(): Promise<MediaOutput<'media/check-voice'>>;
  tone(at: 'speaker' | 'ringer'): Promise<void>;
  /** Probes through the call and back; what the microphone hears is no part of it. */
  echo(call: EchoCall): Promise<MediaOutput<'media/check-echo'>>;
}

const recordMs = 3_000;
/** The recording is over, its last sound still on the way through loudspeaker and microphone. */
const tailMs = 1_500;
const probes = 3;
const [probeMs, betweenProbesMs, firstProbeMs] = [120, 1_700, 400];
const testTonesHz = [523, 659, 784];

/** Both legs of some seconds, sample by sample on one clock. */
async function listen(legs: Legs, ms: number, tap: Tap): Promise<Batch> {
  const { port1, port2 } = new MessageChannel();
  const batches: Batch[] = [];
  const wanted = (ms * sampleRateHz) / 1_000;
  await new Promise<void>((done) => {
    let count = 0;
    port1.addEventListener('message', ({ data }: MessageEvent<Batch>) => {
      batches.push(data);
      count += data.agent.length;
      if (count >= wanted) done();
    });
    port1.start();
    tap.open(legs, port2);
  });
  port1.close();
  const joined = (leg: keyof Batch): Float32Array => {
    const out = new Float32Array(batches.reduce((sum, batch) => sum + batch[leg].length, 0));
    let at = 0;
    for (const batch of batches) {
      out.set(batch[leg], at);
      at += batch[leg].length;
    }
    return out;
  };
  return { agent: joined('agent'), caller: joined('caller') };
}

type Placed = AudioContext & { setSinkId?: (id: string) => Promise<void> };

const playerAt = async (deviceId: string | null, sampleRate?: number): Promise<AudioContext> => {
  const context: Placed = new AudioContext(sampleRate === undefined ? {} : { sampleRate });
  await context.setSinkId?.(deviceId ?? '').catch(() => undefined);
  return context;
};

const levelOf = (samples: Float32Array): number =>
  Math.max(
    -100,
    Math.min(
      0,
      ...framesDb(samples, sampleRateHz)
        .toSorted((a, b) => b - a)
        .slice(0, 1),
    ),
  );

/**
 * Tries microphone and loudspeaker before a caller has to. What is recorded lives in memory for as long as it is played back, and
 * goes nowhere. Sound as a caller would get it: with the noise suppression, echo cancelling and gain of the settings.
 */
export function createSoundCheck(deps: SoundCheckDeps): SoundCheck {
  let own: Voice | null = null;
  let tap: Promise<Tap> | null = null;
  const tapNow = (): Promise<Tap> => (tap ??= createTap(sampleRateHz));

  const meter = async (): Promise<void> => {
    const mine = own;
    if (mine === null) return;
    const found = await tapNow();
    if (own !== mine) return;
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', ({ data }: MessageEvent<Batch>) => deps.onLevel(levelOf(data.agent)));
    port1.start();
    found.open({ agent: mine.raw, caller: null }, port2);
  };
  const close = (): void => {
    own?.track.stop();
    own?.raw.stop();
    own = null;
    const left = tap;
    // A closed one is closed for good: the next device is heard by a tap of its own.
    tap = null;
    void left?.then((found) => found.close());
  };

  return {
    isOn: () => own !== null,
    async setOn(on) {
      close();
      if (!on) return { microphone: null };
      const voice = await deps.microphone.track();
      close();
      own = voice;
      await meter();
      return { microphone: voice.state };
    },
    async voice() {
      if (own === null) throw new Error('the sound check is not on');
      const { raw } = own;
      deps.onPhase('recording');
      const recorded = (await listen({ agent: raw, caller: null }, recordMs, await tapNow())).agent;
      deps.onPhase('playing');
      const player = await playerAt(deps.devices().speaker, sampleRateHz);
      try {
        const buffer = player.createBuffer(1, recorded.length, sampleRateHz);
        buffer.getChannelData(0).set(recorded);
        const source = player.createBufferSource();
        source.buffer = buffer;
        const copy = player.createMediaStreamDestination();
        source.connect(player.destination);
        source.connect(copy);
        const [played] = copy.stream.getAudioTracks();
        source.start();
        const ms = (recorded.length * 1_000) / sampleRateHz + tailMs;
        const heard = await listen({ agent: raw, caller: played ?? null }, ms, await tapNow());
        return {
          voice: voiceOf(recorded, sampleRateHz),
          leak: leakOf(heard.agent, heard.caller, sampleRateHz),
        };
      } finally {
        await player.close();
        deps.onPhase('listening');
        await meter();
      }
    },
    async tone(at) {
      const player = await playerAt(deps.devices()[at]);
      let endS = player.currentTime + 0.1;
      for (const hz of testTonesHz) {
        const [oscillator, gain] = [player.createOscillator(), player.createGain()];
        oscillator.frequency.value = hz;
        gain.gain.setValueAtTime(0, endS);
        gain.gain.linearRampToValueAtTime(0.18, endS + 0.03);
        gain.gain.linearRampToValueAtTime(0, endS + 0.38);
        oscillator.connect(gain).connect(player.destination);
        oscillator.start(endS);
        endS += 0.4;
        oscillator.stop(endS);
      }
      await new Promise((done) => setTimeout(done, (endS - player.currentTime) * 1_000 + 200));
      await player.close();
    },
    async echo(call) {
      const player = await playerAt(null, sampleRateHz);
      const out = player.createMediaStreamDestination();
      const [track] = out.stream.getAudioTracks();
      if (track === undefined) throw new Error('WebAudio gave no track');
      try {
        await call.setOutput(track);
        const startS = player.currentTime + firstProbeMs / 1_000;
        for (let at = 0; at < probes; at += 1) chirp(player, out, startS + (at * betweenProbesMs) / 1_000);
        const ms = firstProbeMs + probes * betweenProbesMs;
        const both = await listen({ agent: track, caller: call.remoteTrack() }, ms, await tapNow());
        return { roundTripMs: middle(tripsIn(both)) };
      } finally {
        await call.setOutput(null);
        await player.close();
      }
    },
  };
}

/** From low to high: its like is found to the sample. */
function chirp(context: AudioContext, out: AudioNode, atS: number): void {
  const [oscillator, gain] = [context.createOscillator(), context.createGain()];
  const endS = atS + probeMs / 1_000;
  oscillator.frequency.setValueAtTime(500, atS);
  oscillator.frequency.linearRampToValueAtTime(2_500, endS);
  gain.gain.value = 0.4;
  oscillator.connect(gain).connect(out);
  oscillator.start(atS);
  oscillator.stop(endS);
}

/** Where each probe begins is heard in what was sent: the clock of the samples is the only one. */
function tripsIn({ agent: sent, caller: received }: Batch): number[] {
  const trips: number[] = [];
  const gap = ((betweenProbesMs / 2) * sampleRateHz) / 1_000;
  for (let at = 0; at < sent.length; at += 1) {
    if (Math.abs(sent[at] ?? 0) < 0.05) continue;
    const trip = roundTripOf(sent, received, sampleRateHz, { fromMs: (at * 1_000) / sampleRateHz, probeMs });
    if (trip !== null) trips.push(trip);
    at += gap;
  }
  return trips;
}

const middle = (values: readonly number[]): number | null =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? null;
