import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Pacer } from './pacer.ts';
import { formatRtp, parseRtp } from './rtp.ts';

/** A loop of VP8 frames, the first a key frame: what a simulated caller holds before her camera. Drawn, nobody's picture. */
export interface Film {
  readonly width: number;
  readonly height: number;
  readonly framesPerSecond: number;
  readonly frames: readonly Buffer[];
}

/** An IVF file of VP8 frames; null when it is anything else. */
export function filmOfIvf(file: Buffer): Film | null {
  if (
    file.length < 32 ||
    file.toString('latin1', 0, 4) !== 'DKIF' ||
    file.toString('latin1', 8, 12) !== 'VP80'
  )
    return null;
  const frames: Buffer[] = [];
  for (let at = file.readUInt16LE(6); at + 12 <= file.length;) {
    const length = file.readUInt32LE(at);
    if (length === 0 || at + 12 + length > file.length) return null;
    frames.push(file.subarray(at + 12, at + 12 + length));
    at += 12 + length;
  }
  const [width, height] = [file.readUInt16LE(12), file.readUInt16LE(14)];
  return frames.length === 0 ? null : { width, height, framesPerSecond: file.readUInt32LE(16), frames };
}

/** A missing film is no reason to end a call: the caller then comes without a picture. */
export function readFilm(assetsDir: string, name: string): Film | null {
  try {
    return filmOfIvf(readFileSync(join(assetsDir, 'callers', `${name}.ivf`)));
  } catch {
    return null;
  }
}

/** What a caller sees of the desk. Not what it shows: nothing here decodes it. */
export interface SeenPicture {
  readonly packets: number;
  readonly frames: number;
  /** Of the last key frame, pixels; 0 before one. */
  readonly width: number;
  readonly height: number;
}

/** Bytes of a frame in one packet: under any network's MTU with SRTP and headers. */
const mostBytes = 1_100;
const beatsPerSecond = 50;
const clockRate = 90_000;

/** RFC 7741 §4.2: one byte of descriptor, S on the first packet of a frame. */
export function packetiseVp8(frame: Buffer): readonly Buffer[] {
  const payloads: Buffer[] = [];
  for (let from = 0; from < frame.length; from += mostBytes)
    payloads.push(
      Buffer.concat([Buffer.from([from === 0 ? 0x10 : 0]), frame.subarray(from, from + mostBytes)]),
    );
  return payloads;
}

/** Size in a VP8 key frame's head (RFC 6386 §9.1); null for what is none. */
export function keyFrameSize(
  payload: Uint8Array,
): { readonly width: number; readonly height: number } | null {
  const bytes = Buffer.from(payload);
  let from = 1;
  const first = bytes[0] ?? 0;
  if (first & 0x80) {
    const more = bytes[from++] ?? 0;
    if (more & 0x80) from += (bytes[from] ?? 0) & 0x80 ? 2 : 1;
    if (more & 0x40) from += 1;
    if (more & 0x30) from += 1;
  }
  const starts = (first & 0x10) !== 0 && (first & 0x0f) === 0;
  if (!starts || bytes.length < from + 10 || ((bytes[from] ?? 1) & 1) !== 0) return null;
  if (bytes.readUIntBE(from + 3, 3) !== 0x9d012a) return null;
  return { width: bytes.readUInt16LE(from + 6) & 0x3fff, height: bytes.readUInt16LE(from + 8) & 0x3fff };
}

/** False: nothing goes yet. */
export type PictureSender = (packet: Buffer) => boolean;

/** The caller's camera and eyes. */
export interface Show {
  /** Sends the film from its key frame on, as soon as packets go (`send` says whether one did); null: nothing. */
  sendBy(send: PictureSender | null): void;
  /** The far end has lost the picture (PLI): from the key frame on. */
  again(): void;
  receive(packet: Buffer): void;
  seen(): SeenPicture;
  dispose(): void;
}

export function createShow(deps: {
  readonly film: Film | null;
  readonly pacer: Pacer;
  readonly random32: () => number;
}): Show {
  const { film } = deps;
  let send: PictureSender | null = null;
  let beats = 0;
  let at = 0;
  let sequence = deps.random32() & 0xffff;
  let timestamp = deps.random32();
  const ssrc = deps.random32();
  let seen: SeenPicture = { packets: 0, frames: 0, width: 0, height: 0 };
  const every = film === null ? 1 : Math.max(1, Math.round(beatsPerSecond / film.framesPerSecond));
  const undo = deps.pacer.add(() => {
    beats += 1;
    if (film === null || send === null || beats % every !== 0) return;
    const payloads = packetiseVp8(film.frames[at] ?? Buffer.alloc(0));
    timestamp = (timestamp + (clockRate * every) / beatsPerSecond) >>> 0;
    let gone = true;
    for (const [index, payload] of payloads.entries()) {
      sequence = (sequence + 1) & 0xffff;
      const marker = index === payloads.length - 1;
      gone &&= send(formatRtp({ payloadType: 96, marker, sequence, timestamp, payload }, ssrc));
    }
    if (gone) at = (at + 1) % film.frames.length;
  });
  return {
    sendBy(next) {
      if (send === null || next === null) at = 0;
      send = next;
    },
    again: () => void (at = 0),
    receive(packet) {
      const rtp = parseRtp(packet);
      if (rtp === null) return;
      const size = keyFrameSize(rtp.payload);
      seen = { ...seen, ...size, packets: seen.packets + 1, frames: seen.frames + (rtp.marker ? 1 : 0) };
    },
    seen: () => seen,
    dispose: undo,
  };
}
