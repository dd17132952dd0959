import type { CaptionLine, CaptionsState } from '#shared/captions/contract.ts';
import type { Scene } from './fake-bridge.ts';
import { callId } from './fixtures.ts';

const line = (
  id: number,
  side: CaptionLine['side'],
  text: string,
  own: Partial<CaptionLine> = {},
): CaptionLine => ({
  ...{ id: `${id}`, side, text, isFinal: true, at: id * 1_000, afterGap: false },
  ...own,
});

const said: readonly CaptionLine[] = [
  line(1, 'agent', '您好，贾阿姨，这里是银行客服，您慢慢说，我听着。'),
  line(2, 'caller', '我那个百万保障快到期了，客服让我今天关掉。'),
  line(3, 'agent', '这个保障不要钱，也不会扣您的钱。'),
  line(4, 'caller', '卡号是6222 02** **** 7788，他说转到安全账户就退给我。', { afterGap: true }),
  line(5, 'agent', '收钱的这位，您是怎么认识的？'),
  line(6, 'caller', '就是打电话来的那个，我没见过他', { isFinal: false }),
];
const saidInEnglish: readonly CaptionLine[] = [
  line(1, 'agent', 'Good afternoon, this is the bank. Take your time, I am listening.'),
  line(2, 'caller', 'My card is 6222 02** **** 7788 and he told me to move it to a safe account today.'),
  line(3, 'agent', 'The one who gets the money, how do you know them? Have you met?'),
  line(4, 'caller', 'He only rang me this morning, I have never seen', { isFinal: false }),
];

const captions = (own: Partial<CaptionsState>): CaptionsState => ({
  ...{ status: 'listening', callId, why: null, problem: null, nextTryAt: null, lines: [...said] },
  ...own,
});

/** The strip of captions under a call, in each of its states. */
export const captionScenes = (
  talking: (now: number) => Scene,
): Readonly<Record<string, (now: number) => Scene>> => ({
  captions: (now) => ({ ...talking(now), 'captions/state': captions({}) }),
  'captions-english': (now) => ({
    ...talking(now),
    'captions/state': captions({ lines: [...saidInEnglish] }),
  }),
  'captions-away': (now) => ({
    ...talking(now),
    'captions/state': captions({ status: 'away', problem: 'hungUp', nextTryAt: now + 8_000 }),
  }),
  'captions-certificate': (now) => ({
    ...talking(now),
    'captions/state': captions({
      ...{ status: 'away', problem: 'certificateWrongName', nextTryAt: now + 29_000, lines: [] },
    }),
  }),
  'captions-behind': (now) => ({ ...talking(now), 'captions/state': captions({ status: 'behind' }) }),
  'captions-paused': (now) => ({
    ...talking(now),
    'captions/state': captions({ status: 'paused', why: 'cardData' }),
  }),
  'captions-starting': (now) => ({
    ...talking(now),
    'captions/state': captions({ status: 'connecting', lines: [] }),
  }),
});
