import type { SampleCase } from '#shared/cases/sample-case.ts';
import type { Outbound } from '#shared/training/outbound.ts';

/** Lets a sample case arrive: the core stops the transaction, and its holder is there to be rung. */
export function createCaseSender(deps: {
  readonly outbound: readonly Outbound[];
  readonly numberOf: (customerId: string) => string;
  readonly arm: (outbound: Outbound, number: string) => void;
  readonly arrive: (sample: SampleCase) => string;
}): (scenarioId: string | undefined) => string | null {
  let turn = 0;
  return (scenarioId) => {
    const { outbound } = deps;
    const one =
      scenarioId === undefined
        ? outbound[turn++ % Math.max(1, outbound.length)]
        : outbound.find(({ script }) => script.id === scenarioId);
    if (!one) return null;
    deps.arm(one, deps.numberOf(one.case.customerId));
    return deps.arrive(one.case);
  };
}
