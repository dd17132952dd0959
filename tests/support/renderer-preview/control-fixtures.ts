import type { ControlRequest, ReleaseAsk } from '#shared/control/contract.ts';
import { callId } from './fixtures.ts';

/** An agent wants a hold taken back. */
export const releaseAsk = (now: number, more: Partial<ReleaseAsk> = {}): ReleaseAsk => ({
  askId: 'ask-1',
  requestId: 'hold-card-1',
  target: { kind: 'card', id: 'card-1', masked: '6222 02** **** 7788' },
  callId,
  why: 'wrongCard',
  reason: '',
  askedAt: now - 95_000,
  askedBy: { personId: 'p-1', name: '林晓晴' },
  state: 'open',
  decidedAt: null,
  decidedBy: null,
  decidedReason: '',
  ...more,
});

/** A control on its way or arrived. */
export const controlRequest = (now: number, more: Partial<ControlRequest> = {}): ControlRequest => ({
  requestId: 'hold-card-1',
  action: 'apply',
  control: 'cardHold',
  target: { kind: 'card', id: 'card-1', masked: '6222 02** **** 7788' },
  params: { dayLimit: null, until: null, message: null },
  reason: '',
  caseId: null,
  recommended: null,
  undoes: null,
  undoneAt: null,
  told: [],
  callId,
  state: 'confirmed',
  askedAt: now - 2400,
  sentAt: now - 2390,
  answeredAt: now - 500,
  attempts: 1,
  receipt: null,
  failure: null,
  trouble: null,
  askedBy: { personId: 'p-1', name: '林晓晴' },
  ...more,
});
