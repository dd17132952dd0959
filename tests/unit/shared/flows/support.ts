import type { CallerCard, CallerState } from '#shared/caller/contract.ts';
import { noCallerState } from '#shared/caller/state.ts';
import type { CareFlag } from '#shared/care/care-flag.ts';
import type { Hold } from '#shared/control/contract.ts';
import type { FlowSurroundings } from '#shared/flows/context.ts';
import { flowSchema, type Flow } from '#shared/flows/flow.ts';
import type { PolicyFigures } from '#shared/flows/policy.ts';
import type { CallId } from '#shared/lib/ids.ts';

export const callId = 'call-jia' as CallId;
const both = (zh: string, en: string) => ({ zh, en });
export const words = both('您好。', 'Hello.');

export const policies: PolicyFigures = {
  days: { label: both('保管期', 'Kept for'), value: both('3 天', 'three days'), sample: true },
};

const spoken = { text: words, elderly: both('您好，慢慢说。', 'Hello, take your time.'), written: words };
export const say = (id: string, next: string) => ({ id, kind: 'say', ...spoken, next });
export const ask = (id: string, ...next: readonly string[]) => ({
  id,
  kind: 'ask',
  text: words,
  answers: next.map((to, at) => ({ label: both(`答${at + 1}`, `answer ${at + 1}`), next: to })),
});
export const check = (
  id: string,
  branches: readonly (readonly [string | string[], string])[],
  otherwise: string,
) => ({
  id,
  kind: 'check',
  branches: branches.map(([facts, next]) => ({ if: facts, next })),
  otherwise,
});
export const act = (id: string, next: string, more: object = {}) => ({
  id,
  kind: 'do',
  text: words,
  next,
  ...more,
});
export const fill = (id: string, into: string, next: string, more: object = {}) => ({
  id,
  kind: 'fill',
  text: words,
  into,
  label: words,
  next,
  ...more,
});
export const end = (id: string, more: object = {}) => ({
  id,
  kind: 'end',
  text: words,
  outcome: words,
  disposition: 'solved',
  ...more,
});

/** A flow file as data, good unless made bad. */
export const file = (steps: readonly object[], more: object = {}) => ({
  id: 'lost',
  version: '1.0',
  effectiveFrom: '2025-11-01',
  name: words,
  when: words,
  keywords: ['挂失', 'lost'],
  steps,
  ...more,
});
export const flow = (steps: readonly object[], more: object = {}): Flow =>
  flowSchema.parse(file(steps, more));

export const card = (cardId: string, more: Partial<CallerCard> = {}): CallerCard => ({
  cardId,
  masked: '6222 02** **** 7788',
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

const name = { zh: '贾女士', en: 'Ms Jia', masked: '贾**' };

/** A known caller on her own number, not verified yet. */
export function caller(more: Partial<CallerState> = {}, verified = false): CallerState {
  return {
    ...noCallerState,
    callId,
    match: 'known',
    parts: { cards: 'ready', risk: 'ready', history: 'ready' },
    lookupStartedAt: 1_000,
    caller: {
      name,
      phoneMasked: '138****2207',
      relation: 'assumedHolder',
      numberMatchesHolder: true,
      verified: {
        state: verified ? 'verified' : 'notVerified',
        methods: [],
        need: 2,
        simplified: false,
        suggested: [],
        at: null,
        by: null,
      },
    },
    holder: {
      customerIdToken: 'customer-1',
      name,
      age: 85,
      birthMonth: '1941-03',
      branch: { zh: '静安支行', en: 'Jing’an branch' },
      phoneMasked: '138****2207',
      document: null,
      language: 'zh',
      dialect: null,
      note: null,
    },
    cards: [card('card-1'), card('card-2', { kind: 'credit', masked: '6225 88** **** 0142' })],
    ...more,
  };
}

export const flagged = (...flags: readonly CareFlag[]): CallerState['flags'] =>
  flags.map((flag) => ({
    flag,
    reasons: [{ source: 'onFile' as const, params: {}, at: 0, by: null }],
    confirmed: null,
    keep: 'file' as const,
    lifted: null,
  }));

export const hold = (cardId: string, state: Hold['state'], more: Partial<Hold> = {}): Hold => ({
  holdId: `hold-${cardId}`,
  control: 'cardHold',
  cardId,
  cardMasked: '6222 02** **** 7788',
  callId,
  state,
  askedAt: 2_000,
  sentAt: null,
  answeredAt: state === 'confirmed' ? 2_500 : null,
  attempts: 1,
  receipt: state === 'confirmed' ? { number: 'LS-1', at: 2_500, undoBy: ['teamLead'], already: false } : null,
  failure: null,
  trouble: null,
  askedBy: { personId: 'agent-1', name: '林晓晴' },
  ...more,
});

export const around = (panel: CallerState = caller(), holds: readonly Hold[] = []): FlowSurroundings => ({
  caller: panel,
  holds,
  agent: { zh: '林晓晴', en: 'Lin Xiaoqing' },
});
