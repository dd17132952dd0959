import type { Segment } from './segmenter.ts';

/** Shorter is a 嗯 or 对: no answer and no talk-over. */
export const shortestTurnMs = 300;
const silenceFromMs = 2_000;

export interface Turns {
  readonly agentTalkMs: number;
  readonly callerTalkMs: number;
  readonly overlapMs: number;
  readonly callerOver: number;
  readonly agentOver: number;
  readonly silences: number;
  readonly longestSilenceMs: number;
  readonly responses: readonly { agentEndMs: number; callerStartMs: number; latencyMs: number }[];
}

const lengthOf = (all: readonly Segment[]): number =>
  all.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);

/** The moments in which both speak, and who came in on whom. */
function together(agent: readonly Segment[], caller: readonly Segment[]) {
  let overlapMs = 0;
  let [callerOver, agentOver] = [0, 0];
  for (const own of agent)
    for (const other of caller) {
      const shared = Math.min(own.endMs, other.endMs) - Math.max(own.startMs, other.startMs);
      if (shared <= 0) continue;
      overlapMs += shared;
      if (shared < shortestTurnMs) continue;
      if (other.startMs > own.startMs) callerOver += 1;
      else agentOver += 1;
    }
  return { overlapMs, callerOver, agentOver };
}

function silencesOf(all: readonly Segment[], breaksMs: readonly number[], toMs: number) {
  let heardToMs = 0;
  let [silences, longestSilenceMs] = [0, 0];
  const points = [...breaksMs, toMs].map((at) => ({ startMs: at, endMs: at }));
  for (const { startMs, endMs } of [...all, ...points].toSorted(
    (one, other) => one.startMs - other.startMs,
  )) {
    const gapMs = startMs - heardToMs;
    if (gapMs >= silenceFromMs) silences += 1;
    longestSilenceMs = Math.max(longestSilenceMs, gapMs);
    heardToMs = Math.max(heardToMs, endMs);
  }
  return { silences, longestSilenceMs };
}

/**
 * Reads the two sides together. A response is the caller's first turn after the agent's turn has ended and before the agent goes
 * on; a caller who comes in on the agent gives none, for there was no pause to measure.
 * @param breaksMs where the measuring stood still (hold): nothing is read across them
 */
export function turnsOf(
  agent: readonly Segment[],
  caller: readonly Segment[],
  toMs: number,
  breaksMs: readonly number[] = [],
): Turns {
  const isTurn = ({ startMs, endMs }: Segment): boolean => endMs - startMs >= shortestTurnMs;
  const asked = agent.filter(isTurn);
  const answered = caller.filter(isTurn);
  const responses = asked.flatMap(({ endMs }, index) => {
    const breakMs = breaksMs.find((at) => at >= endMs) ?? Number.POSITIVE_INFINITY;
    const nextMs = Math.min(asked[index + 1]?.startMs ?? Number.POSITIVE_INFINITY, breakMs);
    const isBusy = answered.some((one) => one.startMs < endMs && one.endMs > endMs);
    const first = answered.find(({ startMs }) => startMs >= endMs && startMs < nextMs);
    if (isBusy || first === undefined) return [];
    return [{ agentEndMs: endMs, callerStartMs: first.startMs, latencyMs: first.startMs - endMs }];
  });
  const all = [...agent, ...caller];
  return {
    agentTalkMs: lengthOf(agent),
    callerTalkMs: lengthOf(caller),
    ...together(agent, caller),
    ...silencesOf(all, breaksMs, toMs),
    responses,
  };
}
