import { z } from 'zod';

/**
 * One request's way, a hold's as any other control's:
 *
 *   withdrawn
 *     ▲
 *   asked ──▶ sent ──▶ confirmed
 *     │        │  ▲
 *     │        ▼  │ retry by a person, same key
 *     └─────▶ failed
 *
 * asked: on disk · sent: handed to the network, outcome not known · confirmed: the core's receipt is on disk ·
 * failed: refused for good, or nobody could say what became of it · withdrawn: taken back before anything left, never goes.
 * asked → confirmed exists for a restart that finds the core already holds a receipt under the key.
 */
export const holdStateSchema = z.enum(['asked', 'sent', 'confirmed', 'failed', 'withdrawn']);
export type HoldState = z.infer<typeof holdStateSchema>;

const steps: Readonly<Record<HoldState, readonly HoldState[]>> = {
  asked: ['sent', 'confirmed', 'failed', 'withdrawn'],
  sent: ['confirmed', 'failed'],
  confirmed: [],
  failed: ['asked'],
  withdrawn: [],
};

export const mayStep = (from: HoldState, to: HoldState): boolean => steps[from].includes(to);

/** Throws on an illegal step: that is a bug, not a failure. */
export function assertStep(from: HoldState, to: HoldState): void {
  if (!mayStep(from, to)) throw new Error(`a request may not step from ${from} to ${to}`);
}

export const isOpen = (state: HoldState): boolean => state === 'asked' || state === 'sent';
