import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createGuidanceHandlers } from '#electron/guidance/guidance-handlers.ts';
import { createGuidance } from '#electron/guidance/guidance.ts';
import type { Guidance } from '#electron/guidance/guidance.ts';
import type { CurrentCall } from '#electron/guidance/ports.ts';
import { silentLog } from '#electron/log/log.ts';
import { emptyLibrary } from '#shared/guidance/library.ts';
import type { GuidanceLibrary } from '#shared/guidance/library.ts';
import { guidanceStateSchema, noCallState } from '#shared/guidance/state.ts';
import type { GuidanceState } from '#shared/guidance/state.ts';
import { createPublisher } from '#shared/lib/publisher.ts';
import type { Publisher } from '#shared/lib/publisher.ts';
import { callId, loadShipped, memoryRepository, standingClock } from './support.ts';

const answeredAt = new Date(2026, 0, 15, 14, 20).getTime();
const jia = callId('call-jia');
const ma = callId('call-ma');
const cover = 'fake-support-cover-expiry';

let library: GuidanceLibrary;
beforeAll(async () => {
  library = await loadShipped();
});

let clock: ReturnType<typeof standingClock>;
let repository: ReturnType<typeof memoryRepository>;
let currentCall: Publisher<CurrentCall | null>;
let guidance: Guidance;

const start = (): Guidance =>
  createGuidance({ clock, log: silentLog, repository, library: createPublisher(library), currentCall });
const state = (): GuidanceState => guidance.state.get();

beforeEach(() => {
  clock = standingClock(answeredAt);
  repository = memoryRepository();
  currentCall = createPublisher<CurrentCall | null>({ callId: jia, startedAt: answeredAt });
  guidance = start();
});

const tick = (cueId: string, ticked = true): ReturnType<Guidance['tickCue']> =>
  guidance.tickCue({ callId: jia, cueId, ticked });

describe('a call with nothing wrong', () => {
  it('is quiet', () => {
    expect(state()).toMatchObject({ callId: jia, mode: 'quiet', candidates: [], playbookId: null });
  });

  it('between calls there is nothing to guide', () => {
    currentCall.set(null);
    expect(state()).toEqual(noCallState);
    expect(tick('claimsPolice')).toMatchObject({ ok: false, error: { code: 'guidance/no-call' } });
  });
});

describe('what the agent hears', () => {
  it('is ticked with its time in the call and brings up candidates', () => {
    clock.pass(72_000);
    expect(tick('coverExpiry')).toEqual({ ok: true, value: {} });
    expect(state().ticked).toEqual([
      { cueId: 'coverExpiry', at: answeredAt + 72_000, callOffsetMs: 72_000, source: 'agent' },
    ]);
    expect(state().mode).toBe('suggesting');
    expect(state().candidates[0]?.playbookId).toBe(cover);
  });

  it('is ticked once however often the key is pressed, and can be taken back', () => {
    tick('secrecy');
    tick('secrecy');
    expect(repository.rows.get(jia)).toHaveLength(1);
    tick('secrecy', false);
    expect(state()).toMatchObject({ ticked: [], mode: 'quiet' });
    expect(repository.rows.get(jia)?.map((step) => step.kind)).toEqual(['cueTicked', 'cueUnticked']);
  });

  it('a word outside the vocabulary is refused', () => {
    expect(tick('fullMoon')).toMatchObject({
      ok: false,
      error: { code: 'guidance/unknown-cue', params: { cueId: 'fullMoon' } },
    });
  });

  it('account facts are there before a word is said, and marked as such', () => {
    guidance.noteAccountCues(jia, ['termDepositBroken', 'newPayee']);
    expect(state().ticked.map((one) => [one.cueId, one.source])).toEqual([
      ['termDepositBroken', 'account'],
      ['newPayee', 'account'],
    ]);
  });

  it('account facts that many honest calls show leave the desk quiet', () => {
    guidance.noteAccountCues(jia, [
      'termDepositBroken',
      'newPayee',
      'singleAbove50k',
      'pensionAccount',
      'ageOver60',
      'moneyMoving',
    ]);
    expect(state()).toMatchObject({ mode: 'quiet', candidates: [], named: null });
    expect(state().everyday?.patternId).toBe('savings-moved');
    tick('coverExpiry');
    expect(state()).toMatchObject({ mode: 'suggesting', named: cover });
  });

  it('account facts that name a pattern open it without a word said', () => {
    guidance.noteAccountCues(jia, ['emptiedByTinyPayment', 'largeCreditThenOut', 'amountInEqualsOut']);
    expect(state()).toMatchObject({ mode: 'suggesting', named: 'mule-account' });
  });

  it('one odd thing heard is listed without a name', () => {
    tick('deadline');
    expect(state()).toMatchObject({ mode: 'suggesting', named: null });
    expect(state().candidates.length).toBeGreaterThan(0);
  });
});

// Case 3.13b by itself: fluent on what everybody asks, three seconds of silence at what nobody prepared.
describe('the pause at the unexpected question', () => {
  const verification = 'outbound-verification';
  const asked = (questionId: string, answersAfterMs: number, mark: 'clear' | 'hesitant'): void => {
    const item = { callId: jia, playbookId: verification, questionId };
    expect(guidance.askQuestion(item)).toMatchObject({ ok: true });
    clock.pass(answersAfterMs);
    expect(guidance.answerBegan(item)).toMatchObject({ ok: true });
    expect(guidance.markAnswer({ ...item, mark })).toMatchObject({ ok: true });
  };

  it('is measured from the question to the first word, kept with its source, and re-ranks at once', () => {
    guidance.noteAccountCues(jia, ['newPayee', 'singleAbove50k']);
    asked('whatFor', 700, 'clear');
    const before = state();
    expect(before.ticked.map(({ cueId }) => cueId)).toContain('fluentOnStandard');
    asked('howKnowPayee', 3_100, 'hesitant');
    const after = state();
    expect(after.asked.map(({ latencyMs, latencySource, mark }) => [latencyMs, latencySource, mark])).toEqual(
      [
        [700, 'agent', 'clear'],
        [3_100, 'agent', 'hesitant'],
      ],
    );
    expect(after.ticked.map(({ cueId }) => cueId)).toContain('hesitatesAtUnexpected');
    expect(after.suspicion).toBeGreaterThan(before.suspicion);
    // A second press changes nothing: the pause that was heard stands.
    clock.pass(5_000);
    guidance.answerBegan({ callId: jia, playbookId: verification, questionId: 'howKnowPayee' });
    expect(state().asked.at(-1)?.latencyMs).toBe(3_100);
  });

  it('at the standard question it says nothing: only the unexpected one counts', () => {
    asked('whatFor', 3_100, 'hesitant');
    expect(state().ticked.map(({ cueId }) => cueId)).not.toContain('hesitatesAtUnexpected');
  });
});

describe('a playbook', () => {
  it('is chosen, counted and put away again', () => {
    tick('claimsSupport');
    guidance.choosePlaybook({ callId: jia, playbookId: cover });
    const playbook = library.playbooks.find((one) => one.id === cover);
    expect(state()).toMatchObject({
      mode: 'guiding',
      playbookId: cover,
      playbookVersion: playbook?.version,
      counts: { cuesMatched: 1, cuesTotal: playbook?.cues.length, questionsLeft: playbook?.questions.length },
    });
    guidance.clearPlaybook({ callId: jia });
    expect(state()).toMatchObject({ mode: 'suggesting', playbookId: null, playbookVersion: null });
  });

  it('counts a cue that it only sees too once it is ticked', () => {
    guidance.choosePlaybook({ callId: jia, playbookId: cover });
    const before = state().counts;
    tick('remoteApp');
    expect(library.playbooks.find((one) => one.id === cover)?.alsoSeen).toHaveProperty('remoteApp');
    expect(state().counts).toMatchObject({
      cuesMatched: before.cuesMatched + 1,
      cuesTotal: before.cuesTotal + 1,
    });
  });

  it('that is not in the library or not in force yet is refused', () => {
    expect(guidance.choosePlaybook({ callId: jia, playbookId: 'tea-leaves' })).toMatchObject({
      error: { code: 'guidance/unknown-playbook' },
    });
    const later = library.playbooks.map((one) => ({ ...one, effectiveFrom: '2026-01-16' }));
    const early = createGuidance({
      clock,
      log: silentLog,
      repository,
      library: createPublisher({ ...library, playbooks: later }),
      currentCall,
    });
    expect(early.choosePlaybook({ callId: jia, playbookId: cover })).toMatchObject({
      error: { code: 'guidance/not-in-force', params: { playbookId: cover, from: '2026-01-16' } },
    });
    early.tickCue({ callId: jia, cueId: 'coverExpiry', ticked: true });
    expect(early.state.get().candidates).toEqual([]);
  });
});

describe('questions and lines', () => {
  it('a question asked twice stands twice and the mark goes to the last asking', () => {
    guidance.choosePlaybook({ callId: jia, playbookId: cover });
    const question = { callId: jia, playbookId: cover, questionId: 'howKnowPayee' };
    guidance.askQuestion(question);
    clock.pass(8_000);
    guidance.askQuestion(question);
    guidance.markAnswer({ ...question, mark: 'hesitant', note: '停了 3 秒' });
    expect(state().asked.map((one) => [one.callOffsetMs, one.mark, one.answerNote])).toEqual([
      [0, null, null],
      [8_000, 'hesitant', '停了 3 秒'],
    ]);
    expect(state().counts.questionsAsked).toBe(1);
  });

  it('a mark can be changed and taken back without losing the note', () => {
    const question = { callId: jia, playbookId: cover, questionId: 'howKnowPayee' };
    guidance.askQuestion(question);
    guidance.markAnswer({ ...question, mark: 'evasive', note: '“朋友”' });
    guidance.markAnswer({ ...question, mark: null });
    expect(state().asked[0]).toMatchObject({ mark: null, answerNote: '“朋友”' });
  });

  it('an answer cannot be marked before its question was asked', () => {
    expect(
      guidance.markAnswer({ callId: jia, playbookId: cover, questionId: 'howKnowPayee', mark: 'clear' }),
    ).toMatchObject({ error: { code: 'guidance/not-asked' } });
  });

  it('only what stands in the playbook can be asked or said', () => {
    expect(guidance.askQuestion({ callId: jia, playbookId: cover, questionId: 'weather' })).toMatchObject({
      error: { code: 'guidance/unknown-question' },
    });
    expect(guidance.markSaid({ callId: jia, playbookId: cover, lineId: 'weather' })).toMatchObject({
      error: { code: 'guidance/unknown-line' },
    });
    expect(guidance.markSaid({ callId: jia, playbookId: cover, lineId: 'coverFree' }).ok).toBe(true);
    expect(state().counts.linesSaid).toBe(1);
  });
});

describe('calls one after the other', () => {
  it('a late key press never lands in the next call', () => {
    currentCall.set({ callId: ma, startedAt: answeredAt });
    expect(tick('claimsPolice')).toMatchObject({
      error: { code: 'guidance/other-call', params: { callId: jia } },
    });
    expect(state()).toMatchObject({ callId: ma, ticked: [] });
    expect(repository.rows.size).toBe(0);
  });

  it('a restart in mid-call loses nothing', () => {
    guidance.choosePlaybook({ callId: jia, playbookId: cover });
    tick('coverExpiry');
    guidance.askQuestion({ callId: jia, playbookId: cover, questionId: 'installed' });
    guidance.markSaid({ callId: jia, playbookId: cover, lineId: 'hold' });
    const before = state();
    guidance.dispose();
    guidance = start();
    expect(state()).toEqual(before);
    expect(guidance.stepsOf(jia)).toHaveLength(4);
  });

  it('an unreadable record does not cost the caller the prompts', () => {
    const logged: string[] = [];
    const broken = createGuidance({
      clock,
      log: { ...silentLog, error: (event) => void logged.push(event) },
      repository: {
        ...repository,
        steps: () => {
          throw new Error('torn page');
        },
      },
      library: createPublisher(library),
      currentCall,
    });
    expect(broken.state.get().mode).toBe('quiet');
    expect(logged).toEqual(['guidance record unreadable']);
  });

  it('follows the library when it is loaded later, and stops when disposed', () => {
    const late = createPublisher<GuidanceLibrary>({ ...emptyLibrary, cues: library.cues });
    const one = createGuidance({ clock, log: silentLog, repository, library: late, currentCall });
    one.tickCue({ callId: jia, cueId: 'coverExpiry', ticked: true });
    expect(one.state.get().candidates).toEqual([]);
    late.set(library);
    expect(one.state.get().candidates[0]?.playbookId).toBe(cover);
    one.dispose();
    currentCall.set(null);
    expect(one.state.get().callId).toBe(jia);
  });
});

describe('on the wire', () => {
  it('the handlers answer and every snapshot fits the contract', async () => {
    const handlers = createGuidanceHandlers(guidance);
    const bad: unknown[] = [];
    guidance.state.subscribe((next) => {
      const parsed = guidanceStateSchema.safeParse(next);
      if (!parsed.success) bad.push(parsed.error.issues);
    });
    const item = { callId: jia, playbookId: cover };
    const answers = [
      await handlers['guidance/tick-cue']({ callId: jia, cueId: 'coverExpiry', ticked: true }),
      await handlers['guidance/choose-playbook'](item),
      await handlers['guidance/ask-question']({ ...item, questionId: 'installed' }),
      await handlers['guidance/mark-answer']({ ...item, questionId: 'installed', mark: 'readOut' }),
      await handlers['guidance/mark-said']({ ...item, lineId: 'coverFree' }),
      await handlers['guidance/clear-playbook']({ callId: jia }),
    ];
    expect(answers).toEqual(answers.map(() => ({ ok: true, value: {} })));
    for (let press = 0; press < 250; press += 1) guidance.markSaid({ ...item, lineId: 'coverFree' });
    expect(bad).toEqual([]);
    // One more than was pressed: a mark ticks the cue it stands for.
    expect(guidance.stepsOf(jia)).toHaveLength(257);
  });
});
