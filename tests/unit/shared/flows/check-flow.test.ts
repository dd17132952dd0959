import { describe, expect, it } from 'vitest';
import { checkFlow } from '#shared/flows/check-flow.ts';
import type { FlowFault } from '#shared/flows/fault.ts';
import { act, ask, check, end, file, fill, policies, say, words } from './support.ts';

const faults = (input: unknown): readonly FlowFault[] => {
  const checked = checkFlow(input, policies);
  return checked.ok ? [] : checked.faults;
};
const reasons = (...steps: readonly object[]): readonly string[] =>
  faults(file(steps)).map(({ reason }) => reason);
const without = (step: object, key: string): object => {
  const { [key]: _, ...rest } = step as Record<string, unknown>;
  return rest;
};
const textOf = (zh: string, en: string) => ({ ...say('a', 'z'), text: { zh, en } });

describe('a flow that holds', () => {
  it('is taken, with every kind of step', () => {
    const steps = [
      check('look', [['flag.elderly', 'hello']], 'hello'),
      say('hello', 'which'),
      fill('which', 'card', 'hold', { none: 'why', kinds: ['debit'] }),
      act('hold', 'why', { command: 'control.hold', until: 'card.held' }),
      ask('why', 'heard', 'done'),
      fill('heard', 'place', 'send'),
      act('send', 'done', { command: 'call.sendText', message: words }),
      end('done', { followUp: words }),
    ];
    const checked = checkFlow(file(steps, { offer: ['flag.crisis'] }), policies);
    expect(checked.ok && checked.flow.steps).toHaveLength(8);
  });

  it('may go round as long as there is a way out', () => {
    expect(reasons(act('wait', 'look'), check('look', [['card.held', 'done']], 'wait'), end('done'))).toEqual(
      [],
    );
  });
});

describe('a dead end', () => {
  it.each([
    ['a line', without(say('a', 'z'), 'next'), 'next'],
    ['something to do', without(act('a', 'z'), 'next'), 'next'],
    ['a question', without(ask('a', 'z', 'z'), 'answers'), 'answers'],
    ['a check', without(check('a', [['flag.elderly', 'z']], 'z'), 'otherwise'), 'otherwise'],
  ])('%s without a way on', (_, step, key) => {
    const [fault] = faults(file([step, end('z')]));
    expect(fault).toEqual({
      path: ['steps', 0, key],
      reason: `step “a”: a dead end: there is no “${key}”`,
    });
  });

  it('an answer without a way on', () => {
    const step = { ...ask('a', 'z', 'z'), answers: [{ label: words, next: 'z' }, { label: words }] };
    expect(faults(file([step, end('z')]))[0]?.reason).toContain('a dead end');
  });

  it('a card to choose, for a caller who has none', () => {
    const [fault] = faults(file([fill('a', 'card', 'z'), end('z')]));
    expect(fault).toMatchObject({ path: ['steps', 0, 'into'] });
    expect(fault?.reason).toContain('there is no “none”');
  });
});

describe('the tree', () => {
  it('names a target that is not there, where it is written', () => {
    const [fault] = faults(file([ask('a', 'z', 'gone'), end('z')]));
    expect(fault).toEqual({
      path: ['steps', 0, 'answers', 1, 'next'],
      reason: 'step “a” leads to “gone”, which is not there',
    });
  });

  it('names a step that cannot be come to', () => {
    expect(reasons(say('a', 'z'), say('lonely', 'z'), end('z'))).toEqual([
      'step “lonely” cannot be come to from “a”',
    ]);
  });

  it('names a loop without a way out, once and with its way', () => {
    expect(reasons(ask('a', 'b', 'z'), say('b', 'c'), say('c', 'b'), end('z'))).toEqual([
      'a loop without a way out: b → c → b',
    ]);
  });

  it('a flow without any end goes round for ever', () => {
    expect(reasons(say('a', 'b'), say('b', 'a'))).toEqual(['a loop without a way out: a → b → a']);
  });

  it('checks alone may not go round: nobody would be asked', () => {
    expect(
      reasons(check('a', [['flag.elderly', 'z']], 'b'), check('b', [['flag.crisis', 'z']], 'a'), end('z')),
    ).toEqual(['checks that lead back to themselves, with no step between: a → b → a']);
  });

  it('a step stands once', () => {
    expect(reasons(say('a', 'z'), say('a', 'z'), end('z'))).toContain('the step “a” stands here twice');
  });
});

describe('facts', () => {
  it('a check on a fact the panel does not have is refused', () => {
    const [fault] = faults(file([check('a', [[['flag.elderly', 'moon.full'], 'z']], 'z'), end('z')]));
    expect(fault).toEqual({
      path: ['steps', 0, 'branches', 0, 'if'],
      reason: 'step “a”: “moon.full” is no fact of the panel',
    });
  });

  it('so is such an “until”, and such an offer', () => {
    expect(reasons(act('a', 'z', { until: 'card.gone' }), end('z'))).toEqual([
      'step “a”: “card.gone” is no fact of the panel',
    ]);
    expect(faults(file([say('a', 'z'), end('z')], { offer: ['weather.wet'] }))[0]?.path).toEqual([
      'offer',
      0,
    ]);
  });

  it('a branch behind a wider one can never be taken', () => {
    const branches: [string | string[], string][] = [
      ['flag.elderly', 'z'],
      [['flag.elderly', 'card.held'], 'z'],
    ];
    expect(reasons(check('a', branches, 'z'), end('z'))).toEqual([
      'step “a”: can never be taken: branch 1 always comes first',
    ]);
  });
});

describe('words', () => {
  it.each([
    ['zh', 'Chinese'],
    ['en', 'English'],
  ])('%s that is missing is named', (key, language) => {
    const step = { ...say('a', 'z'), text: without(words, key) };
    expect(faults(file([step, end('z')]))).toEqual([
      { path: ['steps', 0, 'text', key], reason: `step “a”: the ${language} of “text” is missing` },
    ]);
  });

  it('an empty one is missing too, and Chinese in the English is seen', () => {
    expect(faults(file([textOf('您好', ''), end('z')]))[0]?.reason).toContain(
      'the English of “text” is missing',
    );
    expect(faults(file([textOf('您好', 'Hello 您好'), end('z')]))[0]?.reason).toContain('has Chinese in it');
  });

  it('a line that cannot be said in one breath is refused; what stands for a gap does not count', () => {
    expect(faults(file([textOf('长'.repeat(81), 'long'), end('z')]))[0]?.reason).toContain('longer than');
    expect(faults(file([textOf(`${'长'.repeat(78)}{{holder.name|您}}`, 'long'), end('z')]))).toEqual([]);
  });

  it.each([
    ['{{holder.shoe|您}}', 'is no value of the panel'],
    ['{{holder.name}}', 'needs words for when it is not known'],
    ['{{policy.moon}}', 'is no figure of policy/figures.yaml'],
    ['{{said.place|那里}}', 'no step writes down'],
    ['{{holder.name|您', 'a gap is written'],
  ])('a gap that cannot be filled: %s', (zh, reason) => {
    expect(faults(file([textOf(zh, 'Hello'), end('z')]))[0]?.reason).toContain(reason);
  });

  it('a policy figure needs no words of its own, a written-down value a step that writes it', () => {
    expect(faults(file([textOf('{{policy.days}}内', 'within {{policy.days}}'), end('z')]))).toEqual([]);
    const steps = [
      fill('a', 'place', 'b'),
      { ...say('b', 'z'), text: { zh: '{{said.place|那里}}', en: 'there' } },
    ];
    expect(faults(file([...steps, end('z')]))).toEqual([]);
  });
});

describe('commands and form', () => {
  it('a command the desk does not have is refused', () => {
    for (const command of ['card.burn', 'caller.setFlag:sad', 'guidance.choose:No Such'])
      expect(reasons(act('a', 'z', { command }), end('z'))[0], command).toContain(
        'is no command of the desk',
      );
    expect(reasons(act('a', 'z', { command: 'caller.setFlag:crisis' }), end('z'))).toEqual([]);
  });

  it('sending a text and the text go together', () => {
    expect(reasons(act('a', 'z', { command: 'call.sendText' }), end('z'))[0]).toContain('go together');
    expect(reasons(act('a', 'z', { message: words }), end('z'))[0]).toContain('go together');
  });

  it('what is no flow at all is refused in words, whatever it is', () => {
    for (const input of [
      null,
      undefined,
      7,
      'flow',
      [],
      {},
      { steps: 'none' },
      { steps: [{ kind: 'dance' }] },
    ])
      expect(faults(input).length, JSON.stringify(input)).toBeGreaterThan(0);
  });

  it('a field nobody reads is refused: it was meant to be another', () => {
    expect(reasons({ ...say('a', 'z'), nxet: 'z' }, end('z'))[0]).toContain('nxet');
  });
});
