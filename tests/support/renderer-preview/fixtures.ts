import type { CallSnapshot } from '#shared/call/contract.ts';
import type { CallerCard, CallerState, CareFlagState, PersonName } from '#shared/caller/contract.ts';
import type { CareFlag } from '#shared/care/care-flag.ts';
import type { Hold } from '#shared/control/contract.ts';
import type { CallId } from '#shared/lib/ids.ts';
import { samplePeople } from '#shared/access/people.ts';
import type { AccessState } from '#shared/access/contract.ts';
import type { GuidanceState } from '#shared/guidance/state.ts';
import type { SeatSnapshot } from '#shared/seat/contract.ts';

export const callId = 'call-1' as CallId;
const minute = 60_000;
const by = { personId: 'sample-agent', name: '林晓晴' };

export const signedIn = (role: 0 | 1 | 2 = 0): AccessState => ({
  phase: 'signedIn',
  keyStore: { kind: 'os', backend: 'gnome-libsecret' },
  damage: null,
  tryAgainAt: null,
  busy: false,
  people: [...samplePeople],
  person: samplePeople[role] ?? null,
  policyProblem: null,
});

export const seat = (
  work: SeatSnapshot['work'],
  now: number,
  more: Partial<SeatSnapshot> = {},
): SeatSnapshot => ({
  work,
  since: now - 4 * minute - 12_000,
  reason: work === 'notReady' ? 'break' : null,
  afterCall: 'ready',
  wrapUp: null,
  notes: null,
  handledToday: 37,
  ...more,
});

export const call = (
  state: CallSnapshot['state'],
  now: number,
  more: Partial<CallSnapshot> = {},
): CallSnapshot => ({
  id: callId,
  direction: 'incoming',
  state,
  displayName: '',
  numberMasked: '138****2207',
  queue: 'queue-elderly',
  waitedMs: 6000,
  startedAt: state === 'ringing' ? now - 3000 : now - 164_000,
  answeredAt: state === 'ringing' ? null : now - 161_000,
  heldSince: state === 'held' ? now - 20_000 : null,
  endedAt: null,
  muted: false,
  heldByCaller: false,
  pending: null,
  microphone: 'ok',
  dtmfSent: '',
  messages: [],
  realTimeText: false,
  quality:
    state === 'active'
      ? { mos: 4.3, lossPercent: 0.1, jitterMs: 4, roundTripMs: 18, codec: 'opus/48000' }
      : null,
  end: null,
  front: true,
  consultFor: null,
  conferenced: false,
  transfer: null,
  diverted: null,
  autoAnswerAt: null,
  earlyMedia: false,
  resuming: false,
  reach: 'ok',
  sound: 'ok',
  video: { state: 'off', pending: false, refused: false, camera: 'off', receiving: false },
  ...more,
});

const name = (zh: string, en: string, masked: string): PersonName => ({ zh, en, masked });

export const flag = (
  id: CareFlag,
  now: number,
  reasons: readonly Pick<CareFlagState['reasons'][number], 'source' | 'params'>[],
): CareFlagState => ({
  flag: id,
  reasons: reasons.map((reason) => ({ ...reason, at: now, by: null })),
  confirmed: null,
  keep: 'file',
  lifted: null,
});

export const card = (cardId: string, masked: string, more: Partial<CallerCard> = {}): CallerCard => ({
  cardId,
  masked,
  kind: 'debit',
  accountClass: null,
  supplementary: false,
  primary: false,
  product: null,
  facts: [],
  hold: { state: 'none', since: null, receipt: null },
  holdable: true,
  ...more,
});

export const hold = (cardId: string, state: Hold['state'], now: number, more: Partial<Hold> = {}): Hold => ({
  holdId: `hold-${cardId}`,
  control: 'cardHold',
  cardId,
  cardMasked: '6222 02** **** 7788',
  callId,
  state,
  askedAt: now - 2400,
  sentAt: state === 'asked' ? null : now - 2390,
  answeredAt: state === 'confirmed' || state === 'failed' ? now - 500 : null,
  attempts: state === 'asked' ? 0 : 1,
  receipt:
    state === 'confirmed'
      ? { number: 'H-88213', at: now - 500, undoBy: ['teamLead', 'holderAtCounter'], already: false }
      : null,
  failure: state === 'failed' ? { code: 'refused', params: {}, retryable: true, at: now - 500 } : null,
  trouble: null,
  askedBy: by,
  ...more,
});

export const noCaller: CallerState = {
  callId: null,
  match: 'none',
  failure: null,
  matchedBy: null,
  lookupStartedAt: null,
  lookedUpInMs: null,
  candidates: 0,
  parts: { cards: 'none', risk: 'none', history: 'none' },
  pendingMore: 0,
  caller: null,
  holder: null,
  flags: [],
  cards: [],
  riskFacts: [],
  pendingTransaction: null,
  todayActions: [],
  history: [],
};

const notVerified = {
  state: 'notVerified' as const,
  methods: [],
  need: 2,
  simplified: false,
  suggested: ['birthMonth' as const, 'branch' as const],
  at: null,
  by: null,
};

/** Ms Jia, 85, of case 3.12: everything at once. */
export const elderlyCaller = (now: number, verified: boolean): CallerState => ({
  ...noCaller,
  callId,
  match: 'known',
  matchedBy: 'number',
  lookupStartedAt: now - 170_000,
  lookedUpInMs: 140,
  candidates: 1,
  parts: { cards: 'ready', risk: 'ready', history: 'ready' },
  caller: {
    name: name('贾女士', 'Ms Jia', '贾**'),
    phoneMasked: '138****2207',
    relation: verified ? 'holder' : 'assumedHolder',
    numberMatchesHolder: true,
    verified: verified
      ? {
          ...notVerified,
          state: 'verified',
          methods: ['birthMonth', 'branch'],
          simplified: true,
          at: now,
          by,
        }
      : { ...notVerified, simplified: true },
  },
  holder: {
    customerIdToken: 'customer-1',
    name: name('贾女士', 'Ms Jia', '贾**'),
    age: 85,
    birthMonth: '1941-03',
    branch: { zh: '静安支行', en: 'Jing’an branch' },
    phoneMasked: '138****2207',
    document: { type: 'idCard', masked: '3****************6', country: null },
    language: 'zh',
    dialect: 'wuu',
    note: null,
  },
  flags: [
    flag('elderly', now, [
      { source: 'ageOnFile', params: { age: 85 } },
      { source: 'numberMatched', params: {} },
    ]),
  ],
  cards: [
    card('card-1', '6222 02** **** 7788', { accountClass: 'I', primary: true }),
    card('card-2', '6217 00** **** 3305', { kind: 'pension' }),
    card('card-3', '6225 88** **** 0142', { kind: 'credit', supplementary: true }),
    card('card-4', '0416', {
      kind: 'termDeposit',
      holdable: false,
      hold: { state: 'closed', since: null, receipt: null },
      facts: [{ id: 'depositBroken', at: now - 40 * minute, place: null }],
    }),
  ],
  riskFacts: [
    { cue: 'termDepositBroken', at: now - 40 * minute, params: {} },
    { cue: 'newPayee', at: now - 12 * minute, params: {} },
    { cue: 'singleAbove50k', at: null, params: {} },
  ],
  pendingTransaction: {
    transactionId: 'tx-1',
    money: { amountMinor: 165_000_000, currency: 'CNY' },
    payeeMasked: '沈**',
    payeeIsNew: true,
    submittedAt: now - 12 * minute,
    deadlineAt: now + 18 * minute,
  },
  todayActions: [
    {
      kind: 'depositBroken',
      at: now - 40 * minute,
      money: { amountMinor: 165_000_000, currency: 'CNY' },
      detail: { zh: '尾号 0416', en: 'ending 0416' },
    },
    { kind: 'payeeAdded', at: now - 12 * minute, money: null, detail: { zh: '沈**', en: 'Shen **' } },
    {
      kind: 'transferSubmitted',
      at: now - 11 * minute,
      money: { amountMinor: 165_000_000, currency: 'CNY' },
      detail: null,
    },
  ],
  history: [
    {
      recordId: 'r-1',
      at: now - 24 * 60 * minute * 24,
      topic: { zh: '存折补登网点与时间', en: 'Passbook printing' },
      outcome: 'solved',
      flags: ['elderly'],
      from: 'core',
    },
    {
      recordId: 'r-2',
      at: now - 24 * 60 * minute * 79,
      topic: { zh: '养老金到账查询', en: 'Pension arrival' },
      outcome: 'informed',
      flags: ['elderly'],
      from: 'desk',
    },
  ],
});

export const foreignCaller = (now: number): CallerState => ({
  ...elderlyCaller(now, false),
  caller: {
    name: name('卡特女士', 'Ms Carter', 'E*** C*****'),
    phoneMasked: '+1 604****118',
    relation: 'assumedHolder',
    numberMatchesHolder: true,
    verified: { ...notVerified, methods: ['birthMonth'] },
  },
  holder: {
    customerIdToken: 'customer-2',
    name: name('卡特女士', 'Ms Carter', 'E*** C*****'),
    age: 34,
    birthMonth: '1992-05',
    branch: { zh: '南京西路支行', en: 'Nanjing Rd (W) branch' },
    phoneMasked: '+1 604****118',
    document: { type: 'passport', masked: 'G*******4', country: 'CA' },
    language: 'en-CA',
    dialect: null,
    note: { zh: '短期来访，住静安寺附近酒店', en: 'Short stay, hotel near Jing’an Temple' },
  },
  flags: [flag('foreignLanguage', now, [{ source: 'languageOnFile', params: { language: 'en-CA' } }])],
  cards: [
    card('card-9', '6221 26** **** 5530', {
      facts: [
        {
          id: 'retainedByMachine',
          at: now - 30 * minute,
          place: { zh: '南京西路自助 2 号机', en: 'Nanjing Rd (W) ATM 2' },
        },
      ],
    }),
  ],
  riskFacts: [],
  pendingTransaction: null,
  todayActions: [{ kind: 'cardRetained', at: now - 30 * minute, money: null, detail: null }],
  history: [],
});

export const deafCaller = (now: number): CallerState => ({
  ...elderlyCaller(now, true),
  caller: {
    name: name('马先生', 'Mr Ma', '马**'),
    phoneMasked: '139****6610',
    relation: 'holder',
    numberMatchesHolder: true,
    verified: { ...notVerified, state: 'verified', methods: ['codeToPhone', 'idTail'], at: now, by },
  },
  flags: [flag('hearingImpaired', now, [{ source: 'onFile', params: {} }])],
  cards: [
    card('card-5', '6217 00** **** 9046', {
      facts: [{ id: 'passwordLocked', at: now - 20 * minute, place: null }],
    }),
    card('card-6', '6222 02** **** 1173', { kind: 'salary' }),
  ],
  riskFacts: [{ cue: 'passwordWrongThrice', at: now - 20 * minute, params: {} }],
  pendingTransaction: null,
  todayActions: [],
  history: [],
});

export const guiding = (now: number): GuidanceState => ({
  callId,
  mode: 'guiding',
  playbookId: 'fake-support-cover-expiry',
  playbookVersion: '1.0',
  ticked: [
    { cueId: 'claimsSupport', at: now, callOffsetMs: 72_000, source: 'agent' },
    { cueId: 'coverExpiry', at: now, callOffsetMs: 86_000, source: 'agent' },
    { cueId: 'safeAccount', at: now, callOffsetMs: 123_000, source: 'agent' },
    { cueId: 'newPayee', at: now, callOffsetMs: 0, source: 'account' },
  ],
  asked: [],
  said: [],
  counts: { cuesMatched: 3, cuesTotal: 8, questionsAsked: 0, questionsLeft: 4, linesSaid: 0 },
  candidates: [
    {
      playbookId: 'fake-support-cover-expiry',
      score: 0.86,
      points: 49.1,
      matched: [
        { cueId: 'coverExpiry', points: 20.3 },
        { cueId: 'safeAccount', points: 18 },
        { cueId: 'claimsSupport', points: 12.2 },
      ],
      lowered: [],
      missing: -1.4,
    },
    {
      playbookId: 'safe-account-police',
      score: 0.11,
      points: 16.4,
      matched: [{ cueId: 'safeAccount', points: 20.5 }],
      lowered: [],
      missing: -4.1,
    },
  ],
  named: 'fake-support-cover-expiry',
  suspicion: 0.99,
  everyday: { score: 0.01, points: -6.2, patternId: 'asks-if-genuine' },
});

export const quiet: GuidanceState = {
  callId,
  mode: 'quiet',
  playbookId: null,
  playbookVersion: null,
  ticked: [],
  asked: [],
  said: [],
  counts: { cuesMatched: 0, cuesTotal: 0, questionsAsked: 0, questionsLeft: 0, linesSaid: 0 },
  candidates: [],
  named: null,
  suspicion: 0.03,
  everyday: { score: 0.97, points: 0, patternId: 'ordinary-matter' },
};
