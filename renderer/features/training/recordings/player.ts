import { msToSamples, recordedRateHz, samplesToMs } from '#shared/recording/sound.ts';
import { stretched } from '#shared/recording/stretch.ts';
import type { createSound, Heard } from './sound-of.ts';

export const speeds = ['0.75', '1', '1.25', '1.5', '2'] as const;
export type Speed = (typeof speeds)[number];

export interface PlayerState {
  readonly playing: boolean;
  readonly speed: Speed;
  readonly heard: Heard;
}

export interface Player {
  state(): PlayerState;
  /** Where it is now, ms; read for each picture. */
  atMs(): number;
  play(): void;
  pause(): void;
  seek(ms: number): void;
  setSpeed(speed: Speed): void;
  setHeard(heard: Heard): void;
  dispose(): void;
}

/** So much is laid at once, and so far ahead it is kept laid, s. */
const pieceS = 4;
const aheadS = 3;
const looksEveryMs = 250;
/** What the stretching needs beyond a piece to join the next one without a seam. */
const overhang = 1_024;

interface Laid {
  readonly node: AudioBufferSourceNode;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * Plays a recording in the desk's own window, at the system's loudspeaker: pieces of four seconds laid one after the other on the clock
 * of the sound card. @param onChange something but the place has changed
 */
export function createPlayer(
  sound: ReturnType<typeof createSound>,
  durationMs: number,
  onChange: () => void,
): Player {
  const total = msToSamples(durationMs);
  let context: AudioContext | null = null;
  let state: PlayerState = { playing: false, speed: '1', heard: 'both' };
  let restMs = 0;
  let laid: Laid[] = [];
  let cursor = 0;
  let turn = 0;
  let timer: ReturnType<typeof setInterval> | undefined;

  const set = (change: Partial<PlayerState>): void => {
    state = { ...state, ...change };
    onChange();
  };
  const atMs = (): number => {
    if (!state.playing || context === null) return restMs;
    const now = context.currentTime;
    const piece = laid.find(({ endsAt }) => now < endsAt) ?? laid.at(-1);
    if (piece === undefined || now < piece.startsAt) return piece?.fromMs ?? restMs;
    const share = Math.min(1, (now - piece.startsAt) / (piece.endsAt - piece.startsAt));
    return piece.fromMs + share * (piece.toMs - piece.fromMs);
  };
  const quiet = (): void => {
    turn += 1;
    clearInterval(timer);
    for (const { node } of laid) node.stop();
    laid = [];
  };
  const rest = (ms: number): void => {
    quiet();
    restMs = Math.max(0, Math.min(durationMs, ms));
    set({ playing: false });
  };

  async function layNext(audio: AudioContext, mine: number): Promise<void> {
    const rate = Number(state.speed);
    const length = Math.min(pieceS * recordedRateHz + overhang, total - cursor);
    const isLast = cursor + length >= total;
    const samples = await sound.read(cursor, length, state.heard);
    if (mine !== turn) return;
    if (samples === null) return rest(atMs());
    const [leg = samples] = stretched([samples], rate);
    if (leg.length === 0) return;
    const used = isLast ? length : Math.round(leg.length * rate);
    const buffer = audio.createBuffer(1, leg.length, recordedRateHz);
    buffer.getChannelData(0).set(leg);
    const node = audio.createBufferSource();
    node.buffer = buffer;
    node.connect(audio.destination);
    const startsAt = Math.max(audio.currentTime + 0.05, laid.at(-1)?.endsAt ?? 0);
    node.start(startsAt);
    laid.push({
      ...{ node, startsAt, endsAt: startsAt + buffer.duration },
      ...{ fromMs: samplesToMs(cursor), toMs: samplesToMs(cursor + used) },
    });
    if (isLast) node.addEventListener('ended', () => mine === turn && rest(durationMs));
    cursor += used;
  }
  function begin(fromMs: number): void {
    quiet();
    context ??= new AudioContext();
    const audio = context;
    void audio.resume();
    cursor = msToSamples(fromMs);
    restMs = fromMs;
    const mine = turn;
    let busy = false;
    const fill = async (): Promise<void> => {
      if (busy) return;
      busy = true;
      laid = laid.filter(({ endsAt }) => endsAt > audio.currentTime - 1);
      while (mine === turn && cursor < total && (laid.at(-1)?.endsAt ?? 0) < audio.currentTime + aheadS)
        await layNext(audio, mine);
      busy = false;
    };
    timer = setInterval(() => void fill(), looksEveryMs);
    set({ playing: true });
    void fill();
  }
  /** Another way of hearing it, from where it is. */
  const anew = (change: Partial<PlayerState>): void => {
    const at = atMs();
    set(change);
    if (state.playing) begin(at);
  };

  return {
    state: () => state,
    atMs,
    play: () => begin(restMs >= durationMs - 50 ? 0 : restMs),
    pause: () => rest(atMs()),
    seek(ms) {
      const to = Math.max(0, Math.min(durationMs, ms));
      if (state.playing && to < durationMs) return begin(to);
      rest(to);
    },
    setSpeed: (speed) => anew({ speed }),
    setHeard: (heard) => anew({ heard }),
    dispose() {
      quiet();
      void context?.close();
      context = null;
    },
  };
}
