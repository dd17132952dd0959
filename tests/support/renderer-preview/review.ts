import type { CareFlag } from '#shared/care/care-flag-ids.ts';
import type { CommandOutput } from '#shared/contract/index.ts';
import type { CallId } from '#shared/lib/ids.ts';
import type { Course, Stretch } from '#shared/measures/course.ts';
import type { ReviewCall, ReviewSheet } from '#shared/review/sheet.ts';
import type { Scene } from './fake-bridge.ts';
import { signedIn } from './fixtures.ts';
import { measured } from './measures.ts';

const agent = { personId: 'sample-agent', name: '林晓晴' };
const cover = {
  id: 'fake-support-cover-expiry',
  name: { zh: '百万保障到期', en: 'Fake support: cover expires' },
};

/** What a trainer finds in the list: masked, newest first. */
function callsOf(now: number): ReviewCall[] {
  const call = (id: string, minutesAgo: number, more: Partial<ReviewCall> = {}): ReviewCall => ({
    callId: id as CallId,
    startedAt: now - minutesAgo * 60_000,
    direction: 'incoming',
    agent,
    callerMasked: '贾**',
    numberMasked: '138****2207',
    queue: 'queue-elderly',
    talkMs: 263_000,
    flags: ['elderly'],
    playbook: cover,
    outcome: 'scamStopped',
    missing: 1,
    measured: true,
    controls: 1,
    ...more,
  });
  const plain = (flags: CareFlag[]): Partial<ReviewCall> => ({
    flags,
    playbook: null,
    missing: 0,
    controls: 0,
    outcome: 'solved',
  });
  return [
    call('r1', 24),
    call('r2', 71, {
      ...plain(['foreignLanguage']),
      callerMasked: 'E**** C*****',
      numberMasked: '+1 604****5118',
      talkMs: 141_000,
    }),
    call('r3', 140, { ...plain(['hearingImpaired']), callerMasked: '何**', missing: 2, talkMs: 402_000 }),
    call('r4', 1_500, { ...plain([]), callerMasked: '朱**', direction: 'outgoing', outcome: 'informed' }),
    call('r5', 1_620, {
      ...plain(['distress', 'hardship']),
      callerMasked: '方*',
      outcome: 'complaint',
      missing: null,
    }),
  ];
}

/** A talk of four minutes with a hold in it: turns of some seconds each. */
function courseOf(from: number, toMs: number): Course {
  const agentSide: Stretch[] = [];
  const callerSide: Stretch[] = [];
  const pauses: Stretch[] = [[from + 150_000, from + 172_000]];
  let at = 1_200;
  for (let turn = 0; at < toMs - 9_000; turn += 1) {
    if (at > 148_000 && at < 172_500) at = 172_500;
    const own = 2_400 + ((turn * 977) % 3_600);
    const other = 1_300 + ((turn * 1_433) % 4_100);
    agentSide.push([from + at, from + at + own]);
    const answerAt = at + own + (turn % 6 === 4 ? 3_100 : turn % 5 === 2 ? -600 : 500 + ((turn * 131) % 700));
    callerSide.push([from + answerAt, from + answerAt + other]);
    at = answerAt + other + (turn % 7 === 3 ? 2_700 : 400);
  }
  const pace = Array.from({ length: 24 }, (_, index) => ({
    at: from + 6_000 + index * 10_500,
    rate: 3.1 + ((index * 7) % 13) / 10,
  })).filter((one) => one.at < from + toMs);
  return { agent: agentSide, caller: callerSide, pauses, pace };
}

export const reviewList = (now: number): CommandOutput<'review/list'> => ({
  calls: callsOf(now),
  more: false,
  people: [agent, { personId: 'sample-trainer', name: '吴桐' }],
});

export function reviewSheet(now: number, callId: string): ReviewSheet {
  const call = callsOf(now).find((one) => one.callId === callId) ?? callsOf(now)[0];
  if (call === undefined) throw new Error('no call');
  const answeredAt = call.startedAt + 4_000;
  const course = courseOf(answeredAt, call.talkMs);
  const at = (seconds: number) => ({ at: answeredAt + seconds * 1_000, callOffsetMs: seconds * 1_000 });
  const of = { playbookId: cover.id, mark: null, latencySource: 'audio' as const };
  const done = (seconds: number, by: 'agent' | 'facts' = 'agent') => ({ by, ...at(seconds) });
  const item = (
    itemId: string,
    zh: string,
    en: string,
    what: ReturnType<typeof done> | null,
    phase: 'opening' | 'during' | 'closing',
  ) => ({ itemId, phase, label: { zh, en }, sheetId: 'everyday', version: '1.2', done: what });
  const live = measured(now).live;
  return {
    call,
    answeredAt,
    endedAt: answeredAt + call.talkMs,
    prompts: [{ ...at(41), playbookId: cover.id, version: '1.3', name: cover.name }],
    questions: [
      {
        ...of,
        ...at(58),
        questionId: 'howConnected',
        text: { zh: '这通电话，是怎么找到您的？', en: 'How did this call come to you?' },
        latencyMs: 700,
      },
      {
        ...of,
        ...at(96),
        questionId: 'howKnowPayee',
        text: { zh: '收款的这个人，您是怎么认识的？', en: 'How do you know the person who is to be paid?' },
        latencyMs: 3_100,
        mark: 'hesitant',
      },
      {
        ...of,
        ...at(131),
        questionId: 'whoElse',
        text: { zh: '这件事，家里还有谁知道？', en: 'Who else in the family knows of this?' },
        latencyMs: 1_900,
        latencySource: 'agent',
      },
    ],
    quality: [
      item('greeted', '报行名、工号', 'Bank and number said', done(2, 'agent'), 'opening'),
      item('verified', '核实身份', 'Identity verified', done(31, 'facts'), 'opening'),
      item('holdExplained', '挂失前说明影响', 'Effect of the hold explained', null, 'during'),
      item('holdTold', '读出回执号', 'Receipt number read out', done(214, 'agent'), 'during'),
      item('familyCalled', '请家人一起核对', 'Family asked to check', done(238, 'agent'), 'closing'),
    ],
    controls: [
      {
        requestId: 'hold-1',
        action: 'apply',
        control: 'cardHold',
        target: '6222 02** **** 7788',
        state: 'confirmed',
        askedAt: answeredAt + 201_000,
        answeredAt: answeredAt + 201_600,
        receipt: 'GL-20261128-0031',
        by: agent,
      },
    ],
    texts: [
      {
        at: answeredAt + 244_000,
        from: 'agent',
        text: '您的卡已临时挂失，回执号 GL-0031。有人再催您，请挂断后拨打银行客服电话。',
        state: 'sent',
      },
      { at: answeredAt + 252_000, from: 'caller', text: '收到，谢谢。我的卡是 ···', state: 'sent' },
    ],
    note: '对方自称平台经理，要求把 165 万元转到“安全账户”。已挂失 ···，女儿下午陪同到网点。',
    measures: live === null || !call.measured ? null : { ...live, responses: responsesOf(course) },
    course: call.measured ? course : null,
    calmRate: 3.3,
  };
}

function responsesOf({ agent: own, caller }: Course) {
  return own.flatMap(([, agentEndAt], index) => {
    const callerStartAt = caller[index]?.[0] ?? 0;
    return callerStartAt > agentEndAt
      ? [{ agentEndAt, callerStartAt, latencyMs: callerStartAt - agentEndAt }]
      : [];
  });
}

export const reviewScenes = (
  base: (now: number) => Scene,
): Readonly<Record<string, (now: number) => Scene>> => ({
  review: (now) => ({ ...base(now), 'access/state': signedIn(2) }),
});
