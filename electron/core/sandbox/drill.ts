import type { CoreDrill } from '#shared/training/core-drill.ts';
import type { SandboxFault, Standing } from './faults.ts';

/** `every`: of so many requests that fit, the first one. */
interface DrillRule {
  readonly on: RegExp;
  readonly every: number;
  readonly fault: SandboxFault;
}

/** Longer than a person finds quick, shorter than the desk's patience with a question about people (3 s). */
const slowMs = 2_500;
const decisions = /^(GET|POST) \/v1\/(holds|controls)(\/|$)/;
const newDecisions = /^POST \/v1\/(holds|controls)$/;
const anything = /^(GET|POST) \/v1\/(?!cases\/events)/;

const rules: Readonly<Record<CoreDrill, readonly DrillRule[]>> = {
  off: [],
  slow: [{ on: anything, every: 1, fault: { on: '', kind: 'delay', ms: slowMs } }],
  errors: [{ on: newDecisions, every: 2, fault: { on: '', kind: 'status', status: 503 } }],
  twice: [{ on: newDecisions, every: 1, fault: { on: '', kind: 'twice' } }],
  // Carried out, and nobody hears of it: also not by asking.
  silent: [{ on: decisions, every: 1, fault: { on: '', kind: 'silence', when: 'after' } }],
};

export interface Drilling extends Standing {
  set(drill: CoreDrill): void;
}

/** The standing misbehaviour of a training; the health question is slow too, so the strip tells the truth. */
export function createDrilling(): Drilling {
  let drill: CoreDrill = 'off';
  let count = 0;
  return {
    set(next) {
      drill = next;
      count = 0;
    },
    take(request) {
      const rule = rules[drill].find(({ on }) => on.test(request));
      if (!rule) return undefined;
      count += 1;
      return (count - 1) % rule.every === 0 ? rule.fault : undefined;
    },
  };
}
