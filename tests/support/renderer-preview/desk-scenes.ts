import { noHolds } from '#shared/control/state.ts';
import { careFlagIds } from '#shared/care/care-flag.ts';
import { noCallState } from '#shared/guidance/state.ts';
import type { Scene } from './fake-bridge.ts';
import { measured } from './measures.ts';
import { notices } from './notices.ts';
import { quality } from './quality.ts';
import { shared } from './shared.ts';
import { looseTexts, pictureState, sharingLibrary, textState } from './texts.ts';
import {
  call,
  callId,
  card,
  deafCaller,
  elderlyCaller,
  flag,
  foreignCaller,
  guiding,
  hold,
  noCaller,
  quiet,
  seat,
  signedIn,
} from './fixtures.ts';

export const base = (now: number): Scene => ({
  'access/state': signedIn(),
  'seat/state': seat('ready', now),
  'call/state': { calls: [] },
  'caller/state': noCaller,
  'control/state': { ...noHolds, holds: [], outboxDepth: 0 },
  'guidance/state': noCallState,
  'notices/state': notices,
  'line/state': {
    state: 'registered',
    exchange: 'embedded',
    host: '127.0.0.1',
    user: '3107',
    lastConfirmedAt: now - 12_000,
    latencyMs: 18,
    nextConfirmAt: now + 3_000,
    validUntil: now + 280_000,
    isFallback: false,
    nextTryAt: null,
    attempt: 0,
    problem: null,
  },
  'core/health': {
    state: 'ok',
    latencyMs: 21,
    lastOkAt: now - 4000,
    checkedAt: now - 4000,
    problem: null,
    sandbox: true,
  },
  'knowledge/state': { phase: 'ready', articleCount: 30, indexedAt: now, problems: [] },
});

export const talking = (now: number): Scene => ({
  ...base(now),
  'seat/state': seat('talking', now),
  'call/state': { calls: [call('active', now)] },
  'caller/state': elderlyCaller(now, true),
  'guidance/state': quiet,
  'quality/state': quality(now),
  'sharing/state': shared(now),
  'measures/state': measured(now),
});

export const scam = (now: number): Scene => ({
  ...talking(now),
  'guidance/state': guiding(now),
  'control/state': { ...noHolds, holds: [hold('card-1', 'sent', now)], outboxDepth: 1 },
});

const gate = (now: number, access: Partial<ReturnType<typeof signedIn>>): Scene => ({
  ...base(now),
  'access/state': { ...signedIn(), person: null, ...access },
});

/** Every designed state of the agent's desk and of the gate, by name. */
export const deskScenes: Readonly<Record<string, (now: number) => Scene>> = {
  'sign-in': (now) => gate(now, { phase: 'signIn' }),
  'choose-passphrase': (now) => gate(now, { phase: 'choosePassphrase' }),
  unlock: (now) => gate(now, { phase: 'enterPassphrase', tryAgainAt: now + 4000 }),
  damaged: (now) =>
    gate(now, {
      phase: 'storeDamaged',
      damage: { reason: 'damaged', file: 'guardline.db', keptAs: 'guardline.2026-11-21.damaged.db' },
    }),
  policy: (now) =>
    gate(now, {
      phase: 'starting',
      policyProblem: {
        file: '/etc/guardline/policy.yaml',
        line: 7,
        column: 3,
        reason: 'unknownKey',
        key: 'exchange.adress',
        detail: '',
        limit: null,
      },
    }),
  feedback: (now) => ({
    ...base(now),
    'access/state': signedIn(1),
    'seat/state': seat('notReady', now),
    'feedback/state': { open: 4, changedAt: now },
  }),
  'not-ready': (now) => ({ ...base(now), 'seat/state': seat('notReady', now) }),
  ready: base,
  'line-down': (now) => ({
    ...base(now),
    'line/state': {
      state: 'waiting',
      exchange: 'configured',
      host: 'sip.bank.example',
      user: '3107',
      lastConfirmedAt: now - 95_000,
      latencyMs: null,
      nextConfirmAt: null,
      validUntil: null,
      isFallback: false,
      nextTryAt: now + 14_000,
      attempt: 4,
      problem: { code: 'unreachable', status: null, detail: '' },
    },
  }),
  ring: (now) => ({
    ...base(now),
    'seat/state': seat('ringing', now),
    'call/state': { calls: [call('ringing', now)] },
    'caller/state': elderlyCaller(now, false),
    'guidance/state': quiet,
  }),
  quiet: (now) => ({
    ...talking(now),
    'caller/state': { ...elderlyCaller(now, true), riskFacts: [], pendingTransaction: null },
  }),
  suggesting: (now) => ({
    ...talking(now),
    'guidance/state': { ...guiding(now), mode: 'suggesting', playbookId: null },
  }),
  scam,
  asked: (now) => {
    const first = { ...guiding(now) };
    return {
      ...scam(now),
      'guidance/state': {
        ...first,
        asked: [
          {
            playbookId: 'fake-support-cover-expiry',
            questionId: 'whoIsPayee',
            askedAt: now,
            callOffsetMs: 150_000,
            mark: 'hesitant',
            answerNote: null,
            latencyMs: 3400,
            nextConfirmAt: now + 3_000,
            validUntil: now + 280_000,
            isFallback: false,
            latencySource: 'agent' as const,
          },
        ],
        counts: { ...first.counts, questionsAsked: 1, questionsLeft: 3 },
      },
    };
  },
  'hold-states': (now) => ({
    ...scam(now),
    'control/state': {
      ...noHolds,
      holds: [
        hold('card-1', 'confirmed', now),
        hold('card-2', 'failed', now),
        hold('card-3', 'sent', now, {
          attempts: 3,
          trouble: { code: 'unreachable', params: {}, at: now, nextTryAt: now + 8000 },
        }),
      ],
      outboxDepth: 1,
    },
  }),
  held: (now) => ({ ...talking(now), 'call/state': { calls: [call('held', now, { muted: true })] } }),
  foreign: (now) => ({
    ...talking(now),
    'call/state': { calls: [call('active', now, { queue: 'queue-foreign', numberMasked: '+1 604****118' })] },
    'caller/state': foreignCaller(now),
    'guidance/state': { ...guiding(now), ticked: [], counts: { ...guiding(now).counts, cuesMatched: 0 } },
  }),
  hearing: (now) => ({
    ...talking(now),
    'call/state': {
      calls: [
        call('active', now, {
          queue: 'queue-hearing',
          numberMasked: '139****6610',
          messages: [
            {
              id: 'm1',
              from: 'caller',
              text: '你好，我听不见，可以打字吗',
              at: now - 100_000,
              state: 'sent',
              way: 'message',
              problem: null,
            },
            {
              id: 'm2',
              from: 'agent',
              text: '可以，我们全程打字。您慢慢来。',
              at: now - 90_000,
              state: 'sent',
              way: 'message',
              problem: null,
            },
            {
              id: 'm3',
              from: 'caller',
              text: '我在取款机上密码输错了，卡用不了',
              at: now - 60_000,
              state: 'sent',
              way: 'message',
              problem: null,
            },
            {
              id: 'm4',
              from: 'agent',
              text: '明白了。先核对您本人，再帮您重置，卡不用换。',
              at: now - 40_000,
              state: 'failed',
              way: 'message',
              problem: 'noAnswer',
            },
            {
              id: 'm5',
              from: 'agent',
              text: '请把身份证后四位发给我。',
              at: now - 1000,
              state: 'sending',
              way: 'message',
              problem: null,
            },
          ],
        }),
      ],
    },
    'caller/state': deafCaller(now),
    'text/state': textState(now),
    'picture/state': pictureState(now),
    'sharing/library': sharingLibrary,
  }),
  'hearing-ring': (now) => ({
    ...base(now),
    'seat/state': seat('ready', now),
    'call/state': {
      calls: [call('ringing', now, { queue: 'queue-hearing', numberMasked: '139****6610' })],
    },
    'caller/state': deafCaller(now),
    'guidance/state': quiet,
    'text/state': textState(now),
  }),
  'texts-outside': (now) => ({ ...base(now), 'text/state': { ...textState(now), loose: looseTexts(now) } }),
  'all-flags': (now) => ({
    ...talking(now),
    'caller/state': {
      ...elderlyCaller(now, true),
      flags: careFlagIds.map((id) => flag(id, now, [{ source: 'onFile', params: {} }])),
    },
  }),
  'three-flags': (now) => ({
    ...talking(now),
    'caller/state': {
      ...elderlyCaller(now, true),
      flags: (['crisis', 'elderly', 'thirdParty'] as const).map((id) =>
        flag(id, now, [{ source: 'heardByAgent', params: {} }]),
      ),
    },
  }),
  unknown: (now) => ({
    ...talking(now),
    'caller/state': {
      ...noCaller,
      callId,
      match: 'unknown',
      caller: {
        name: null,
        phoneMasked: '137****0001',
        relation: 'unknown',
        numberMatchesHolder: false,
        verified: {
          state: 'notVerified',
          methods: [],
          need: 2,
          simplified: false,
          suggested: [],
          at: null,
          by: null,
        },
      },
    },
  }),
  slow: (now) => ({
    ...talking(now),
    'caller/state': { ...noCaller, callId, match: 'slow', lookupStartedAt: now - 900 },
  }),
  failed: (now) => ({
    ...talking(now),
    'caller/state': { ...noCaller, callId, match: 'failed', failure: 'timeout' },
  }),
  'no-microphone': (now) => ({
    ...talking(now),
    'call/state': { calls: [call('active', now, { microphone: 'denied', quality: null })] },
  }),
  'wrap-up': (now) => ({
    ...scam(now),
    'quality/state': { ...quality(now), missingAtEnd: ['payeeAsked', 'closingQuestion'] },
    'caller/state': { ...elderlyCaller(now, true), lookupStartedAt: now - 620_000 },
    'seat/state': seat('wrapUp', now, {
      wrapUp: {
        callId,
        startedAt: now - 24_000,
        endsAt: now + 66_000,
        disposition: 'scamStopped',
        note: '客户同意不再接听该号码，女儿今晚到家陪同。',
        followUp: '',
        savedAt: now - 3000,
      },
    }),
    'call/state': {
      calls: [
        call('ended', now, {
          answeredAt: now - 616_000,
          endedAt: now - 24_000,
          end: { by: 'caller', reason: 'hungUp', status: null },
        }),
      ],
    },
    'guidance/state': {
      ...guiding(now),
      asked: [
        {
          playbookId: 'fake-support-cover-expiry',
          questionId: 'x',
          askedAt: now,
          callOffsetMs: 164_000,
          mark: 'hesitant',
          answerNote: null,
          latencyMs: 3400,
          nextConfirmAt: now + 3_000,
          validUntil: now + 280_000,
          isFallback: false,
          latencySource: 'agent' as const,
        },
      ],
    },
    'control/state': {
      ...noHolds,
      holds: [hold('card-1', 'confirmed', now, { askedAt: now - 458_000, answeredAt: now - 456_100 })],
      outboxDepth: 0,
    },
  }),
  'many-cards': (now) => ({
    ...talking(now),
    'caller/state': {
      ...elderlyCaller(now, true),
      cards: Array.from({ length: 11 }, (_, index) =>
        card(`many-${index}`, `6222 02** **** ${1000 + index}`),
      ),
    },
  }),
};
