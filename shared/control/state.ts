import type { ControlState } from './contract.ts';

export const noHolds: ControlState = { holds: [], outboxDepth: 0 };
