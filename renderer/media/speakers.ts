import type { Device } from '#shared/media/contract.ts';

interface Chosen {
  readonly speaker: string | null;
  readonly ringer: string | null;
}

export interface Speakers {
  configure(wanted: Chosen): void;
  /** What voices and ringing come out of; null: the system's own choice. */
  now(): Chosen;
  /** Answers the labels when the loudspeaker in use has gone and another took its place. */
  devicesChanged(devices: readonly Device[]): { readonly gone: string; readonly now: string | null } | null;
}

/** A chosen loudspeaker that is pulled out gives its place to the system's own, and takes it again when it is back. */
export function createSpeakers(onChosen: (chosen: Chosen) => void): Speakers {
  let wanted: Chosen = { speaker: null, ringer: null };
  let here: readonly Device[] | null = null;
  let labels = new Map<string, string>();
  const standing = (id: string | null): string | null =>
    id === null || here === null || here.some((device) => device.kind === 'speaker' && device.id === id)
      ? id
      : null;
  const now = (): Chosen => ({ speaker: standing(wanted.speaker), ringer: standing(wanted.ringer) });
  return {
    now,
    configure(next) {
      wanted = next;
      onChosen(now());
    },
    devicesChanged(devices) {
      const before = now().speaker;
      here = devices;
      const after = now().speaker;
      const gone = labels.get(before ?? '') ?? before ?? '';
      labels = new Map(devices.filter(({ kind }) => kind === 'speaker').map(({ id, label }) => [id, label]));
      if (before === after) return null;
      onChosen(now());
      return before === null ? null : { gone, now: labels.get('default') ?? null };
    },
  };
}
