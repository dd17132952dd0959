import { describe, expect, it } from 'vitest';
import type { FlowSurroundings } from '#shared/flows/context.ts';
import { advance, begin, type Answer } from '#shared/flows/engine.ts';
import type { FlowEvent } from '#shared/flows/event.ts';
import type { Flow } from '#shared/flows/flow.ts';
import { applyEvent, cardOf, runOf, saidIn, stepBefore, type FlowRun } from '#shared/flows/run.ts';
import { act, around, ask, caller, card, check, end, fill, flagged, flow, hold, say } from './support.ts';

const at = { at: 5_000, callOffsetMs: 0 };
const start = (it: Flow, where: FlowSurroundings = around()): FlowRun => {
  const { passed, to } = begin(it, where);
  return runOf('run-1', it, [{ kind: 'started', ...at, passed: [...passed], to }]);
};
const go = (run: FlowRun, answer: Answer = {}, where: FlowSurroundings = around()): FlowRun => {
  const move = advance(run, answer, where);
  if (!move) throw new Error(`no such answer at ${run.stepId}`);
  return applyEvent(run, { kind: 'moved', ...at, passed: [...move.passed], to: move.to });
};
const passedBy = (run: FlowRun): string[] => run.path.map(({ stepId, by }) => `${stepId} ${by}`);

describe('what the agent answers', () => {
  const tree = flow([say('hello', 'what'), ask('what', 'one', 'two'), end('one'), end('two')]);

  it('a said line leads on, a digit chooses', () => {
    const asked = go(start(tree));
    expect(asked.stepId).toBe('what');
    expect(go(asked, { choice: 2 }).stepId).toBe('two');
    expect(go(asked, { choice: 2 }).path.at(-1)).toMatchObject({ stepId: 'what', choice: 1 });
  });

  it('a digit that is no answer leads nowhere, and so does none', () => {
    const asked = go(start(tree));
    for (const answer of [{ choice: 3 }, { choice: 0 }, {}])
      expect(advance(asked, answer, around())).toBeNull();
  });

  it('an end is finished, not answered', () => {
    expect(advance(go(go(start(tree)), { choice: 1 }), {}, around())).toBeNull();
  });
});

describe('what the panel knows', () => {
  const tree = flow([
    check(
      'look',
      [
        [['flag.elderly', 'identity.verified'], 'both'],
        ['flag.elderly', 'elderly'],
      ],
      'plain',
    ),
    end('both'),
    end('elderly'),
    end('plain'),
  ]);

  it('goes on without a key, by the first branch whose facts all hold', () => {
    const old = caller({ flags: flagged('elderly') });
    expect(start(tree, around(old)).stepId).toBe('elderly');
    expect(start(tree, around(caller({ flags: flagged('elderly') }, true))).stepId).toBe('both');
    expect(start(tree).stepId).toBe('plain');
  });

  it('a lifted flag is no fact', () => {
    const flags = flagged('elderly').map((one) => ({
      ...one,
      lifted: { at: 1, by: { personId: 'a', name: 'b' } },
    }));
    expect(start(tree, around(caller({ flags }))).stepId).toBe('plain');
  });

  it('keeps which facts decided', () => {
    const run = start(tree, around(caller({ flags: flagged('elderly') })));
    expect(run.path).toMatchObject([{ stepId: 'look', by: 'facts', choice: 1, facts: ['flag.elderly'] }]);
    expect(start(tree).path).toMatchObject([{ choice: null, facts: [] }]);
  });

  it('passes what is done already, and stops at what is not', () => {
    const verify = flow([act('verify', 'z', { until: 'identity.verified' }), end('z')]);
    expect(start(verify).stepId).toBe('verify');
    const passed = start(verify, around(caller({}, true)));
    expect(passed.stepId).toBe('z');
    expect(passed.path[0]).toMatchObject({ by: 'facts', done: true });
  });

  it('says whether a thing was done when it was left', () => {
    const tree2 = flow([
      act('verify', 'z', { until: 'identity.verified' }),
      act('note', 'z2'),
      end('z'),
      end('z2'),
    ]);
    const run = start({ ...tree2, steps: tree2.steps });
    expect(go(run).path.at(-1)).toMatchObject({ stepId: 'verify', done: false });
    expect(go(run, {}, around(caller({}, true))).path.at(-1)).toMatchObject({ done: true });
  });

  it('a thing that has come round is shown, even if it is done: nobody is led in circles', () => {
    const round = flow([
      act('hold', 'look', { until: 'card.held' }),
      check('look', [['card.lost', 'z']], 'hold'),
      end('z'),
    ]);
    expect(start(round, around(caller(), [hold('card-1', 'confirmed')])).stepId).toBe('hold');
  });
});

describe('the card a flow is about', () => {
  const tree = flow([
    fill('which', 'card', 'look', { none: 'without' }),
    check('look', [['card.held', 'held']], 'open'),
    end('held'),
    end('open'),
    end('without'),
  ]);

  it('is chosen, and facts are then about that card', () => {
    const held = around(caller(), [hold('card-2', 'confirmed')]);
    const run = start(tree, held);
    expect(run.stepId).toBe('which');
    expect(go(run, { cardId: 'card-2' }, held).stepId).toBe('held');
    const other = go(run, { cardId: 'card-1' }, held);
    expect([other.stepId, cardOf(other)]).toEqual(['open', 'card-1']);
  });

  it('is chosen by itself when there is only one; a closed one does not count', () => {
    const closed = card('card-9', { hold: { state: 'closed', since: null, receipt: null } });
    const run = start(tree, around(caller({ cards: [card('card-1'), closed] })));
    expect([run.stepId, cardOf(run), passedBy(run)]).toEqual([
      'open',
      'card-1',
      ['which facts', 'look facts'],
    ]);
  });

  it('without any card the flow says so, and an agent may say so too', () => {
    expect(start(tree, around(caller({ cards: [] }))).stepId).toBe('without');
    expect(go(start(tree), {}).stepId).toBe('without');
  });

  it('only a card of the panel can be chosen', () => {
    expect(advance(start(tree), { cardId: 'card-of-another' }, around())).toBeNull();
  });

  it('of the kinds that are asked for', () => {
    const credit = flow([fill('which', 'card', 'z', { none: 'z', kinds: ['credit'] }), end('z')]);
    expect(cardOf(start(credit))).toBe('card-2');
  });
});

describe('going back', () => {
  const tree = flow([
    say('hello', 'what'),
    ask('what', 'look', 'look'),
    check('look', [['flag.elderly', 'slow']], 'place'),
    say('slow', 'place'),
    fill('place', 'place', 'z'),
    end('z'),
  ]);
  const back = (run: FlowRun): FlowRun => {
    const to = stepBefore(run);
    if (to === null) throw new Error('nothing before');
    return applyEvent(run, { kind: 'back', ...at, to });
  };

  it('goes to the last step somebody worked on, over what the desk passed by itself', () => {
    const run = go(go(start(tree)), { choice: 1 });
    expect([run.stepId, passedBy(run)]).toEqual(['place', ['hello agent', 'what agent', 'look facts']]);
    const before = back(run);
    expect([before.stepId, passedBy(before)]).toEqual(['what', ['hello agent']]);
    expect(stepBefore(back(before))).toBeNull();
  });

  it('takes back what was written down', () => {
    const run = go(go(go(start(tree)), { choice: 1 }), { value: ' 静安寺 ' });
    expect(saidIn(run).get('place')).toBe('静安寺');
    expect(saidIn(back(run)).size).toBe(0);
  });

  it('the run of its events is the run that was seen', () => {
    const live = back(go(go(start(tree)), { choice: 2 }));
    const events: FlowEvent[] = [
      { kind: 'started', ...at, passed: [], to: 'hello' },
      {
        kind: 'moved',
        ...at,
        passed: [...(advance(start(tree), {}, around())?.passed ?? [])],
        to: 'what',
      },
      {
        kind: 'moved',
        ...at,
        passed: [...(advance(go(start(tree)), { choice: 2 }, around())?.passed ?? [])],
        to: 'place',
      },
      { kind: 'back', ...at, to: 'what' },
    ];
    expect(runOf('run-1', tree, events)).toEqual(live);
  });

  it('events without a beginning are no run', () => {
    expect(() => runOf('run-1', tree, [{ kind: 'stopped', ...at }])).toThrow('has no beginning');
  });
});
