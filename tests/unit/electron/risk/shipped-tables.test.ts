import { beforeAll, describe, expect, it } from 'vitest';
import { decideWith } from '#electron/risk/decision.ts';
import type { Decide } from '#electron/risk/decision.ts';
import { decisionModelSchema, inOrder } from '#electron/risk/decision-model.ts';
import type { DecisionModel } from '#electron/risk/decision-model.ts';
import { reachedRows, tableTestsSchema } from '#electron/risk/table-tests.ts';
import type { TableTests } from '#electron/risk/table-tests.ts';
import { noFacts } from '#shared/risk/facts.ts';
import type { RiskFacts } from '#shared/risk/facts.ts';
import { assessedTiers, levelOf } from '#shared/risk/tier.ts';
import { engine, shippedTexts } from './support.ts';

let model: DecisionModel;
let tests: TableTests;
let decide: Decide;
beforeAll(async () => {
  const texts = await shippedTexts();
  model = decisionModelSchema.parse(JSON.parse(texts.model));
  tests = tableTestsSchema.parse(JSON.parse(texts.tests));
  decide = decideWith(inOrder(model) ?? [], (await engine()).compile(model));
});

const facts = (some: Partial<RiskFacts>): RiskFacts => {
  const all = { ...noFacts, ...some };
  return { ...all, cues: [...all.account, ...all.heard, ...all.everyday] };
};

describe('the tables that ship', () => {
  it('have a test row for every row', async () => {
    const reached = await reachedRows(tests, decide);
    const all = model.nodes.flatMap((node) =>
      node.type === 'decisionTableNode'
        ? node.content.rules.map((_, index) => `${node.name} row ${index + 1}`)
        : [],
    );
    expect(all.filter((row) => !reached.has(row))).toEqual([]);
  });

  it('say in both languages why each row fires', async () => {
    const { rows } = await decide(
      facts({ suspicion: 0.9, playbook: 'romance', playbookLevel: 3, account: ['samePayeeAfterRefusal'] }),
    );
    // A row that changes nothing has no words in either language.
    const telling = rows.filter(({ reason }) => reason.zh !== '' || reason.en !== '');
    expect(telling.length).toBeGreaterThan(2);
    expect(telling.filter(({ reason }) => !/\p{Script=Han}/u.test(reason.zh) || reason.en === '')).toEqual(
      [],
    );
  });

  it.each([0, 1, 2, 3, 4])(
    'a second try after a refusal goes up one tier from level %i',
    async (playbookLevel) => {
      const once = facts({ playbookLevel, playbook: 'romance', suspicion: 0.9, account: ['newPayee'] });
      const again = facts({ ...once, account: ['newPayee', 'samePayeeAfterRefusal'] });
      const [first, second] = [await decide(once), await decide(again)];
      expect(second.tier).toBe(assessedTiers[Math.min(4, levelOf(first.tier) + 1)]);
      expect(second.rows.some(({ reason }) => reason.en.includes('after a refusal: one tier up'))).toBe(true);
    },
  );

  it('recommend what the domain says for each tier', async () => {
    const at = async (playbookLevel: number, pending: boolean): Promise<string | null> =>
      (await decide(facts({ playbookLevel, playbook: 'romance', suspicion: 0.9, pending }))).control;
    expect([await at(1, true), await at(2, true), await at(2, false)]).toEqual([
      'teach',
      'transactionDelay',
      'limit',
    ]);
    expect([await at(3, true), await at(3, false), await at(4, true)]).toEqual([
      'transactionRefuse',
      'cardHold',
      'accountProtect',
    ]);
  });

  it('never go down when a cue of danger is added', async () => {
    for (const heard of ['confined', 'begsForHelpQuietly'])
      expect((await decide(facts({ heard: [heard], everyday: ['branchConfirmed'] }))).tier).toBe('critical');
  });

  it('have an answer for a call of which nothing is known', async () => {
    expect(await decide(noFacts)).toMatchObject({ tier: 'none', control: null, linkages: [] });
  });
});
