/** Ring cadence: two short warm tones, then quiet. Distinct from any telephone on the next desk. */
const patternMs = { tone: 420, gap: 180, pause: 2_000 };
const pitchesHz = [660, 880] as const;
const level = 0.18;

export interface Ringer {
  ring(ringing: boolean): void;
  setDevice(deviceId: string | null): void;
}

/** Rings on the chosen device with WebAudio: nothing to load, nothing to decode, starts in the same tick. */
export function createRinger(): Ringer {
  let context: AudioContext | undefined;
  let device = '';
  let timer: ReturnType<typeof setTimeout> | undefined;

  const tone = (audio: AudioContext, startS: number, pitchHz: number): void => {
    const oscillator = audio.createOscillator();
    const gain = audio.createGain();
    const endS = startS + patternMs.tone / 1000;
    oscillator.frequency.value = pitchHz;
    gain.gain.setValueAtTime(0, startS);
    gain.gain.linearRampToValueAtTime(level, startS + 0.02);
    gain.gain.setValueAtTime(level, endS - 0.06);
    gain.gain.linearRampToValueAtTime(0, endS);
    oscillator.connect(gain).connect(audio.destination);
    oscillator.start(startS);
    oscillator.stop(endS);
  };

  const cadence = (): void => {
    context ??= new AudioContext();
    void (context as AudioContext & { setSinkId?: (id: string) => Promise<void> })
      .setSinkId?.(device)
      .catch(() => undefined);
    const stepS = (patternMs.tone + patternMs.gap) / 1000;
    for (const [index, pitchHz] of pitchesHz.entries())
      tone(context, context.currentTime + index * stepS, pitchHz);
    timer = setTimeout(cadence, pitchesHz.length * (patternMs.tone + patternMs.gap) + patternMs.pause);
  };

  return {
    ring(ringing) {
      clearTimeout(timer);
      timer = undefined;
      if (ringing) return cadence();
      void context?.close();
      context = undefined;
    },
    setDevice(deviceId) {
      device = deviceId ?? '';
    },
  };
}
