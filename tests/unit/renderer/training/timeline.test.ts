import { describe, expect, test } from 'vitest';
import { hintOf, isScored, openPoints, storyOf } from '#renderer/features/training/timeline.ts';
import { stepWords } from '#renderer/features/training/use-step-words.ts';
import { createI18n } from '#renderer/i18n/use-i18n.tsx';
import { deskEventKinds, type DeskEventKind } from '#shared/training/contract.ts';
import { library } from '../library.ts';
import { words } from '../workspace-markup.tsx';
import { line, run, step } from './training-fixtures.ts';

const zh = createI18n(words, 'zh-CN');
const en = createI18n(words, 'en-US');

describe('what happened', () => {
  test('caller and trainee in one line of time', () => {
    const story = storyOf(
      run({
        steps: [step(10, 'answered'), step(30, 'textSent')],
        transcript: [
          { at: 20, channel: 'voice', text: '喂' },
          { at: 40, channel: 'voice', text: '好' },
        ],
      }),
    );
    expect(story.map((one) => [one.at, one.who])).toEqual([
      [10, 'trainee'],
      [20, 'caller'],
      [30, 'trainee'],
      [40, 'caller'],
    ]);
  });

  test('at one instant the deed stands before the answer to it', () => {
    const story = storyOf(
      run({ steps: [step(10, 'textSent')], transcript: [{ at: 10, channel: 'text', text: 'ok' }] }),
    );
    expect(story.map((one) => one.who)).toEqual(['trainee', 'caller']);
  });

  test('a step carries the points of the line it fulfilled', () => {
    const [first, second] = storyOf(
      run({
        steps: [step(1, 'answered', {}, 'answered'), step(2, 'textSent')],
        rubric: [line('answered', 10, 'done')],
      }),
    );
    expect(first).toMatchObject({ points: 10 });
    expect(second).toMatchObject({ points: null });
  });
});

describe('a step in words', () => {
  const playbook = library.playbooks.find((one) => one.id === 'fake-support-cover-expiry');
  if (!playbook) throw new Error('the content has no such playbook');
  const playbookId = playbook.id;

  test.each([zh, en])('every kind has some in $language', (i18n) => {
    const said = deskEventKinds.map((kind: DeskEventKind) => stepWords(i18n, library, step(1, kind)));
    expect(said.filter((text) => text === '' || text.includes('training.step'))).toEqual([]);
    expect(new Set(said).size).toBe(deskEventKinds.length);
  });

  test('speaks in the words of the content', () => {
    const question = playbook.questions[0];
    const said = stepWords(
      zh,
      library,
      step(1, 'questionAsked', { playbookId, questionId: question?.id ?? '' }),
    );
    expect(said).toBe(`问：${question?.text.zh ?? ''}`);
    expect(stepWords(en, library, step(1, 'playbookChosen', { playbookId }))).toContain(playbook.name.en);
    expect(stepWords(zh, library, step(1, 'flagSet', { flag: 'elderly' }))).toBe('标记关怀：长者');
    expect(stepWords(zh, library, step(1, 'wrapUpSaved', { disposition: 'scamStopped' }))).toBe(
      '保存话后：诈骗拦截',
    );
    expect(stepWords(zh, library, step(1, 'wrapUpSaved', { disposition: '' }))).toBe('保存话后草稿');
  });

  test('shows an id that the content no longer has', () => {
    expect(stepWords(zh, library, step(1, 'cueTicked', { cueId: 'goneCue' }))).toBe('勾选线索：goneCue');
    expect(stepWords(zh, null, step(1, 'playbookChosen', { playbookId }))).toContain(playbookId);
  });
});

describe('the score', () => {
  const rubric = [line('a', 50, 'done'), line('b', 30, 'open'), line('c', 20, 'missed')];

  test('tells what is open from what is lost', () => {
    expect(openPoints(run({ rubric }))).toEqual({ open: 30, missed: 20 });
  });
  test('a call that nobody took is not scored', () => {
    expect([isScored(run()), isScored(run({ state: 'notAnswered' })), isScored(null)]).toEqual([
      true,
      false,
      false,
    ]);
  });
  test('after the call the wrap-up still counts until every line is judged', () => {
    const over = { state: 'finished', endedAt: 9 } as const;
    expect(hintOf(run({ ...over, rubric }))).toBe('finished');
    expect(hintOf(run({ ...over, rubric: rubric.filter((one) => one.state !== 'open') }))).toBe('closed');
    expect(hintOf(run({ state: 'ringing' }))).toBe('ringing');
  });
});
