import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Sound } from '#electron/training/caller/spectrum.ts';
import { levelOf, readWav, soundOf, type Wav } from '../../support/tone.ts';
import { writeToneFile } from '../../support/tone-file.ts';
import { connectConsole } from './console.ts';
import { connectCtrlTcp, type PhoneEvent } from './ctrl-tcp.ts';
import { startDaemon } from './daemon.ts';
import { loopback } from './free-ports.ts';
import { baresipModules } from './packages.ts';

export type VideoCodec = 'VP8' | 'H264';

export interface PhoneOptions {
  readonly dir: string;
  readonly logFile: string;
  readonly domain: string;
  readonly user: string;
  readonly secret: string;
  readonly displayName: string;
  /** What the phone says all the time, Hz. */
  readonly toneHz: number;
  /** It has a picture (three bars), and speaks this codec alone. Left out: a telephone that only hears. */
  readonly video?: VideoCodec;
  readonly proxyPort: number;
  /** Ten ports in a row: SIP, its TLS neighbour, control, RTP from the fourth on, and the console. */
  readonly firstPort: number;
}

/** A telephone: baresip, driven from outside. */
export interface Phone {
  readonly user: string;
  readonly toneHz: number;
  readonly events: readonly PhoneEvent[];
  /** Forgets the events so far. */
  mark(): void;
  /** The first event of this type since the last mark. */
  seen(type: string, timeoutMs?: number): Promise<PhoneEvent>;
  dial(user: string): Promise<void>;
  accept(): Promise<void>;
  hangup(): Promise<void>;
  /** Ends whatever is up; fine when nothing is. */
  hangupAll(): Promise<void>;
  hold(): Promise<void>;
  resume(): Promise<void>;
  /** A text to the seat 1001 outside of any dialog (MESSAGE, RFC 3428): baresip writes to its current contact only. */
  sendText(text: string): Promise<void>;
  /** The texts that came since the last mark, joined, once there are so many. */
  heardText(count: number): Promise<string>;
  /** A telephone with a picture turns it: `inactive` drops it, `sendrecv` is both ways again. By re-INVITE. */
  turnPicture(direction: 'inactive' | 'sendonly' | 'recvonly' | 'sendrecv'): Promise<void>;
  /** The frame that was decoded last, PNG. */
  seenPicture(): Promise<Buffer>;
  /** Recordings of what the phone has heard, oldest first; one for each call. */
  recordings(): readonly string[];
  /** What the phone heard in the second that now begins, in its present call. */
  listen(forMs?: number): Promise<Sound>;
  /** How loud each of these tones was in it, dB below full scale. */
  listenFor(tonesHz: readonly number[], forMs?: number): Promise<readonly number[]>;
  dispose(): Promise<void>;
}

const sizeOf = (file: string | undefined): number => (file === undefined ? 0 : statSync(file).size);

/** How baresip shows a text: on its console, with who it is from. */
const shownText = /sip:1001@[^\s:]+: "([\s\S]*?)"\r?\n/g;

const registerTimeoutMs = 30_000;
/** Longer than any test's call: baresip plays a file once. */
const toneSeconds = 180;

function profile(options: PhoneOptions, toneFile: string, recordings: string): string {
  const { firstPort } = options;
  const modules = baresipModules() ?? '';
  return [
    'poll_method epoll',
    `sip_listen ${loopback}:${firstPort}`,
    `net_interface ${loopback}`,
    'call_local_timeout 120',
    'call_max_calls 4',
    `audio_source aufile,${toneFile}`,
    `audio_player aubridge,heard-${options.user}`,
    `audio_alert aubridge,alert-${options.user}`,
    'audio_buffer 20-160',
    ...['ausrc', 'auplay', 'auenc', 'audec'].map((part) => `${part}_format s16`),
    `rtp_ports ${firstPort + 3}-${firstPort + 8}`,
    'rtcp_mux no',
    'jitter_buffer_delay 5-10',
    `module_path ${modules}`,
    ...pictureLines(options),
    ...['g711', 'aufile', 'aubridge', 'sndfile'].map((name) => `module ${name}.so`),
    ...['uuid', 'account'].map((name) => `module_tmp ${name}.so`),
    ...['contact', 'menu', 'ctrl_tcp', 'cons'].map((name) => `module_app ${name}.so`),
    `ctrl_tcp_listen ${loopback}:${firstPort + 2}`,
    `cons_listen ${loopback}:${firstPort + 9}`,
    `snd_path ${recordings}`,
    'ringback_disabled yes',
    'menu_bell no',
    'statmode_default off',
    '',
  ].join('\n');
}

const codecModule: Readonly<Record<VideoCodec, string>> = { VP8: 'vp8', H264: 'avcodec' };

const pictureLines = ({ video }: PhoneOptions): readonly string[] =>
  video === undefined
    ? []
    : [
        'video_source fakevideo,nil',
        'video_display fakevideo,nil',
        'video_size 320x240',
        'video_bitrate 300000',
        'video_fps 10.00',
        'videnc_format yuv420p',
        ...['fakevideo', codecModule[video], 'snapshot'].map((name) => `module ${name}.so`),
      ];

function account({ displayName, user, secret, domain, proxyPort }: PhoneOptions): string {
  const proxy = `outbound="sip:${loopback}:${proxyPort};transport=udp"`;
  const login = `auth_user=${user};auth_pass=${secret}`;
  return `"${displayName}" <sip:${user}@${domain};transport=udp>;${login};${proxy};regint=600;answermode=manual;audio_codecs=PCMU,PCMA\n`;
}

/** Writes the profile, starts baresip, waits until it is registered. */
export async function startPhone(options: PhoneOptions): Promise<Phone> {
  const { dir, user, toneHz, domain, firstPort, logFile } = options;
  const [toneFile, heard] = [join(dir, 'tone.wav'), join(dir, 'heard')];
  mkdirSync(heard, { recursive: true });
  writeToneFile(toneFile, toneHz, toneSeconds, 8_000);
  writeFileSync(join(dir, 'config'), profile(options, toneFile, heard));
  writeFileSync(join(dir, 'accounts'), account(options));
  writeFileSync(join(dir, 'contacts'), `"Desk" <sip:1001@${domain}>\n`);
  writeFileSync(join(dir, 'current_contact'), `sip:1001@${domain}`);
  const daemon = await startDaemon(`baresip ${user}`, ['baresip', '-f', dir], {
    logFile,
    listensOn: firstPort + 2,
  });
  const control = await connectCtrlTcp(firstPort + 2);
  const screen = await connectConsole(firstPort + 9);
  let from = 0;
  let shownFrom = 0;

  /** The recording, once it has grown by so much: one that has stopped would tell of the past (see the README). */
  const heardFor = async (forMs: number): Promise<Wav> => {
    const [file, before] = [phone.recordings().at(-1), sizeOf(phone.recordings().at(-1))];
    await sleep(forMs + 100);
    if (file === undefined) throw new Error(`phone ${user} has recorded nothing`);
    const grownMs = (sizeOf(file) - before) / 16;
    if (grownMs < forMs / 2)
      throw new Error(`phone ${user} has recorded only ${Math.round(grownMs)} ms in ${forMs}`);
    return readWav(file);
  };

  const phone: Phone = {
    user,
    toneHz,
    events: control.events,
    mark() {
      from = control.events.length;
      shownFrom = screen.text().length;
    },
    async seen(type, timeoutMs = 30_000) {
      const until = performance.now() + timeoutMs;
      for (;;) {
        const event = control.events.slice(from).find((one) => one.type === type);
        if (event) return event;
        if (performance.now() > until) {
          const others = control.events.slice(from).map((one) => one.type);
          throw new Error(
            `phone ${user}: no ${type} within ${timeoutMs} ms, only ${others.join(', ') || 'nothing'}`,
          );
        }
        await sleep(20);
      }
    },
    dial: async (to) => void (await control.command('dial', `sip:${to}@${domain}`)),
    accept: async () => void (await control.command('accept')),
    hangup: async () => void (await control.command('hangup')),
    hangupAll: async () => void (await control.command('hangupall').catch(() => '')),
    hold: async () => void (await control.command('hold')),
    resume: async () => void (await control.command('resume')),
    sendText: async (text) => void (await control.command('message', text)),
    async heardText(count) {
      const until = performance.now() + 30_000;
      for (;;) {
        const texts = [...screen.text().slice(shownFrom).matchAll(shownText)];
        if (texts.length >= count) return texts.map(([, body]) => body ?? '').join('');
        if (performance.now() > until) throw new Error(`phone ${user}: ${texts.length} of ${count} texts`);
        await sleep(20);
      }
    },
    turnPicture: async (direction) => void (await control.command('video_dir', direction)),
    async seenPicture() {
      const until = performance.now() + 15_000;
      const file = join(dir, 'seen.png');
      for (;;) {
        rmSync(file, { force: true });
        await control.command('snapshot_recv', file);
        await sleep(400);
        const png = existsSync(file) ? readFileSync(file) : Buffer.alloc(0);
        // Written by its video thread: whole once it has its last chunk.
        if (png.includes('IEND')) return png;
        if (performance.now() > until) throw new Error(`phone ${user} has decoded no picture`);
      }
    },
    recordings: () =>
      readdirSync(heard)
        .filter((name) => name.includes('-dec'))
        .map((name) => join(heard, name))
        .toSorted((a, b) => statSync(a).birthtimeMs - statSync(b).birthtimeMs),
    listen: async (forMs = 1_000) => soundOf(await heardFor(forMs), { forMs }),
    async listenFor(tonesHz, forMs = 1_000) {
      const { samples, rate } = await heardFor(forMs);
      return tonesHz.map((hz) => levelOf(samples.subarray(-Math.round((rate * forMs) / 1_000)), rate, hz));
    },
    async dispose() {
      control.close();
      screen.close();
      await daemon.stop();
    },
  };

  const until = performance.now() + registerTimeoutMs;
  while (!control.events.some((event) => event.type === 'REGISTER_OK')) {
    if (/OK/.test(await control.command('reginfo'))) break;
    if (performance.now() > until) {
      await phone.dispose();
      throw new Error(`phone ${user} could not register:\n${readFileSync(logFile, 'utf8').slice(-1_500)}`);
    }
    await sleep(50);
  }
  return phone;
}
