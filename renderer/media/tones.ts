import type { Tone } from '#shared/media/contract.ts';

/** One way of calling somebody's attention: pitches one after the other, then quiet, and again. */
interface Cadence {
  /** Each entry sounds at once; several pitches in one entry are a chord. */
  readonly pitchesHz: readonly (readonly number[])[];
  readonly toneMs: number;
  readonly gapMs: number;
  readonly pauseMs: number;
  readonly level: number;
  /** The ringer's device, or the one that voices come from. */
  readonly at: 'ringer' | 'speaker';
}

/** Ring: two short warm tones, distinct from any telephone on the next desk. Ring-back: as ITU-T E.180 has it for China. */
const cadences: Readonly<Record<Exclude<Tone, 'off'>, Cadence>> = {
  ring: { pitchesHz: [[660], [880]], toneMs: 420, gapMs: 180, pauseMs: 2_000, level: 0.18, at: 'ringer' },
  waiting: { pitchesHz: [[880]], toneMs: 180, gapMs: 0, pauseMs: 5_000, level: 0.06, at: 'speaker' },
  ringback: { pitchesHz: [[450]], toneMs: 1_000, gapMs: 0, pauseMs: 4_000, level: 0.08, at: 'speaker' },
};

export interface Tones {
  sound(tone: Tone): void;
  isSounding(): boolean;
  setDevices(devices: { readonly ringer: string | null; readonly speaker: string | null }): void;
}

/** Sounds by WebAudio on the chosen device: nothing to load, nothing to decode, starts in the same tick. */
export function createTones(): Tones {
  let context: AudioContext | undefined;
  let devices: Parameters<Tones['setDevices']>[0] = { ringer: null, speaker: null };
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sounding: Tone = 'off';

  const play = (audio: AudioContext, startS: number, pitchHz: number, { toneMs, level }: Cadence): void => {
    const oscillator = audio.createOscillator();
    const gain = audio.createGain();
    const endS = startS + toneMs / 1000;
    oscillator.frequency.value = pitchHz;
    gain.gain.setValueAtTime(0, startS);
    gain.gain.linearRampToValueAtTime(level, startS + 0.02);
    gain.gain.setValueAtTime(level, endS - 0.06);
    gain.gain.linearRampToValueAtTime(0, endS);
    oscillator.connect(gain).connect(audio.destination);
    oscillator.start(startS);
    oscillator.stop(endS);
  };

  const repeat = (cadence: Cadence): void => {
    const audio = (context ??= new AudioContext());
    void (audio as AudioContext & { setSinkId?: (id: string) => Promise<void> })
      .setSinkId?.(devices[cadence.at] ?? '')
      .catch(() => undefined);
    const stepMs = cadence.toneMs + cadence.gapMs;
    for (const [index, pitches] of cadence.pitchesHz.entries())
      for (const pitchHz of pitches)
        play(audio, audio.currentTime + (index * stepMs) / 1000, pitchHz, cadence);
    timer = setTimeout(() => repeat(cadence), cadence.pitchesHz.length * stepMs + cadence.pauseMs);
  };

  const sound = (tone: Tone): void => {
    clearTimeout(timer);
    timer = undefined;
    void context?.close();
    context = undefined;
    sounding = tone;
    if (tone !== 'off') repeat(cadences[tone]);
  };
  return {
    sound,
    isSounding: () => sounding !== 'off',
    setDevices(next) {
      const moves = next.ringer !== devices.ringer || next.speaker !== devices.speaker;
      devices = next;
      // A context whose device was pulled out stands still for good: the tone begins anew where it is to be heard now.
      if (moves && sounding !== 'off') sound(sounding);
    },
  };
}
