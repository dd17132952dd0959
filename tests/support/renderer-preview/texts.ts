import type { PictureState } from '#shared/picture/contract.ts';
import type { SharingLibrary } from '#shared/sharing/contract.ts';
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

export const previewText =
  '请在 https://www.bank.example/app 里自己重设取款密码，全程不需要把密码告诉任何人，包括我们的客服。';

/** A telephone's screen, drawn here: base64 of a PNG. */
export function screenshot(): string {
  const canvas = document.createElement('canvas');
  canvas.width = 720;
  canvas.height = 1280;
  const context = canvas.getContext('2d');
  if (context === null) return '';
  context.fillStyle = '#eef2f4';
  context.fillRect(0, 0, 720, 1280);
  context.fillStyle = '#ffffff';
  for (let row = 0; row < 5; row += 1) context.fillRect(40, 220 + row * 150, 640, 120);
  context.fillStyle = '#1f5f8b';
  context.fillRect(0, 0, 720, 140);
  context.font = '40px sans-serif';
  context.fillStyle = '#26343b';
  for (const [row, words] of ['账户总览', '卡片管理', '密码与安全', '转账记录', '联系客服'].entries())
    context.fillText(words, 80, 295 + row * 150);
  return canvas.toDataURL('image/png').split(',')[1] ?? '';
}

export const sharingLibrary: SharingLibrary = {
  templates: [
    { id: 'holdDone', label: { zh: '临时挂失回执', en: 'Receipt of the hold' } },
    { id: 'resetPassword', label: { zh: '重设密码的步骤', en: 'How to reset the PIN' } },
    { id: 'documents', label: { zh: '去网点带什么', en: 'What to bring' } },
    { id: 'textFirst', label: { zh: '以后可以打字联系', en: 'Write to us next time' } },
    { id: 'callBack', label: { zh: '我们会联系您', en: 'We will be in touch' } },
  ],
  links: [
    { id: 'app', label: { zh: '手机银行', en: 'Mobile banking' }, url: 'https://www.bank.example/app' },
    {
      id: 'numbers',
      label: { zh: '官方号码核对', en: 'Our official numbers' },
      url: 'https://www.bank.example/numbers',
    },
  ],
  refused: [],
};

export const pictureState = (now: number): PictureState => ({
  callId,
  pictures: [
    {
      pictureId: 'p1',
      callId,
      state: 'received',
      at: now,
      width: 720,
      height: 1280,
      bytes: 48_000,
      problem: null,
      marks: 0,
    },
  ],
});
