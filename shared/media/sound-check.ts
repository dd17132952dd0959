import { z } from 'zod';
import { command, topic } from '#shared/contract/define.ts';
import { instantSchema } from '#shared/lib/ids.ts';

/** dB below full scale. */
const db = z.number().min(-100).max(0);
const done = z.strictObject({});
const atDesk = { roles: ['agent', 'trainer', 'teamLead'] } as const;

export const voiceSoundSchema = z.strictObject({
  speechDb: db.nullable(),
  noiseDb: db,
  verdict: z.enum(['good', 'quiet', 'loud', 'noisy', 'nothing']),
});
export const leakSoundSchema = z.strictObject({
  leakDb: db.nullable(),
  verdict: z.enum(['none', 'some', 'strong']),
});
/** The way to the exchange's echo and back; null: nothing came back. */
export const echoSoundSchema = z.strictObject({
  roundTripMs: z.number().nonnegative().nullable(),
  verdict: z.enum(['good', 'slow', 'nothing', 'noAnswer']),
});

/**
 * `recording`: somebody speaks and is recorded, in memory alone · `playing`: they hear it, and what the microphone hears of it is
 * measured · `sounding`: a test tone · `calling`: the exchange's echo is called.
 */
export const soundCheckPhases = ['off', 'listening', 'recording', 'playing', 'sounding', 'calling'] as const;

export const soundCheckSchema = z.strictObject({
  phase: z.enum(soundCheckPhases),
  microphone: z.enum(['ok', 'silentSource', 'denied']).nullable(),
  /** Of the last eighth of a second, while the microphone is open. */
  levelDb: db.nullable(),
  voice: voiceSoundSchema.nullable(),
  leak: leakSoundSchema.nullable(),
  echo: echoSoundSchema.nullable(),
  /** When these devices were last found good; null: never. */
  checkedAt: instantSchema.nullable(),
  /** `offer`: not tried with these devices, and nobody said no · `require`: the bank wants it before the seat is ready. */
  wanted: z.enum(['no', 'offer', 'require']),
  /** The exchange has an echo to call. */
  canCall: z.boolean(),
});
export type SoundCheck = z.infer<typeof soundCheckSchema>;

export const soundCheckCommands = {
  /**
   * `start` opens the microphone, `stop` closes it. `voice`: three seconds recorded, played back, judged. `speaker`, `ringer`: a test
   * tone there. `call`: the exchange's echo. `skip`: not today, with these devices. Never beside a call.
   */
  'media/check-sound': command(
    z.strictObject({ act: z.enum(['start', 'stop', 'voice', 'speaker', 'ringer', 'call', 'skip']) }),
    done,
    atDesk,
  ),
} as const;

export const soundCheckTopics = { 'media/sound-check': topic(soundCheckSchema) } as const;
