import type { SharingState } from '#shared/sharing/contract.ts';
import { callId } from './fixtures.ts';

/** Two things that went to the caller: one arrived, one did not. */
export const shared = (now: number): SharingState => ({
  callId,
  items: [
    {
      sendId: 's1',
      callId,
      thing: { kind: 'branch', branchId: 'shanghai-jingansi' },
      title: { zh: '静安寺支行', en: "Jing'an Temple" },
      via: 'sms',
      text: '【示例银行】静安寺支行：上海静安区南京西路示例 1600 号。',
      state: 'delivered',
      at: now - 60_000,
      callOffsetMs: 101_000,
      problem: null,
    },
    {
      sendId: 's2',
      callId,
      thing: { kind: 'article', articleId: 'temporary-card-hold' },
      title: { zh: '临时挂失：怎样办、怎样解', en: 'Temporary hold: how to set and lift it' },
      via: 'text',
      text: '临时挂失：……',
      state: 'failed',
      at: now - 20_000,
      callOffsetMs: 141_000,
      problem: 'call/refused-by-exchange',
    },
  ],
});
