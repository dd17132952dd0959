import { type ChildProcess, execFile, spawn } from 'node:child_process';
import {
  closeSync,
  constants,
  createReadStream,
  existsSync,
  mkdtempSync,
  openSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { until } from './embedded-exchange.ts';

/** A loudspeaker whose sound the test hears. */
export interface TestSpeaker {
  readonly label: string;
  /** Since `mark`: the peak, −1 to 1, and when the first sound that was not silence was heard; null: nothing. */
  heard(): { readonly peak: number; readonly at: number } | null;
  mark(): void;
  /** Stands by this microphone: what it plays is heard there, so much of it. */
  leakInto(microphone: TestMicrophone, gain: number): void;
  unplug(): Promise<void>;
  plugIn(): Promise<void>;
}

export interface TestMicrophone {
  readonly label: string;
  /** Somebody speaks into it: 48 kHz mono, −1 to 1. Resolves when it has been said. */
  say(samples: Float32Array): Promise<void>;
  /** What the room brings, as it comes. */
  hear(samples: Float32Array, gain: number): void;
  unplug(): Promise<void>;
  plugIn(): Promise<void>;
}

/** Sound devices that can be pulled out: a PulseAudio of the test's own. */
export interface SoundWorld {
  /** The server, for `PULSE_SERVER`. */
  readonly server: string;
  /** A sink of its own; what it plays comes by a pipe. The first of each kind is what the system takes by itself. */
  speaker(label: string): Promise<TestSpeaker>;
  /** With a pitch: one that hears this tone. Without: what is played into it. */
  microphone(label: string, options?: { readonly hz?: number }): Promise<TestMicrophone>;
  dispose(): void;
}

const run = promisify(execFile);
/** Loads a module; answers how to unload it. */
type Load = (...module: string[]) => Promise<() => Promise<void>>;
const rate = 48_000;
const silence = 0.002;

export async function startSoundWorld(): Promise<SoundWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'guardline-devices-'));
  const socket = join(folder, 'socket');
  const server = `unix:${socket}`;
  const env = { ...process.env, PULSE_SERVER: server };
  const daemon: ChildProcess = spawn(
    'pulseaudio',
    [
      '-n',
      '--daemonize=no',
      '--exit-idle-time=-1',
      '--use-pid-file=no',
      '--disable-shm=yes',
      `--load=module-native-protocol-unix auth-anonymous=1 socket=${socket}`,
    ],
    {
      env: { ...process.env, XDG_RUNTIME_DIR: folder, PULSE_RUNTIME_PATH: folder, PULSE_STATE_PATH: folder },
      stdio: 'ignore',
    },
  );
  await until(() => existsSync(socket), 'PulseAudio', 15_000);
  const load: Load = async (...module) => {
    const { stdout } = await run('pactl', ['load-module', ...module], { env });
    return async () => void (await run('pactl', ['unload-module', stdout.trim()], { env }));
  };
  const stops = new Set<() => void>();
  let count = 0;
  let [hasSink, hasSource] = [false, false];
  const nameOf = (kind: string): string => `${kind}${(count += 1)}`;
  const described = (label: string): string => `device.description=${label}`;
  return {
    server,
    async speaker(label) {
      const name = nameOf('speaker');
      const speaker = await createSpeaker(load, { label, name, folder, described });
      if (!hasSink) await run('pactl', ['set-default-sink', name], { env });
      hasSink = true;
      return speaker;
    },
    async microphone(label, { hz = 0 } = {}) {
      const name = nameOf('microphone');
      const microphone = await createMicrophone(load, { label, name, folder, described, hz });
      stops.add(microphone.stop);
      if (!hasSource) await run('pactl', ['set-default-source', name], { env });
      hasSource = true;
      return microphone;
    },
    dispose() {
      for (const stop of stops) stop();
      daemon.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * A source fed by a pipe, 20 ms at a time. Not PulseAudio's own sine source, and no null sink: those hand on their sound in pieces of
 * two seconds, and a gap would be theirs.
 */
async function createMicrophone(
  load: Load,
  {
    label,
    name,
    folder,
    described,
    hz,
  }: { label: string; name: string; folder: string; described: (label: string) => string; hz: number },
): Promise<TestMicrophone & { stop(): void }> {
  const pipe = join(folder, `${name}.pcm`);
  let file: number | null = null;
  let said: { readonly samples: Float32Array; at: number; readonly done: () => void } | null = null;
  const beganAt = performance.now();
  let given = 0;
  /** Of the room, not yet taken up. */
  let room: number[] = [];
  const feed = setInterval(() => {
    const due = Math.floor(((performance.now() - beganAt) * rate) / 1_000) - given;
    const bytes = Buffer.alloc(due * 2);
    for (let at = 0; at < due; at += 1) {
      const tone = hz === 0 ? 0 : 0.4 * Math.sin((2 * Math.PI * hz * (given + at)) / rate);
      const voice = said === null ? 0 : (said.samples[said.at + at] ?? 0);
      bytes.writeInt16LE(
        Math.round(32_767 * Math.max(-1, Math.min(1, tone + voice + (room[at] ?? 0)))),
        at * 2,
      );
    }
    given += due;
    room = room.slice(due);
    if (said !== null) {
      said.at += due;
      if (said.at >= said.samples.length) {
        said.done();
        said = null;
      }
    }
    try {
      if (file !== null && due > 0) writeSync(file, bytes);
    } catch {
      // Nobody listens just now: what was said is lost, as in a room.
    }
  }, 20);
  const source = async (): Promise<() => Promise<void>> => {
    const unload = await load(
      'module-pipe-source',
      `source_name=${name}`,
      `file=${pipe}`,
      'format=s16le',
      `rate=${rate}`,
      'channels=1',
      `source_properties=${described(label)}`,
    );
    file = openSync(pipe, constants.O_WRONLY | constants.O_NONBLOCK);
    return async () => {
      if (file !== null) closeSync(file);
      file = null;
      await unload();
    };
  };
  let unload = await source();
  return {
    label,
    say: (samples) => new Promise((done) => (said = { samples, at: 0, done })),
    hear(samples, gain) {
      for (const sample of samples) room.push(sample * gain);
    },
    unplug: () => unload(),
    plugIn: async () => void (unload = await source()),
    stop() {
      clearInterval(feed);
      if (file !== null) closeSync(file);
    },
  };
}

async function createSpeaker(
  load: Load,
  {
    label,
    name,
    folder,
    described,
  }: { label: string; name: string; folder: string; described: (label: string) => string },
): Promise<TestSpeaker> {
  const pipe = join(folder, `${name}.pcm`);
  let leak: { readonly microphone: TestMicrophone; readonly gain: number } | null = null;
  let heard: { readonly peak: number; readonly at: number } | null = null;
  const hear = (bytes: Buffer): void => {
    const samples = new Float32Array(bytes.length >> 1);
    let peak = 0;
    for (let at = 0; at < samples.length; at += 1) {
      samples[at] = bytes.readInt16LE(at * 2) / 32_768;
      peak = Math.max(peak, Math.abs(samples[at] ?? 0));
    }
    leak?.microphone.hear(samples, leak.gain);
    if (peak > silence)
      heard = { peak: Math.max(peak, heard?.peak ?? 0), at: heard?.at ?? performance.now() };
  };
  const sink = async (): Promise<() => Promise<void>> => {
    const unload = await load(
      'module-pipe-sink',
      `sink_name=${name}`,
      `file=${pipe}`,
      'format=s16le',
      `rate=${rate}`,
      'channels=1',
      // Else it plays as fast as somebody reads, with silence between.
      'use_system_clock_for_timing=yes',
      `sink_properties=${described(label)}`,
    );
    const stream = createReadStream(pipe);
    // A pipe that goes with its sink is no error of the test.
    stream.on('error', () => undefined);
    stream.on('data', (bytes) => hear(bytes as Buffer));
    return async () => {
      await unload();
      stream.destroy();
    };
  };
  let unload = await sink();
  return {
    label,
    heard: () => heard,
    mark() {
      heard = null;
    },
    leakInto: (microphone, gain) => void (leak = { microphone, gain }),
    unplug: () => unload(),
    plugIn: async () => void (unload = await sink()),
  };
}
