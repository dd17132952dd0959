import { noHolds } from '#shared/control/state.ts';
import { controlRequest, releaseAsk } from './control-fixtures.ts';
import { deskScenes, talking } from './desk-scenes.ts';
import type { Scene } from './fake-bridge.ts';
import { call, elderlyCaller, flag, foreignCaller, guiding, hold } from './fixtures.ts';

/** Decisions and what became of them, and prompts in a further language. */
export const controlScenes: Readonly<Record<string, (now: number) => Scene>> = {
  // Refused at the core, the wrong card held, and the team lead keeps the hold.
  decided: (now) => ({
    ...deskScenes['scam']?.(now),
    'control/state': {
      ...noHolds,
      holds: [hold('card-1', 'confirmed', now)],
      requests: [
        controlRequest(now),
        controlRequest(now, {
          requestId: 'req-2',
          control: 'transactionRefuse',
          target: {
            kind: 'transaction',
            id: elderlyCaller(now, true).pendingTransaction?.transactionId ?? '',
            masked: '沈**',
          },
        }),
      ],
      releaseAsks: [
        releaseAsk(now, {
          state: 'declined',
          decidedAt: now - 20_000,
          decidedBy: { personId: 'p-3', name: '周岚' },
          decidedReason: '对方还在线，先留着',
        }),
      ],
    },
  }),
  korean: (now) => ({
    ...talking(now),
    'call/state': { calls: [call('active', now, { queue: 'queue-foreign', numberMasked: '+82 10****118' })] },
    'caller/state': {
      ...foreignCaller(now),
      flags: [flag('foreignLanguage', now, [{ source: 'heardByAgent', params: { language: 'ko' } }])],
    },
    'guidance/state': guiding(now),
  }),
};
