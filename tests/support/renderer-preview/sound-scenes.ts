import type { SoundCheck } from '#shared/media/sound-check.ts';
import { noSoundCheck } from '#shared/media/sound-check-state.ts';
import type { Scene } from './fake-bridge.ts';
import { call, seat } from './fixtures.ts';
import { talking } from './desk-scenes.ts';

type Scenes = Readonly<Record<string, (now: number) => Scene>>;

const devices = [
  { id: 'default', label: 'Default', kind: 'microphone' },
  { id: 'm1', label: 'Jabra Evolve2 65 (0b0e:0305)', kind: 'microphone' },
  { id: 's1', label: 'Jabra Evolve2 65 (0b0e:0305)', kind: 'speaker' },
  { id: 's2', label: 'Built-in Audio Analog Stereo', kind: 'speaker' },
] as const;
const media = { devices: [...devices], clear: false, background: 'plain' as const, moved: [] };
const open: SoundCheck = {
  ...noSoundCheck,
  phase: 'listening',
  microphone: 'ok',
  levelDb: -27,
  canCall: true,
  wanted: 'offer',
};
const good: SoundCheck = {
  ...open,
  voice: { speechDb: -25.4, noiseDb: -63, verdict: 'good' },
  leak: { leakDb: null, verdict: 'none' },
  echo: { roundTripMs: 184, verdict: 'good' },
};
const bad: SoundCheck = {
  ...open,
  levelDb: -46,
  wanted: 'require',
  voice: { speechDb: -44, noiseDb: -66, verdict: 'quiet' },
  leak: { leakDb: -38, verdict: 'strong' },
  echo: { roundTripMs: null, verdict: 'noAnswer' },
};
const moved = (kind: 'microphone' | 'speaker' | 'ringer', what: 'gone' | 'back', now: string | null) => ({
  ...media,
  moved: [{ kind, what, device: 'Jabra Evolve2 65 (0b0e:0305)', now, at: 0 }],
});

/** `sound-*` with `--press Control+F10`. */
export const soundScenes = (base: (now: number) => Scene): Scenes => {
  const idle =
    (check: SoundCheck) =>
    (now: number): Scene => ({
      ...base(now),
      'seat/state': seat('notReady', now),
      'media/state': media,
      'media/sound-check': check,
    });
  const inCall =
    (state: typeof media | ReturnType<typeof moved>) =>
    (now: number): Scene => ({
      ...talking(now),
      'media/state': state as never,
    });
  return {
    'sound-offer': idle({ ...noSoundCheck, wanted: 'offer', canCall: true }),
    'sound-good': idle(good),
    'sound-bad': idle(bad),
    'sound-playing': idle({ ...open, phase: 'playing' }),
    'device-swapped': inCall(moved('microphone', 'gone', 'Built-in Audio Analog Stereo')),
    'device-none': inCall(moved('microphone', 'gone', null)),
    'device-back': inCall(moved('speaker', 'back', 'Jabra Evolve2 65 (0b0e:0305)')),
    'speaker-swapped': inCall(moved('speaker', 'gone', '')),
    'sound-poor': (now) => ({
      ...talking(now),
      'media/state': media as never,
      'call/state': {
        calls: [
          call('active', now, {
            quality: { mos: 2.4, lossPercent: 8.2, jitterMs: 41, roundTripMs: 310, codec: 'opus' },
          }),
        ],
      },
    }),
  };
};
