import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { decodeMulaw } from '#shared/lib/mulaw.ts';
import type { CommandOutput } from '#shared/contract/index.ts';
import type { Recording } from '#shared/recording/recording.ts';
import { msToSamples, recordedRateHz } from '#shared/recording/sound.ts';
import type { Result } from '#shared/errors/result.ts';
import type { Desk } from './desk-app.ts';
import { levelOf } from './tone.ts';

type Sender = Pick<Desk, 'send'>;

export async function recordingsOf(desk: Sender): Promise<readonly Recording[]> {
  const answer = (await desk.send('recording/list', {})) as Result<CommandOutput<'recording/list'>>;
  return answer.ok ? answer.value.recordings : [];
}

export interface RecordedLegs {
  readonly agent: Int16Array;
  readonly caller: Int16Array;
  /** Bytes as they lie in the store, for the search in the clear. */
  readonly raw: readonly Buffer[];
}

/** A whole recording out of the encrypted store, by the desk's own way to it. What no chunk covers is zero. */
export async function soundOfRecording(desk: Sender, one: Recording): Promise<RecordedLegs> {
  const legs = {
    agent: new Int16Array(msToSamples(one.durationMs)),
    caller: new Int16Array(msToSamples(one.durationMs)),
  };
  const raw: Buffer[] = [];
  await desk.send('recording/open', { recordingId: one.recordingId });
  for (let [fromMs, last] = [0, false]; !last;) {
    const answer = (await desk.send('recording/sound', { recordingId: one.recordingId, fromMs })) as Result<
      CommandOutput<'recording/sound'>
    >;
    if (!answer.ok) throw new Error(answer.error.code);
    for (const chunk of answer.value.chunks) {
      for (const leg of ['agent', 'caller'] as const) {
        if (chunk[leg] === null) continue;
        const codes = Buffer.from(chunk[leg], 'base64');
        raw.push(codes);
        codes.forEach((code, at) => (legs[leg][chunk.atSample + at] = decodeMulaw(code)));
      }
      fromMs = Math.ceil((chunk.atSample + chunk.samples) / 16);
    }
    ({ last } = answer.value);
  }
  return { ...legs, raw };
}

export const part = (leg: Int16Array, fromMs: number, toMs: number): Int16Array =>
  leg.subarray(msToSamples(fromMs), msToSamples(toMs));

export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

const frameMs = 100;

/**
 * What the clean tenths of a second within these spans are like (the 90th percentile: on a loaded machine packets come late, and what the
 * agent heard in their place is recorded as faithfully): how much of the energy is the leg's own tone, and how far it is over the
 * other's. Whole waves of both tones fit a tenth, so that neither shows in the other's bin.
 */
export function toneIn(
  leg: Int16Array,
  spans: readonly Span[],
  ownHz: number,
  otherHz: number,
): { readonly share: number; readonly apartDb: number; readonly count: number } {
  const frames = spans.flatMap(({ fromMs, toMs }) =>
    Array.from({ length: Math.max(0, Math.floor((toMs - fromMs) / frameMs)) }, (_, at) =>
      part(leg, fromMs + at * frameMs, fromMs + (at + 1) * frameMs),
    ),
  );
  const rows = frames.map((samples) => {
    const meanSquare = samples.reduce((sum, one) => sum + (one / 32_768) ** 2, 0) / samples.length;
    const own = levelOf(samples, recordedRateHz, ownHz);
    return {
      // A tone of amplitude a has a²/2.
      share: meanSquare === 0 ? 0 : 10 ** (own / 10) / 2 / meanSquare,
      apartDb: own - levelOf(samples, recordedRateHz, otherHz),
    };
  });
  const clean = (values: readonly number[]): number =>
    values.toSorted((one, other) => one - other)[Math.floor(values.length * 0.9)] ?? 0;
  return {
    share: clean(rows.map(({ share }) => share)),
    apartDb: clean(rows.map(({ apartDb }) => apartDb)),
    count: rows.length,
  };
}

/** Files below `folder` that hold these bytes as they are. */
export function bytesIn(folder: string, wanted: readonly Buffer[]): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => {
      const content = readFileSync(file);
      return wanted.some((bytes) => content.includes(bytes));
    })
    .map((file) => relative(folder, file));
}
