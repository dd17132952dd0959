import type { CasesState, VerificationCase } from '#shared/cases/contract.ts';
import { priorityOf } from '#shared/cases/priority.ts';
import { noCases } from '#shared/cases/state.ts';
import type { Scene } from './fake-bridge.ts';
import { call, elderlyCaller, quiet, seat } from './fixtures.ts';

type Scenes = Readonly<Record<string, (now: number) => Scene>>;
const minute = 60_000;

interface Given {
  readonly id: string;
  readonly surname: string;
  readonly latin: string;
  readonly age: number;
  readonly yuan: number;
  readonly payee: string;
  readonly tier: 'medium' | 'high' | 'critical';
  readonly leftMin: number;
  readonly more?: Partial<VerificationCase>;
}

function one(now: number, given: Given): VerificationCase {
  const { id, surname, latin, age, yuan, payee, tier, leftMin, more = {} } = given;
  const { points, reasons } = priorityOf({
    tier,
    amount: yuan,
    age,
    secondTry: (more.refusedBefore?.length ?? 0) > 0,
    msLeft: leftMin * minute,
  });
  return {
    caseId: `case-${id}`,
    transactionId: `tx-${id}`,
    holder: {
      name: { zh: `${surname}女士`, en: `Ms ${latin}`, masked: `${surname}**` },
      age,
      flags: age >= 60 ? ['elderly'] : [],
      phoneMasked: '135****6713',
    },
    money: { amountMinor: yuan * 100, currency: 'CNY' },
    payeeMasked: payee,
    payeeIsNew: true,
    channel: 'app',
    purpose: { zh: '给亲戚周转', en: 'Lent to a relative' },
    submittedAt: now - 4 * minute,
    arrivedAt: now - 3 * minute,
    deadlineAt: now + leftMin * minute,
    cues: ['newPayee', 'singleAbove50k', 'afternoonOrEvening'],
    refusedBefore: [],
    attempts: [],
    lease: null,
    state: 'waiting',
    delayedUntil: null,
    decision: null,
    accountProtected: false,
    tier: {
      tier,
      control: tier === 'critical' ? 'accountProtect' : 'transactionDelay',
      reasons: [{ zh: '长者大额转给新收款人', en: 'Elderly, a large sum to a new payee' }],
    },
    priority: points,
    reasons,
    asked: [],
    ...more,
  };
}

const jia = (now: number, more: Partial<VerificationCase> = {}): VerificationCase =>
  one(now, {
    id: 'k1',
    surname: '贾',
    latin: 'Jia',
    age: 85,
    yuan: 1_650_000,
    payee: '沈**',
    tier: 'critical',
    leftMin: 26,
    more,
  });
const lin = (now: number, more: Partial<VerificationCase> = {}): VerificationCase =>
  one(now, {
    id: 'k2',
    surname: '林',
    latin: 'Lin',
    age: 67,
    yuan: 180_000,
    payee: '闵**',
    tier: 'high',
    leftMin: 8,
    more,
  });

const some = (now: number): VerificationCase[] => [
  jia(now),
  lin(now, { attempts: [{ attemptId: 'a', at: now - 2 * minute, seat: '3112', result: 'noAnswer' }] }),
  one(now, {
    id: 'k3',
    surname: '邹',
    latin: 'Zou',
    age: 24,
    yuan: 200_000,
    payee: 'L** T**',
    tier: 'high',
    leftMin: 35,
    more: {
      lease: { seat: '3112', until: now + 40_000, own: false },
      cues: ['newPayee', 'crossBorderRemittance', 'samePayeeAfterRefusal'],
      refusedBefore: [
        {
          transactionId: 'tx-0',
          at: now - 180 * minute,
          money: { amountMinor: 20_000_000, currency: 'CNY' },
        },
      ],
    },
  }),
  one(now, {
    id: 'k4',
    surname: '方',
    latin: 'Fang',
    age: 34,
    yuan: 86_000,
    payee: '某科技**',
    tier: 'high',
    leftMin: 90,
    more: {
      state: 'blocked',
      accountProtected: true,
      decision: { kind: 'refused', by: 'rule', at: now - 5 * minute, who: null, reason: 'twoAttempts' },
      attempts: [
        { attemptId: 'b', at: now - 9 * minute, seat: '3107', result: 'hungUp' },
        { attemptId: 'c', at: now - 6 * minute, seat: '3107', result: 'hungUp' },
      ],
    },
  }),
  one(now, {
    id: 'k5',
    surname: '何',
    latin: 'He',
    age: 55,
    yuan: 29_800,
    payee: '吕**',
    tier: 'medium',
    leftMin: -20,
    more: {
      state: 'closed',
      decision: { kind: 'refused', by: 'timer', at: now - 20 * minute, who: null, reason: 'nobodyAsked' },
    },
  }),
];

const live = (now: number): CasesState => ({
  ...noCases(now),
  feed: { state: 'live', since: now - 90_000, lastHeardAt: now - 2000, nextTryAt: null, problem: null },
  heard: true,
  offersItself: true,
  firstRing: { count: 14, within30: 14, lastMs: 7400, worstMs: 18_900 },
});

/** Every designed state of the inbox, and of a case at the desk. */
export const casesScenes = (base: (now: number) => Scene): Scenes => {
  const atHand = (caseId: string, phase: 'coming' | 'dialing' | 'talking' | 'deciding', now: number) => ({
    caseId,
    phase,
    dialAt: phase === 'coming' ? now + 5000 : null,
    callId: null,
    marked: null,
  });
  const own = { seat: '3107', until: Date.now() + 40_000, own: true };
  return {
    'cases-full': (now) => ({ ...base(now), 'cases/state': { ...live(now), cases: some(now) } }),
    'cases-empty': (now) => ({ ...base(now), 'cases/state': live(now) }),
    'cases-loading': (now) => ({
      ...base(now),
      'cases/state': { ...noCases(now), feed: { ...noCases(now).feed, state: 'connecting' } },
    }),
    'cases-failed': (now) => ({
      ...base(now),
      'cases/state': {
        ...live(now),
        feed: {
          state: 'retrying',
          since: now - 40_000,
          lastHeardAt: now - 52_000,
          nextTryAt: now + 7000,
          problem: 'unreachable',
        },
        cases: some(now),
      },
    }),
    'cases-overdue': (now) => ({
      ...base(now),
      'cases/state': { ...live(now), cases: [jia(now, { deadlineAt: now - 4000 }), ...some(now).slice(1)] },
    }),
    'case-coming': (now) => ({
      ...base(now),
      'cases/state': {
        ...live(now),
        cases: [jia(now, { lease: own })],
        atHand: atHand('case-k1', 'coming', now),
      },
    }),
    'case-call': (now) => ({
      ...base(now),
      'seat/state': seat('talking', now),
      'call/state': { calls: [{ ...call('active', now), direction: 'outgoing' }] },
      'caller/state': elderlyCaller(now, true),
      'guidance/state': {
        ...quiet,
        asked: [
          {
            playbookId: 'outbound-verification',
            questionId: 'whatFor',
            askedAt: now - 40_000,
            callOffsetMs: 20_000,
            mark: 'clear',
            answerNote: null,
            latencyMs: 600,
            latencySource: 'agent',
          },
          {
            playbookId: 'outbound-verification',
            questionId: 'howKnowPayee',
            askedAt: now - 12_000,
            callOffsetMs: 48_000,
            mark: 'hesitant',
            answerNote: null,
            latencyMs: 3100,
            latencySource: 'agent',
          },
        ],
      },
      'cases/state': {
        ...live(now),
        cases: [jia(now, { lease: own })],
        atHand: atHand('case-k1', 'talking', now),
      },
    }),
  };
};
