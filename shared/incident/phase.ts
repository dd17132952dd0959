import { z } from 'zod';

/**
 * The life of one incident 批量挂失 (C08): a list of cards held as one operation.
 *
 *   checking ──▶ ready ──▶ awaitingSecond ──▶ running ⇄ paused ──▶ done
 *      │           │            │                └────────┴──────▶ stopped
 *      └───────────┴────────────┴──▶ discarded
 *
 * checking: the rows are asked about at the core · ready: what would be held is known, nothing is done yet ·
 * awaitingSecond: the first person stands by it, another one has to · running: cards are being held · paused: by a
 * person; what is on the wire is still answered · done: every card has its answer · stopped: by a person, the rest was
 * left alone · discarded: never begun.
 */
export const incidentPhaseSchema = z.enum([
  'checking',
  'ready',
  'awaitingSecond',
  'running',
  'paused',
  'done',
  'stopped',
  'discarded',
]);
export type IncidentPhase = z.infer<typeof incidentPhaseSchema>;

const steps: Readonly<Record<IncidentPhase, readonly IncidentPhase[]>> = {
  checking: ['ready', 'discarded'],
  ready: ['awaitingSecond', 'discarded'],
  awaitingSecond: ['running', 'discarded'],
  running: ['paused', 'done', 'stopped'],
  paused: ['running', 'stopped'],
  done: [],
  stopped: [],
  discarded: [],
};

export const mayStepIncident = (from: IncidentPhase, to: IncidentPhase): boolean => steps[from].includes(to);

/** Throws on an illegal step: that is a bug, not a failure. */
export function assertIncidentStep(from: IncidentPhase, to: IncidentPhase): void {
  if (!mayStepIncident(from, to)) throw new Error(`an incident may not step from ${from} to ${to}`);
}

/** True until nothing more will happen to it. */
export const isIncidentOpen = (phase: IncidentPhase): boolean => steps[phase].length > 0;
