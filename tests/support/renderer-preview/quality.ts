import type { QualityLine, QualityState } from '#shared/quality/state.ts';
import { callId } from './fixtures.ts';

type Label = QualityLine['label'];

/** The check of an elderly caller's transfer: greeted and verified, the rest open. */
export function quality(now: number): QualityState {
  const line = (
    id: string,
    phase: QualityLine['phase'],
    label: Label,
    say: NonNullable<QualityLine['say']> | null,
    doneAfterMs: number | null,
    by: 'agent' | 'facts' = 'agent',
  ): QualityLine => ({
    id,
    kind: say === null ? 'do' : 'say',
    phase,
    label,
    ...(say === null ? {} : { say, elderly: { zh: say.zh, en: say.en } }),
    sheetId: 'everyday',
    version: '1.0',
    done: doneAfterMs === null ? null : { by, at: now - 161_000 + doneAfterMs, callOffsetMs: doneAfterMs },
  });
  return {
    callId,
    sheets: [
      { sheetId: 'everyday', version: '1.0', name: { zh: '每一通', en: 'Every call' }, sample: true },
      { sheetId: 'elderly', version: '1.0', name: { zh: '长者', en: 'Elderly caller' }, sample: true },
      { sheetId: 'transfer', version: '1.0', name: { zh: '转账', en: 'Transfer' }, sample: true },
    ],
    lines: [
      line(
        'greeting',
        'opening',
        { zh: '问候，报姓名', en: 'Greet and give your name' },
        { zh: '您好，我是银行的人工客服。', en: 'Hello, I am a person at the bank.' },
        4000,
      ),
      line(
        'recordingNotice',
        'opening',
        { zh: '告知通话录音', en: 'Say the call is recorded' },
        {
          zh: '跟您说一声，咱们的通话会录下来，怕记错。',
          en: 'Just so you know, this call is recorded so nothing gets mixed up.',
        },
        null,
      ),
      line('identity', 'opening', { zh: '核验身份', en: 'Verify identity' }, null, 58_000, 'facts'),
      line(
        'payeeAsked',
        'during',
        { zh: '问收款人是谁、见没见过', en: 'Ask who the payee is and if they ever met' },
        { zh: '收钱的这个人，您当面见过没有？', en: 'Have you ever met this person face to face?' },
        null,
      ),
      line(
        'repeatBack',
        'during',
        { zh: '请来电人复述一遍', en: 'Have the caller say it back' },
        { zh: '您给我说说，第一步做什么？', en: 'Tell me, what do you do first?' },
        null,
      ),
      line(
        'closingQuestion',
        'closing',
        { zh: '问还有没有别的事', en: 'Ask if there is anything else' },
        { zh: '您再想想，还有没有别的事？不着急。', en: 'Take a moment, is there anything else? No hurry.' },
        null,
      ),
    ],
    missingAtEnd: null,
    refused: [],
  };
}
