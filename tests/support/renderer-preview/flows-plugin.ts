import { join, resolve } from 'node:path';
import type { Plugin } from 'vite';
import { readFlowFolder } from '#electron/flows/read-folder.ts';
import { begin } from '#shared/flows/engine.ts';
import { runOf } from '#shared/flows/run.ts';
import type { FlowLibrary, FlowsState } from '#shared/flows/state.ts';
import { flowsView, summaryOf } from '#shared/flows/view.ts';
import { noHolds } from '#shared/control/state.ts';
import { callId, elderlyCaller } from './fixtures.ts';

export interface FlowScene {
  readonly library: FlowLibrary;
  /** One that was just begun. */
  readonly begun: FlowsState;
}

/** The product's own flows, read by the product's own reader, as windows get them; one of them begun. */
export const flowsPlugin: Plugin = {
  name: 'guardline-flows',
  resolveId: (id) => (id === 'virtual:flows' ? '\0flows' : null),
  async load(id) {
    if (id !== '\0flows') return null;
    const { good, policies } = await readFlowFolder(
      join(resolve(import.meta.dirname, '../../..'), 'assets/flows'),
    );
    const flows = good.map(({ flow }) => flow);
    const flow = flows.find((one) => one.id === 'card-loss');
    if (!flow) throw new Error('no card-loss');
    const around = {
      caller: elderlyCaller(Date.now(), true),
      holds: noHolds.holds,
      agent: { zh: '林晓晴', en: 'Lin Xiaoqing' },
    };
    const first = begin(flow, around);
    const when = { at: Date.now(), callOffsetMs: 20_000 };
    const started = runOf('run-1', flow, [
      { kind: 'started', ...when, passed: [...first.passed], to: first.to },
    ]);
    const scene: FlowScene = {
      library: { flows: flows.map(summaryOf), refused: [] },
      begun: flowsView(callId, [started], around, { flows, policies }),
    };
    return `export default ${JSON.stringify(scene)}`;
  },
};
