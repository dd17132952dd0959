import type { LooseThread, TextState } from '#shared/text/contract.ts';
import { callId } from './fixtures.ts';

const phrase = (id: string, zh: string, en: string): TextState['phrases'][number] => ({
  id,
  label: { zh, en },
  text: { zh: `${zh}。`, en: `${en}.`, ja: 'はい。', ko: '네.' },
});

export const textState = (_now: number): TextState => ({
  callId,
  draft: '',
  phrases: [
    phrase('writeToMe', '打字就行', 'Type to me'),
    phrase('moment', '请稍等', 'One moment'),
    phrase('understood', '明白了', 'I see'),
    phrase('sayAgain', '没看明白', 'Say it again'),
    phrase('ownPassword', '密码自己输', 'Own password'),
    phrase('nobodyInARush', '不着急', 'No hurry'),
    phrase('anotherPerson', '是本人吗', 'Is it you'),
    phrase('done', '办好了', 'It is done'),
    phrase('anythingElse', '还有别的吗', 'Anything else'),
  ],
  loose: [],
});

/** Two people who wrote while they had no call here. */
export const looseTexts = (now: number): LooseThread[] => {
  const base = { way: 'message', problem: null } as const;
  const minute = 60_000;
  return [
    {
      threadId: 't1',
      numberMasked: '138****1111',
      displayName: '王桂珍',
      unread: 2,
      at: now - minute,
      messages: [
        { ...base, id: 'a', from: 'caller', text: '我刚才那张卡找到了', at: now - 2 * minute, state: 'sent' },
        { ...base, id: 'b', from: 'caller', text: '还要去网点解挂吗？', at: now - minute, state: 'sent' },
      ],
    },
    {
      threadId: 't2',
      numberMasked: '139****2222',
      displayName: '',
      unread: 0,
      at: now - 9 * minute,
      messages: [
        { ...base, id: 'c', from: 'caller', text: '收到短信了，谢谢', at: now - 9 * minute, state: 'sent' },
        {
          ...base,
          id: 'd',
          from: 'agent',
          text: '不客气，有事随时写给我们。',
          at: now - 8 * minute,
          state: 'failed',
          problem: 'refused',
        },
      ],
    },
  ];
};
