import type { Device } from '#shared/media/contract.ts';

export interface DeviceWatchDeps {
  readonly list: () => Promise<Device[]>;
  /** Somebody talks, it rings, or the sound is tried. */
  readonly inUse: () => boolean;
  /** Whether this system tells of a device only now and then: then it is looked for while one is in use. */
  readonly looks: boolean;
  onChanged(devices: Device[]): void;
}

/** A device that is pulled out has to be noticed well within a second. */
const lookEveryMs = 250;

/**
 * Chromium tells of devices by what udev says, and a source of PulseAudio or PipeWire that goes (a Bluetooth headset, a network
 * speaker) is none of udev's business. Asked for its devices, it knows.
 */
export function createDeviceWatch(deps: DeviceWatchDeps): void {
  let known = '';
  let isLooking = false;
  const look = async (): Promise<void> => {
    if (isLooking) return;
    isLooking = true;
    try {
      const devices = await deps.list();
      const seen = JSON.stringify(devices);
      if (seen === known) return;
      known = seen;
      deps.onChanged(devices);
    } catch {
      // The system gives no list just now: asked again soon.
    } finally {
      isLooking = false;
    }
  };
  navigator.mediaDevices.addEventListener('devicechange', () => void look());
  void look();
  if (deps.looks) setInterval(() => deps.inUse() && void look(), lookEveryMs);
}
