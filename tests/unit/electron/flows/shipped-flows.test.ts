import { beforeAll, describe, expect, it } from 'vitest';
import { articleOfFlow } from '#electron/flows/flow-article.ts';
import type { FlowFolder } from '#electron/flows/read-folder.ts';
import type { FlowSurroundings } from '#shared/flows/context.ts';
import { advance, begin, type Answer } from '#shared/flows/engine.ts';
import { flowCommandOf } from '#shared/flows/flow-command.ts';
import type { Flow } from '#shared/flows/flow.ts';
import { applyEvent, runOf, type FlowRun } from '#shared/flows/run.ts';
import { flowsStateSchema } from '#shared/flows/state.ts';
import { flowsView } from '#shared/flows/view.ts';
import { knownPlaybookIds } from '#shared/guidance/playbook.ts';
import { articleSchema } from '#shared/knowledge/article.ts';
import { around, caller, callId, card, flagged, hold } from '../../shared/flows/support.ts';
import { readShipped } from './support.ts';

let folder: FlowFolder;
let flows: readonly Flow[];
beforeAll(async () => {
  folder = await readShipped();
  flows = folder.good.map(({ flow }) => flow);
});

const wanted = [
  'card-loss',
  'military-card',
  'deceased-holder',
  'password-locked',
  'limit-raise',
  'wrong-transfer',
  'atm-card-kept',
  'atm-cash-short',
  'phone-lost-abroad',
  'inward-remittance',
  'account-frozen',
  'refund-agent-victim',
  'hardship',
  'credit-objection',
  'complaint-intake',
  'phishing-sms-clicked',
  'night-foreign-payment',
  'visitor-cash-exchange',
  'elderly-app-login',
  'deaf-at-machine',
  'third-party-caller',
  'dormant-card',
  'phone-number-change',
  'pension-missing',
  'fee-dispute',
  'digital-yuan',
  'crisis-listening',
  'just-scammed',
];

describe('the content that ships', () => {
  it('all of it is taken, and nothing is missing', () => {
    expect(folder.refused).toEqual([]);
    expect(flows.map(({ id }) => id).sort()).toEqual([...wanted].sort());
  });

  it('says that it is a sample, and every figure of a bank stands in the one list', () => {
    expect(flows.filter(({ sample }) => !sample).map(({ id }) => id)).toEqual([]);
    const figure = /\d+\s*(个)?(工作日|小时|天内|元)/;
    const loose = flows.flatMap((flow) =>
      [...JSON.stringify(flow.steps).matchAll(new RegExp(figure, 'g'))].map(
        ([text]) => `${flow.id}: ${text}`,
      ),
    );
    expect(loose).toEqual([]);
  });

  it('uses every figure, and leaves none unused', () => {
    const all = JSON.stringify(flows);
    const unused = Object.keys(folder.policies).filter((id) => !all.includes(`{{policy.${id}}}`));
    expect(unused).toEqual([]);
  });

  it('names playbooks that exist', () => {
    const known: ReadonlySet<string> = new Set(knownPlaybookIds);
    const named = flows.flatMap((flow) => [
      ...flow.playbooks,
      ...flow.steps.flatMap((step) => {
        const command = step.kind === 'do' && step.command ? flowCommandOf(step.command) : null;
        return command?.kind === 'playbook' ? [command.playbookId] : [];
      }),
    ]);
    expect(named.filter((id) => !known.has(id))).toEqual([]);
  });
});

describe('its words', () => {
  const linesOf = (flow: Flow) =>
    flow.steps.flatMap((step) =>
      step.kind === 'check'
        ? []
        : [step.text, ...('elderly' in step ? [step.elderly, step.written] : [])].flatMap((one) =>
            one ? [{ at: `${flow.id}.${step.id}`, kind: step.kind, ...one }] : [],
          ),
    );

  it('Chinese is set in full-width punctuation', () => {
    const half = flows.flatMap((flow) =>
      linesOf(flow).filter(({ zh }) =>
        /[\u4e00-\u9fff][,;:?!]|[,;:?!][\u4e00-\u9fff]/.test(zh.replace(/\{\{.*?\}\}/g, '')),
      ),
    );
    expect(half.map(({ at, zh }) => `${at}: ${zh}`)).toEqual([]);
  });

  it('nobody is asked for a password or a code', () => {
    const asks = /(请|把|报|说|念).{0,6}(密码|验证码)(是多少|是什么|告诉我|念给我|报给我|报一下)/;
    const found = flows.flatMap((flow) => linesOf(flow).filter(({ zh }) => asks.test(zh)));
    expect(found.map(({ at, zh }) => `${at}: ${zh}`)).toEqual([]);
  });

  it('nobody is promised their money', () => {
    const promise = /(一定|肯定|保证)(能|可以|会)?(追回|退回|要回|全退|减免)/;
    const found = flows.flatMap((flow) => linesOf(flow).filter(({ zh }) => promise.test(zh)));
    expect(found.map(({ at, zh }) => `${at}: ${zh}`)).toEqual([]);
  });

  it('a card is said to be stopped only where the core has confirmed it', () => {
    const told = /(卡|这张卡)(已经|已)?(停住了|停用了|已停用)|(已停用)/;
    const wrong: string[] = [];
    for (const flow of flows)
      for (const step of flow.steps) {
        if (step.kind !== 'say' || !told.test(step.text.zh)) continue;
        const ways = flow.steps.flatMap((from) =>
          from.kind === 'check'
            ? [
                ...from.branches.flatMap((one) => (one.next === step.id ? [String(one.if)] : [])),
                ...(from.otherwise === step.id ? ['otherwise'] : []),
              ]
            : from.kind === 'do' && from.until === 'card.held' && from.next === step.id
              ? ['unconfirmed']
              : [],
        );
        if (!ways.includes('card.held') || ways.includes('otherwise') || ways.includes('unconfirmed'))
          wrong.push(`${flow.id}.${step.id} by ${ways.join(', ') || 'no check'}`);
      }
    expect(wrong).toEqual([]);
  });
});

/** Callers a flow meets: on the panel or not, old, deaf, verified, with one card or none. */
const worlds: readonly (readonly [string, FlowSurroundings])[] = [
  ['a known caller', around()],
  ['verified', around(caller({}, true))],
  ['nobody known', around(caller({ holder: null, caller: null, cards: [] }))],
  ['elderly with one card', around(caller({ flags: flagged('elderly'), cards: [card('card-1')] }))],
  ['deaf', around(caller({ flags: flagged('hearingImpaired') }))],
  ['a card that is held', around(caller({}, true), [hold('card-1', 'confirmed')])],
  [
    'cards not read',
    around(caller({ cards: [], parts: { cards: 'failed', risk: 'failed', history: 'failed' } })),
  ],
];

/** A small generator with a seed, so that a walk that fails can be walked again. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * sides);
  };
}

const at = { at: 1_000, callOffsetMs: 0 };
const good = { success: true } as const;
function answerOf(run: FlowRun, where: FlowSurroundings, roll: (sides: number) => number): Answer {
  const step = run.flow.steps.find(({ id }) => id === run.stepId);
  if (step?.kind === 'ask') return { choice: roll(step.answers.length) + 1 };
  if (step?.kind === 'fill' && step.into === 'card') {
    const cards = where.caller.cards.filter(({ kind }) => step.kinds?.includes(kind) ?? true);
    const chosen = cards[roll(cards.length + 1)];
    return chosen ? { cardId: chosen.cardId } : {};
  }
  return step?.kind === 'fill' ? { value: '静安寺' } : {};
}

describe('led through at random', () => {
  it.each(worlds)(
    '%s: every walk comes to an end or can, and every snapshot fits the contract',
    (_, where) => {
      const { policies } = folder;
      const stuck: string[] = [];
      let ended = 0;
      for (const flow of flows)
        for (let seed = 1; seed <= 8; seed += 1) {
          const roll = dice(seed);
          const first = begin(flow, where);
          let run = runOf('run', flow, [{ kind: 'started', ...at, passed: [...first.passed], to: first.to }]);
          for (let step = 0; step < 120; step += 1) {
            const state = flowsView(callId, [run], where, { flows, policies });
            const parsed = seed === 1 ? flowsStateSchema.safeParse(state) : good;
            if (!parsed.success) stuck.push(`${flow.id}.${run.stepId}: ${parsed.error.issues[0]?.message}`);
            if (/\{\{/.test(JSON.stringify(state))) stuck.push(`${flow.id}.${run.stepId}: a gap was left`);
            if (state.run?.step.kind === 'end') break;
            const move = advance(run, answerOf(run, where, roll), where);
            if (!move) {
              stuck.push(`${flow.id}.${run.stepId} has no such answer`);
              break;
            }
            run = applyEvent(run, { kind: 'moved', ...at, passed: [...move.passed], to: move.to });
          }
          if (run.flow.steps.find(({ id }) => id === run.stepId)?.kind === 'end') ended += 1;
          else stuck.push(`${flow.id} with seed ${seed} still at ${run.stepId} after 120 steps`);
        }
      expect(stuck).toEqual([]);
      expect(ended).toBe(flows.length * 8);
    },
  );

  it('and every step of every flow is met by somebody', () => {
    const met = new Set<string>();
    const allMet = ({ id: flowId, steps }: Flow): boolean =>
      steps.every(({ id }) => met.has(`${flowId}.${id}`));
    const all: FlowSurroundings[] = [...worlds.map(([, where]) => where), ...special()];
    for (const flow of flows)
      for (const where of all)
        for (let seed = 1; seed <= 150 && !allMet(flow); seed += 1) {
          const roll = dice(seed * 7);
          const first = begin(flow, where);
          let run = runOf('run', flow, [{ kind: 'started', ...at, passed: [...first.passed], to: first.to }]);
          let around1 = where;
          for (let step = 0; step < 40; step += 1) {
            met.add(`${flow.id}.${run.stepId}`);
            for (const { stepId } of run.path) met.add(`${flow.id}.${stepId}`);
            // What the agent does at a step changes the panel, or it fails.
            around1 = changed(around1, run, roll);
            const move = advance(run, answerOf(run, around1, roll), around1);
            if (!move) break;
            run = applyEvent(run, { kind: 'moved', ...at, passed: [...move.passed], to: move.to });
          }
        }
    const missed = flows.flatMap((flow) =>
      flow.steps.map(({ id }) => `${flow.id}.${id}`).filter((id) => !met.has(id)),
    );
    expect(missed).toEqual([]);
  }, 60_000);
});

function special(): FlowSurroundings[] {
  const speaker = caller().caller;
  const other = speaker ? { ...speaker, relation: 'child' as const } : null;
  const failed = speaker ? { ...speaker, verified: { ...speaker.verified, state: 'failed' as const } } : null;
  const facts = (cues: readonly string[]) => cues.map((cue) => ({ cue, at: null, params: {} }));
  const pending = {
    transactionId: 'tx',
    money: { amountMinor: 100_000, currency: 'CNY' },
    payeeMasked: '沈**',
    payeeIsNew: true,
    submittedAt: 0,
    deadlineAt: 1,
  };
  return [
    around(caller({ caller: other })),
    around(caller({ caller: failed })),
    around(caller({ pendingTransaction: pending }, true)),
    around(caller({ riskFacts: facts(['policeNotice']) })),
    around(caller({ riskFacts: facts(['limitRaiseAskedAgain']) }, true)),
    around(caller({ flags: flagged('crisis') })),
    around(caller({ flags: flagged('hardship') })),
    around(
      caller(
        {
          cards: [
            card('card-1', { facts: [{ id: 'frozenByCourt', at: null, place: null }] }),
            card('card-2'),
          ],
        },
        true,
      ),
    ),
    around(caller({ cards: [card('card-1', { hold: { state: 'lost', since: null, receipt: null } })] })),
  ];
}

/** The agent verifies, holds, sets a flag: sometimes it works, sometimes it is on its way, sometimes it fails. */
function changed(where: FlowSurroundings, run: FlowRun, roll: (sides: number) => number): FlowSurroundings {
  const step = run.flow.steps.find(({ id }) => id === run.stepId);
  if (step?.kind !== 'do') return where;
  const cardId = run.path.findLast((one) => one.cardId !== null)?.cardId ?? where.caller.cards[0]?.cardId;
  if (step.until === 'card.held' && cardId) {
    const state = (['confirmed', 'sent', 'failed'] as const)[roll(3)] ?? 'confirmed';
    return { ...where, holds: [hold(cardId, state)] };
  }
  const speaker = where.caller.caller ?? caller().caller;
  if (step.until === 'identity.verified' && speaker) {
    const state = roll(2) === 0 ? ('verified' as const) : ('failed' as const);
    return {
      ...where,
      caller: { ...where.caller, caller: { ...speaker, verified: { ...speaker.verified, state } } },
    };
  }
  return where;
}

describe('found in the knowledge base', () => {
  it('each flow reads as an article of its kind', () => {
    for (const flow of flows) {
      const { article, file } = articleOfFlow(flow, folder.policies);
      const parsed = articleSchema.safeParse(article);
      expect(parsed.error?.issues, flow.id).toBeUndefined();
      expect([article.articleId, file, article.kind]).toEqual([
        `flow-${flow.id}`,
        `flows/${flow.id}.yaml`,
        'flow',
      ]);
      expect(JSON.stringify(article)).not.toContain('{{');
    }
  });
});
