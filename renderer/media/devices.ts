import type { Device } from '#shared/media/contract.ts';

const kinds: Readonly<Record<MediaDeviceKind, Device['kind']>> = {
  audioinput: 'microphone',
  audiooutput: 'speaker',
  videoinput: 'camera',
};

/** Devices as the settings page shows them. Labels are there because the media window may use the microphone. */
export async function listDevices(): Promise<Device[]> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices
    .slice(0, 200)
    .map(({ deviceId, label, kind }) => ({ id: deviceId, label, kind: kinds[kind] }));
}
