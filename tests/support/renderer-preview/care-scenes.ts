import { noMeasures } from '#shared/measures/state.ts';
import { base, talking } from './desk-scenes.ts';
import type { Scene } from './fake-bridge.ts';
import { callId, elderlyCaller, flag } from './fixtures.ts';

export const helpAsked = (now: number, state: 'asked' | 'seen') => ({
  helpId: 'help-1',
  callId,
  kind: 'crisis' as const,
  askedAt: now - 40_000,
  by: { personId: 'lin', name: '林晓晴' },
  seatNumber: '3107',
  callerMasked: '罗**',
  queue: 'queue-main',
  answeredAt: now - 160_000,
  flags: ['crisis' as const, 'hardship' as const],
  playbookId: null,
  tier: 'medium' as const,
  state,
  seenBy: state === 'seen' ? { personId: 'zhou', name: '周敏' } : null,
  seenAt: state === 'seen' ? now - 20_000 : null,
  nobody: '',
  seenSeat: state === 'seen' ? '3100' : '',
  note: '说工资停了三个月，昨晚没睡，问她在哪儿不肯说',
  advice:
    state === 'seen'
      ? [{ at: now - 15_000, by: { personId: 'zhou', name: '周敏' }, text: '别放保持音，先问她现在安不安全' }]
      : [],
  away: state === 'asked',
});

const callBack = (now: number, inMs: number) => ({
  followUpId: `follow-${String(inMs)}`,
  kind: inMs < 0 ? ('crisis' as const) : ('careCall' as const),
  callId,
  callerName: { zh: '贾女士', en: 'Ms Jia' },
  phoneMasked: '138****2207',
  flags: ['elderly' as const],
  dueAt: now + inMs,
  owner: inMs < 0 ? null : { personId: 'lin', name: { zh: '林晓晴', en: 'Lin Xiaoqing' } },
  step: inMs < 0 ? null : { at: 1, count: 4 },
  reason: inMs < 0 ? '班长不在，值班的人不认识来电人' : '',
  madeAt: now - 90_000_000,
  by: { personId: 'lin', name: '林晓晴' },
  state: 'open' as const,
  tries: inMs < 0 ? 1 : 0,
  doneAt: null,
});

/** What care flags bring to the desk, by name. */
export const careScenes: Readonly<Record<string, (now: number) => Scene>> = {
  steps: (now) => ({
    ...talking(now),
    'care/state': {
      callId,
      steps: {
        articleId: 'stop-screen-sharing',
        title: { zh: '关掉屏幕共享', en: 'Stop sharing the screen' },
        steps: [
          {
            zh: '把手机拿在手里，从屏幕最上边往下滑一下。',
            en: 'Hold the phone and swipe down from the very top.',
          },
          {
            zh: '找到写着“屏幕共享”的那一条，点“停止”。',
            en: 'Find the line that says “Screen sharing” and press Stop.',
          },
          { zh: '回到桌面，告诉我看到了什么。', en: 'Go back to the home screen and tell me what you see.' },
        ],
        at: 1,
        repeats: 2,
      },
      safety: [{ id: 'toWhom', at: now - 30_000 }],
      help: null,
      followUps: [],
      money: { policy: 'block', left: ['whatFor', 'whoAsked'] },
      owner: 'notNeeded',
    },
    'measures/state': {
      ...noMeasures,
      status: 'measuring',
      callId,
      pace: { syllablesPerSecond: 4.6, calmSyllablesPerSecond: 3.3, speaking: true },
    },
  }),
  crisis: (now) => ({
    ...talking(now),
    'caller/state': {
      ...elderlyCaller(now, true),
      riskFacts: [],
      pendingTransaction: null,
      flags: [
        {
          ...flag('crisis', now, [{ source: 'heardByAgent', params: {} }]),
          keep: 'kept' as const,
        },
        flag('hardship', now, [{ source: 'onFile', params: {} }]),
      ],
    },
    'care/state': {
      callId,
      steps: null,
      safety: [],
      help: helpAsked(now, 'seen'),
      followUps: [],
      money: { policy: 'block', left: [] },
      owner: 'missing',
    },
  }),
  'call-backs': (now) => ({
    ...base(now),
    'care/list': {
      help: [helpAsked(now, 'asked')],
      followUps: [callBack(now, -600_000), callBack(now, 72_000_000)],
      refusedRules: [],
    },
  }),
  'flags-set': (now) => ({
    ...talking(now),
    'caller/state': {
      ...elderlyCaller(now, true),
      flags: [
        {
          ...flag('hearingImpaired', now, []),
          reasons: [
            {
              source: 'heardByAgent' as const,
              params: {},
              at: now - 40_000,
              by: { personId: 'lin', name: '林晓晴' },
            },
          ],
          keep: 'ask' as const,
        },
        flag('elderly', now, [
          {
            source: 'ageOnFile',
            params: { age: 85, ruleRow: 2, ruleZh: '到了长者线的年龄', ruleEn: 'Of the age' },
          },
          { source: 'numberMatched', params: {} },
        ]),
      ],
    },
  }),
};
