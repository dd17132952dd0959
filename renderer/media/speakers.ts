import type { Device } from '#shared/media/contract.ts';

type Use = 'speaker' | 'ringer';
type Chosen = { readonly [U in Use]: string | null };

/** What became of one use of a loudspeaker. */
export interface SpeakerMove {
  readonly kind: Use;
  readonly what: 'gone' | 'back';
  readonly device: string;
  readonly now: string | null;
}

export interface SpeakersDeps {
  onChosen(chosen: Chosen): void;
  /** What went away in use, or is back in use. Something nobody has seen here yet is no news. */
  onMove(move: SpeakerMove): void;
}

export interface Speakers {
  configure(wanted: Chosen): void;
  /** What voices and ringing come out of; null: the system's own choice. */
  now(): Chosen;
  devicesChanged(devices: readonly Device[]): void;
}

const uses: readonly Use[] = ['speaker', 'ringer'];
/**
 * Chromium keeps a stream that nobody uses for 5 s. PulseAudio moves the stream of a device that was pulled out to another one, and
 * whoever asks for the device again meanwhile gets that stream: sound at the wrong place. So a plug that wavers waits.
 */
const keptStreamMs = 6_000;

/** A chosen loudspeaker that is pulled out gives its place to the system's own, and takes it again when it is back. */
export function createSpeakers({ onChosen, onMove }: SpeakersDeps): Speakers {
  let wanted: Chosen = { speaker: null, ringer: null };
  let here: readonly Device[] | null = null;
  let inUse: Chosen = wanted;
  /** Of everything seen since the window opened: what is pulled out still has its name. */
  const labels = new Map<string, string>();
  /** When a device was last seen to be missing, ms. */
  const missed = new Map<string, number>();
  let settles: ReturnType<typeof setTimeout> | undefined;

  const settlesInMs = (id: string): number =>
    Math.max(0, (missed.get(id) ?? -keptStreamMs) + keptStreamMs - performance.now());
  const standing = (id: string | null): string | null => {
    if (id === null || here === null) return id;
    const isHere = here.some((device) => device.kind === 'speaker' && device.id === id);
    return isHere && settlesInMs(id) === 0 ? id : null;
  };
  const now = (): Chosen => ({ speaker: standing(wanted.speaker), ringer: standing(wanted.ringer) });
  /** What the system falls back to: by name where there is but one, empty where it chooses itself, null without any. */
  const systemsOwn = (): string | null => {
    const speakers = here?.filter(({ kind }) => kind === 'speaker') ?? [];
    const named = speakers.filter(({ id }) => id !== 'default' && id !== 'communications');
    if (speakers.length === 0) return null;
    return named.length === 1 ? (named[0]?.label ?? '') : '';
  };
  const place = (tells: boolean): void => {
    const before = inUse;
    inUse = now();
    if (before.speaker !== inUse.speaker || before.ringer !== inUse.ringer) onChosen(inUse);
    for (const kind of tells ? uses : []) {
      const device = labels.get(wanted[kind] ?? '');
      if (before[kind] === inUse[kind] || device === undefined) continue;
      if (inUse[kind] === null) onMove({ kind, what: 'gone', device, now: systemsOwn() });
      else onMove({ kind, what: 'back', device, now: device });
    }
    clearTimeout(settles);
    const waits = uses.map((kind) => settlesInMs(wanted[kind] ?? '')).filter((ms) => ms > 0);
    if (waits.length > 0) settles = setTimeout(() => place(true), Math.min(...waits) + 1);
  };

  return {
    now,
    configure(next) {
      wanted = next;
      inUse = now();
      onChosen(inUse);
    },
    devicesChanged(devices) {
      const isFirst = here === null;
      here = devices;
      for (const { kind, id, label } of devices) if (kind === 'speaker') labels.set(id, label);
      for (const id of labels.keys())
        if (!devices.some((device) => device.id === id)) missed.set(id, performance.now());
      place(!isFirst);
    },
  };
}
