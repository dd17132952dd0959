import type { CallerState } from '#shared/caller/contract.ts';
import type { ControlState } from '#shared/control/contract.ts';
import type { FlowSurroundings } from '#shared/flows/context.ts';
import type { Bilingual } from '#shared/lib/bilingual.ts';
import type { Undo } from '#shared/lib/clock.ts';
import { createPublisher, type Source } from '#shared/lib/publisher.ts';

export interface SurroundingsDeps {
  readonly caller: Source<CallerState>;
  readonly control: Source<ControlState>;
  /** Who sits here, for the gaps of a line; asked anew with every change. */
  readonly agent: () => Bilingual | null;
}

/** What flows know, as one value: the panel, the holds asked from this desk, the agent's name. */
export function createSurroundings({ caller, control, agent }: SurroundingsDeps): Source<FlowSurroundings> & {
  readonly dispose: Undo;
} {
  const now = (): FlowSurroundings => ({
    caller: caller.get(),
    holds: control.get().holds,
    agent: agent(),
  });
  const published = createPublisher(now());
  const renew = (): void => published.set(now());
  const undos = [caller.subscribe(renew), control.subscribe(renew)];
  return {
    get: published.get,
    subscribe: published.subscribe,
    dispose: () => undos.forEach((undo) => undo()),
  };
}
