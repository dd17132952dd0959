import { factsOf } from '#shared/flows/context.ts';
import type { CallerState } from '#shared/caller/contract.ts';
import type { Hold } from '#shared/control/contract.ts';
import type { FlowsState } from '#shared/flows/state.ts';
import type { GuidanceState } from '#shared/guidance/state.ts';

/** What is known around a call, as the topics have it. */
export interface QualitySurroundings {
  readonly callId: string;
  readonly outgoing: boolean;
  /** Texts that the far end has taken. */
  readonly textsSent: number;
  /** Its words are shown as text, and the bank wants the caller told. */
  readonly captioned: boolean;
  readonly caller: CallerState;
  readonly holds: readonly Hold[];
  readonly guidance: GuidanceState;
  readonly flows: FlowsState;
}

function factsOfFlows({ callId, flows }: QualitySurroundings): readonly string[] {
  if (flows.callId !== callId) return [];
  const runs = [...(flows.run ? [flows.run] : []), ...flows.others];
  return [
    ...(runs.length > 0 ? ['flow.begun'] : []),
    ...(flows.others.some(({ state }) => state === 'ended') ? ['flow.finished'] : []),
    ...runs.flatMap(({ flowId, trail }) => [
      `flow.${flowId}`,
      ...trail.filter(({ by }) => by === 'agent').map(({ stepId }) => `flow.${flowId}.${stepId}`),
    ]),
  ];
}

function factsOfPrompts({ callId, guidance }: QualitySurroundings): readonly string[] {
  if (guidance.callId !== callId) return [];
  return [
    ...(guidance.playbookId === null ? [] : ['playbook.open', `playbook.${guidance.playbookId}`]),
    ...(guidance.asked.length > 0 ? ['playbook.asked'] : []),
    ...(guidance.said.length > 0 ? ['playbook.said'] : []),
  ];
}

/** Every fact that holds now, of the vocabulary of `sheet.ts`. What is not known is not a fact. */
export function qualityFacts(around: QualitySurroundings): ReadonlySet<string> {
  const { callId, caller, holds, outgoing, textsSent, captioned } = around;
  const own = holds.filter((hold) => hold.callId === callId);
  const ofPanel = caller.callId === callId ? factsOf({ caller, holds, agent: null, cardId: null }) : [];
  return new Set<string>([
    ...ofPanel,
    ...factsOfFlows(around),
    ...factsOfPrompts(around),
    ...(outgoing ? ['call.outgoing'] : []),
    ...(textsSent > 0 ? ['text.sent'] : []),
    ...(captioned ? ['captions.on'] : []),
    ...(own.length > 0 ? ['hold.asked'] : []),
    ...(own.some(({ state }) => state === 'confirmed') ? ['hold.confirmed'] : []),
  ]);
}
