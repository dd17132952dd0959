import { noHolds } from '#shared/control/state.ts';
import { join } from 'node:path';
import { readFlowFolder } from '#electron/flows/read-folder.ts';
import type { CallerState } from '#shared/caller/contract.ts';
import type { Hold } from '#shared/control/contract.ts';
import type { FlowSurroundings } from '#shared/flows/context.ts';
import { advance, begin, type Answer } from '#shared/flows/engine.ts';
import { applyEvent, runOf, type FlowRun } from '#shared/flows/run.ts';
import type { FlowLibrary } from '#shared/flows/state.ts';
import { flowsView, summaryOf } from '#shared/flows/view.ts';
import { deskScenes } from '#tests/support/renderer-preview/desk-scenes.ts';
import type { Scene } from '#tests/support/renderer-preview/fake-bridge.ts';
import { callId } from '#tests/support/renderer-preview/fixtures.ts';
import { root } from '../i18n/sources.ts';
import { now } from '../desk-in.ts';

const folder = await readFlowFolder(join(root, 'assets/flows'));
const flows = folder.good.map(({ flow }) => flow);
const content = { flows, policies: folder.policies };
export const flowLibrary: FlowLibrary = { flows: flows.map(summaryOf), refused: [] };

const when = { at: now, callOffsetMs: 20_000 };

/** A scene of the desk in which the flow has come as far as the answers lead, as main would say it. */
export function inFlow(
  flowId: string,
  answers: readonly Answer[] = [],
  options: {
    readonly scene?: string;
    readonly caller?: (panel: CallerState) => CallerState;
    readonly holds?: readonly Hold[];
    readonly state?: FlowRun['state'];
    readonly more?: Scene;
  } = {},
): Scene {
  const flow = flows.find(({ id }) => id === flowId);
  const made = deskScenes[options.scene ?? 'quiet'];
  if (!flow || !made) throw new Error(`no flow ${flowId} or scene`);
  const scene = made(now);
  const panel = scene['caller/state'];
  if (!panel) throw new Error('nobody on the line');
  const caller = options.caller?.(panel) ?? panel;
  const holds = options.holds ?? [];
  const around: FlowSurroundings = { caller, holds, agent: { zh: '林晓晴', en: 'Lin Xiaoqing' } };
  const first = begin(flow, around);
  let run = runOf('run-1', flow, [{ kind: 'started', ...when, passed: [...first.passed], to: first.to }]);
  for (const answer of answers) {
    const move = advance(run, answer, around);
    if (!move) throw new Error(`no such answer at ${run.stepId}`);
    run = applyEvent(run, { kind: 'moved', ...when, passed: [...move.passed], to: move.to });
  }
  if (options.state === 'stopped') run = applyEvent(run, { kind: 'stopped', ...when });
  return {
    ...scene,
    'caller/state': caller,
    'control/state': { ...noHolds, holds: [...holds], outboxDepth: 0 },
    'flows/state': flowsView(callId, [run], around, content),
    'flows/library': flowLibrary,
    ...options.more,
  };
}
