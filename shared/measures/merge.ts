import type { Measures } from './contract.ts';

/** As many answers as the contract carries. */
const mostResponses = 100;

/** The figures of one call of which the measuring had to begin anew: what is a count or a length adds up, what is of now is the later one's. */
export function mergeMeasures(before: Measures | null, after: Measures): Measures {
  if (before === null) return after;
  return {
    measuredMs: before.measuredMs + after.measuredMs,
    agentTalkMs: before.agentTalkMs + after.agentTalkMs,
    callerTalkMs: before.callerTalkMs + after.callerTalkMs,
    overlapMs: before.overlapMs + after.overlapMs,
    callerOver: before.callerOver + after.callerOver,
    agentOver: before.agentOver + after.agentOver,
    silences: before.silences + after.silences,
    longestSilenceMs: Math.max(before.longestSilenceMs, after.longestSilenceMs),
    responses: [...before.responses, ...after.responses].slice(-mostResponses),
    loudness: after.loudness ?? before.loudness,
    pitch: after.pitch ?? before.pitch,
    agentRate: after.agentRate,
  };
}
