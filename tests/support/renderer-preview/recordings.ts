import type { CommandOutput } from '#shared/contract/index.ts';
import type { RecordedCall, RecordingState } from '#shared/recording/contract.ts';
import type { Recording, RecordingId } from '#shared/recording/recording.ts';
import { peakSamples, recordedRateHz } from '#shared/recording/sound.ts';
import type { Scene } from './fake-bridge.ts';
import { callId, signedIn } from './fixtures.ts';

const minute = 60_000;
const one = (id: string, startedAt: number, more: Partial<Recording> = {}): Recording => ({
  recordingId: id as RecordingId,
  callId,
  why: 'training',
  agent: { personId: 'sample-agent', name: '林晓晴' },
  direction: 'incoming',
  numberMasked: '138****2207',
  scenarioId: 'case-3-12',
  startedAt,
  endedAt: startedAt + 263_000,
  state: 'ended',
  durationMs: 263_000,
  bytes: 6_300_000,
  marks: [
    { kind: 'paused', fromMs: 96_000, toMs: 121_000 },
    { kind: 'held', fromMs: 188_000, toMs: 214_000 },
  ],
  moments: [
    { atMs: 41_000, kind: 'cueTicked', params: { cueId: 'coverExpiry' } },
    { atMs: 52_000, kind: 'playbookChosen', params: { playbookId: 'fake-support-cover-expiry' } },
    {
      atMs: 60_000,
      kind: 'questionAsked',
      params: { playbookId: 'fake-support-cover-expiry', questionId: 'howKnowPayee' },
    },
    { atMs: 131_000, kind: 'cardHoldAsked', params: { cardId: 'card-1' } },
    { atMs: 133_000, kind: 'cardHoldConfirmed', params: { cardId: 'card-1' } },
  ],
  ...more,
});

export const recordingList = (now: number): CommandOutput<'recording/list'> => ({
  recordings: [
    one('r-1', now - 12 * minute),
    one('r-2', now - 70 * minute, { scenarioId: 'case-2-10', durationMs: 512_000, state: 'brokenOff' }),
    one('r-3', now - 26 * 60 * minute, { scenarioId: null, why: 'policy', durationMs: 148_000 }),
    one('r-4', now - 27 * 60 * minute, { scenarioId: 'case-3-17', durationMs: 337_000 }),
  ],
  keepDays: 30,
  mayDelete: true,
  mayExport: true,
});

/** Two voices that take turns, silent where nothing was recorded. */
function peaksOf({ durationMs, marks }: Recording, leg: 0 | 1): string {
  const count = Math.ceil((durationMs / 1_000) * (recordedRateHz / peakSamples));
  const each = (peakSamples / recordedRateHz) * 1_000;
  const codes = Array.from({ length: count }, (_, at) => {
    const ms = at * each;
    if (marks.some(({ fromMs, toMs }) => ms >= fromMs && ms < (toMs ?? durationMs))) return 0;
    const turn = Math.floor(ms / 5_300) % 2 === leg;
    const voice = Math.abs(Math.sin(at * 1.7) * Math.cos(at * 0.23) * Math.sin(at * 0.051 + leg));
    return Math.round(turn ? 18 + 150 * voice : 2 * voice);
  });
  return btoa(String.fromCharCode(...codes));
}

export function openedRecording(now: number, recordingId: string): CommandOutput<'recording/open'> {
  const all = recordingList(now).recordings;
  const found = all.find((given) => given.recordingId === recordingId) ?? one('r-1', now);
  return { recording: found, agentPeaks: peaksOf(found, 0), callerPeaks: peaksOf(found, 1) };
}

const recorded = (now: number, state: RecordedCall['state']): RecordingState => ({
  calls: [
    {
      callId,
      recordingId: 'r-9' as RecordingId,
      state,
      pending: false,
      startedAt: now - 158_000,
      pausedAt: state === 'paused' ? now - 12_000 : null,
    },
  ],
  listRevision: 1,
});

export const recordingScenes = (
  talking: (now: number) => Scene,
  trainer: (now: number) => Scene,
): Readonly<Record<string, (now: number) => Scene>> => ({
  recorded: (now) => ({ ...talking(now), 'recording/state': recorded(now, 'recording') }),
  'recording-paused': (now) => ({ ...talking(now), 'recording/state': recorded(now, 'paused') }),
  'recording-failed': (now) => ({ ...talking(now), 'recording/state': recorded(now, 'failed') }),
  recordings: (now) => ({
    ...trainer(now),
    'access/state': signedIn(2),
    'recording/state': { calls: [], listRevision: 1 },
  }),
});
