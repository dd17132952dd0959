import { z } from 'zod';
import { captionRateHz } from '#shared/captions/sound.ts';

/*
 * The FunASR WebSocket protocol, "Real-time Speech Recognition", as its public documentation has it:
 * runtime/docs/websocket_protocol.md and _zh.md of github.com/modelscope/FunASR (the text of January and November 2024, read
 * at commit 3c58cb5 of August 2026), and what the two servers of that repository do beyond it. See README.md of this room.
 */

/** Weight of a hotword, as in the documentation's own example. */
const hotwordWeight = 20;

export interface Hello {
  /** Tells the server's log which stream it was; nothing of the caller. */
  readonly name: string;
  readonly hotwords: readonly string[];
}

/** "Initial Communication": once, before any sound. Hotwords are a JSON text in the JSON. */
export const helloMessage = ({ name, hotwords }: Hello): string =>
  JSON.stringify({
    mode: '2pass',
    chunk_size: [5, 10, 5],
    chunk_interval: 10,
    // Of the Python client; the documentation is silent on these two, and the runtime does not read them.
    encoder_chunk_look_back: 4,
    decoder_chunk_look_back: 0,
    wav_name: name,
    wav_format: 'pcm',
    audio_fs: captionRateHz,
    is_speaking: true,
    itn: true,
    ...(hotwords.length === 0
      ? {}
      : { hotwords: JSON.stringify(Object.fromEntries(hotwords.map((word) => [word, hotwordWeight]))) }),
  });

/** "End of Audio Flag". `is_end` is asked for by newer Python servers, which then answer it; the others do not read it. */
export const goodbyeMessage = JSON.stringify({ is_speaking: false, is_end: true });

/** As much of an answer as is used. Other keys, and other shapes of the times, are the server's own. */
const answerSchema = z
  .looseObject({
    mode: z.string().max(40),
    text: z.string().max(20_000),
    is_end: z.boolean(),
    is_final: z.boolean(),
    wav_name: z.string(),
    error: z.string(),
    /** Of the runtime: ms since the stream began. */
    start_time: z.number(),
    stamp_sents: z.unknown(),
  })
  .partial();

export interface Answer {
  /** `online` adds to the sentence, `offline` replaces and ends it; null: says nothing about words. */
  readonly pass: 'online' | 'offline' | null;
  readonly text: string;
  /** ms since the stream began, where the server says it. */
  readonly startMs: number | null;
  readonly isEnd: boolean;
  readonly error: string | null;
}

/** null: no answer of this protocol. `is_final` is not looked at: its servers do not mean the same by it. */
export function readAnswer(message: string): Answer | null {
  let json: unknown;
  try {
    json = JSON.parse(message);
  } catch {
    return null;
  }
  const parsed = answerSchema.safeParse(json);
  if (!parsed.success) return null;
  const { mode, text, is_end, is_final, wav_name, error, start_time, stamp_sents } = parsed.data;
  if (text === undefined && is_end === undefined && is_final === undefined && wav_name === undefined)
    return null;
  const pass = mode?.endsWith('online') ? 'online' : mode?.endsWith('offline') ? 'offline' : null;
  return {
    pass,
    text: readable(text ?? ''),
    startMs: start_time ?? startOf(stamp_sents),
    isEnd: is_end === true,
    error: error?.slice(0, 200) ?? null,
  };
}

/** Without the marks some of its models put into the text (`<|zh|><|NEUTRAL|>`), and without control characters. */
const readable = (text: string): string =>
  text
    .replace(/<\|[^|>]{0,40}\|>/g, '')
    // eslint-disable-next-line no-control-regex
    .replace(/[\u0000-\u001f\u007f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, ' ');

const sentsSchema = z.array(z.looseObject({ start: z.number() })).min(1);

function startOf(stampSents: unknown): number | null {
  const sents = sentsSchema.safeParse(stampSents);
  return sents.success ? (sents.data[0]?.start ?? null) : null;
}
