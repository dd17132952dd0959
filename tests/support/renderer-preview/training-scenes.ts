import scenarios from 'virtual:scenarios';
import type { TrainingRun, TrainingStep } from '#shared/training/contract.ts';
import type { Scene } from './fake-bridge.ts';
import { call, seat as seatState, signedIn } from './fixtures.ts';

type Scenes = Readonly<Record<string, (now: number) => Scene>>;

const step = (
  at: number,
  kind: TrainingStep['kind'],
  params: TrainingStep['params'] = {},
  rubricId: string | null = null,
): TrainingStep => ({ at, kind, label: `training.step.${kind}`, params, rubricId });

const done: Readonly<Record<string, number>> = {
  answered: 6000,
  verified: 31_000,
  playbook: 58_000,
  questions: 92_000,
};

function run(now: number, more: Partial<TrainingRun> = {}, seconds = 118): TrainingRun {
  const scenario = scenarios.find((one) => one.id === 'case-3-12');
  if (!scenario) throw new Error('no scenario case-3-12');
  const startedAt = now - seconds * 1000;
  const at = (s: number): number => startedAt + s * 1000;
  const said = (s: number, text: string) => ({ at: at(s), channel: 'voice' as const, text });
  const playbookId = 'fake-support-cover-expiry';
  return {
    runId: 'run-1',
    scenarioId: scenario.id,
    state: 'running',
    trainee: { seatNumber: '3190', name: '吴桐' },
    startedAt,
    answeredAt: at(6),
    endedAt: null,
    endedBy: null,
    beat: { zh: '不知道收款人是谁', en: 'Does not know who the payee is' },
    steps: [
      step(at(6), 'answered', {}, 'answered'),
      step(at(31), 'verified', {}, 'verified'),
      step(at(47), 'cueTicked', { cueId: 'coverExpiry' }),
      step(at(58), 'playbookChosen', { playbookId }, 'playbook'),
      step(at(66), 'questionAsked', { playbookId, questionId: 'howKnowPayee' }),
      step(at(84), 'cueTicked', { cueId: 'safeAccount' }),
      step(at(92), 'questionAsked', { playbookId, questionId: 'howConnected' }, 'questions'),
    ],
    transcript: [
      said(8, '喂，是银行吗？我姓贾。'),
      said(12, '我有一笔钱，手机上转不出去，你帮我看一看。'),
      said(24, '人家客服打电话来，讲我那个百万保障今天到期。'),
      said(29, '不关掉的话，每个月要扣八百块。'),
      said(36, '要先把钱转到安全账户里，认证一下。一百六十五万，定期我都取出来了。'),
      said(78, '收款人……伊讲是平台的经理，我不认得的。'),
      said(104, '那我现在怎么办？伊还在微信上催我。'),
    ],
    rubric: scenario.rubric.map((line) => {
      const after = done[line.id];
      return {
        ...line,
        state: after === undefined ? 'open' : 'done',
        at: after === undefined ? null : startedAt + after,
      };
    }),
    score: 55,
    ...more,
  };
}

const over = (now: number): TrainingRun => {
  const going = run(now, {}, 320);
  return {
    ...going,
    state: 'finished',
    endedAt: now - 60_000,
    endedBy: 'caller',
    beat: { zh: '道别', en: 'Says goodbye' },
    steps: [
      ...going.steps,
      step(going.startedAt + 131_000, 'cardHoldAsked', { cardId: 'card-1' }),
      step(going.startedAt + 133_000, 'cardHoldConfirmed', { cardId: 'card-1' }, 'hold'),
      step(now - 30_000, 'wrapUpSaved', { disposition: 'scamStopped' }, 'wrapUp'),
    ],
    rubric: going.rubric.map((line) =>
      line.state === 'done'
        ? line
        : line.id === 'hold' || line.id === 'wrapUp'
          ? { ...line, state: 'done', at: line.id === 'hold' ? going.startedAt + 133_000 : now - 30_000 }
          : { ...line, state: 'missed' },
    ),
    score: 80,
  };
};

/** A second list, long enough to be searched. */
const many = Array.from({ length: 12 }, (_, index) => {
  const one = scenarios[index % scenarios.length];
  if (!one) throw new Error('no scenarios');
  return { ...one, id: `case-3-${index + 20}` };
});

export const trainingScenes = (base: (now: number) => Scene): Scenes => {
  const trainer = (now: number): Scene => ({
    ...base(now),
    'access/state': signedIn(2),
    'seat/state': seatState('notReady', now, { reason: 'training' }),
    'training/scenarios': { scenarios },
    'training/run': { run: null },
  });
  return {
    training: trainer,
    // The core never answers, by the trainer's will: said on the strip, too.
    'training-drill': (now) => ({
      ...trainer(now),
      'training/core': { drill: 'silent', by: 'trainer', since: now - 60_000 },
    }),
    'training-ready': (now) => ({ ...trainer(now), 'seat/state': seatState('ready', now) }),
    'training-ringing': (now) => ({
      ...trainer(now),
      'seat/state': seatState('ringing', now),
      'call/state': { calls: [call('ringing', now)] },
      'training/run': {
        run: {
          ...run(now, {}, 4),
          state: 'ringing',
          answeredAt: null,
          beat: null,
          steps: [],
          transcript: [],
          rubric: run(now).rubric.map((line) => ({ ...line, state: 'open', at: null })),
          score: 0,
        },
      },
    }),
    'training-running': (now) => ({ ...trainer(now), 'training/run': { run: run(now) } }),
    'training-over': (now) => ({ ...trainer(now), 'training/run': { run: over(now) } }),
    'training-not-answered': (now) => ({
      ...trainer(now),
      'training/run': {
        run: {
          ...run(now, {}, 40),
          state: 'notAnswered',
          answeredAt: null,
          endedAt: now - 10_000,
          endedBy: 'line',
          beat: null,
          steps: [],
          transcript: [],
          rubric: run(now).rubric.map((line) => ({ ...line, state: 'missed', at: null })),
          score: 0,
        },
      },
    }),
    'training-configured': (now) => ({
      ...trainer(now),
      'line/state': { ...base(now)['line/state']!, exchange: 'configured' },
    }),
    'training-line-down': (now) => ({
      ...trainer(now),
      'line/state': { ...base(now)['line/state']!, state: 'connecting', lastConfirmedAt: null },
    }),
    'training-many': (now) => ({ ...trainer(now), 'training/scenarios': { scenarios: many } }),
  };
};
