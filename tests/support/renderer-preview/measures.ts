import type { MeasuresState } from '#shared/measures/state.ts';
import { callId } from './fixtures.ts';

/** A call that has been measured for a while. */
export const measured = (now: number): MeasuresState => ({
  status: 'measuring',
  callId,
  live: {
    measuredMs: 158_000,
    agentTalkMs: 61_000,
    callerTalkMs: 44_000,
    overlapMs: 1_400,
    callerOver: 1,
    agentOver: 1,
    silences: 3,
    longestSilenceMs: 4_200,
    responses: [
      { agentEndAt: now - 90_000, callerStartAt: now - 89_300, latencyMs: 700 },
      { agentEndAt: now - 30_000, callerStartAt: now - 26_900, latencyMs: 3_100 },
    ],
    loudness: { difference: 4.2, sigmas: 2.3 },
    pitch: { difference: 1.6, sigmas: 1.4 },
    agentRate: 3.9,
  },
  pace: { syllablesPerSecond: 3.9, calmSyllablesPerSecond: 3.3, speaking: true },
});
