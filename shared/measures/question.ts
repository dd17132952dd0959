import type { Segment } from './segmenter.ts';
import { shortestTurnMs } from './turns.ts';

/** The key is pressed while one speaks or just after: a turn that ended this long before it is still the question. */
const justBeforeMs = 1_500;

/**
 * How long the caller took to answer a question that the agent has marked, ms; null while there is no answer. The question is
 * the agent's turn at the mark, else one that has just ended, else the next one; it ends with the last turn before the answer. A caller who
 * comes in before the end and goes on answers at once: 0.
 */
export function answerTo(
  agent: readonly Segment[],
  caller: readonly Segment[],
  markedMs: number,
): { readonly callerStartMs: number; readonly latencyMs: number } | null {
  const turns = agent.filter(
    ({ startMs, endMs }) => endMs - startMs >= shortestTurnMs && endMs >= markedMs - justBeforeMs,
  );
  const question = turns[0];
  if (question === undefined) return null;
  for (const { startMs, endMs } of caller) {
    if (startMs < question.startMs) continue;
    const agentEndMs = turns.findLast((turn) => turn.startMs < startMs)?.endMs ?? question.endMs;
    if (endMs - Math.max(startMs, agentEndMs) >= shortestTurnMs)
      return { callerStartMs: startMs, latencyMs: Math.max(0, startMs - agentEndMs) };
  }
  return null;
}
