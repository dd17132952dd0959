import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { RiskTier } from '#renderer/features/caller-panel/risk-tier.tsx';
import { Suggestions } from '#renderer/features/guidance/suggestions.tsx';
import { I18nProvider } from '#renderer/i18n/use-i18n.tsx';
import { createWords } from '#renderer/i18n/words.ts';
import { DeskProvider } from '#renderer/stores/use-desk.tsx';
import type { Language } from '#shared/i18n/language.ts';
import { noRiskState } from '#shared/risk/state.ts';
import type { RiskState } from '#shared/risk/state.ts';
import { callId, guiding } from '#tests/support/renderer-preview/fixtures.ts';
import { deskIn, now } from '../desk-in.ts';

const words = createWords();
const textOf = (html: string): string => html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');

function shown(risk: Partial<RiskState>, language: Language = 'zh-CN'): string {
  const { desk } = deskIn('scam', (scene) => ({
    ...scene,
    'risk/state': { ...noRiskState, callId, asOf: now, ...risk },
  }));
  return textOf(
    renderToStaticMarkup(
      <DeskProvider desk={desk}>
        <I18nProvider words={words} language={language}>
          <RiskTier />
        </I18nProvider>
      </DeskProvider>,
    ),
  );
}

const critical: Partial<RiskState> = {
  tier: 'critical',
  control: 'accountProtect',
  linkages: ['teamLead', 'branch'],
  rows: [
    { table: 'Base', row: 2, reason: { zh: '线索指向一种骗局', en: 'The cues point to one scam' } },
    { table: 'Second try', row: 2, reason: { zh: '', en: '' } },
    { table: 'Control', row: 1, reason: { zh: '先护住账户', en: 'Protect the account' } },
  ],
  table: { version: '0123456789ab', isLastGood: false },
};

describe('the risk tier in the caller panel', () => {
  test('says tier, control, who is brought in, and why, in both languages', () => {
    expect(shown(critical)).toMatch(/极高.*账户保护.*班长.*网点.*线索指向一种骗局 · 先护住账户/);
    expect(shown(critical, 'en-US')).toMatch(/Critical.*The cues point to one scam · Protect the account/);
  });

  test('is not there while there is no risk, no call, or no answer yet', () => {
    expect(shown({})).toBe('');
    expect(shown({ ...critical, callId: null })).toBe('');
    expect(shown({ tier: 'unknown', unknown: 'starting' })).toBe('');
  });

  test.each(['engineMissing', 'noTable', 'failed'] as const)('unknown (%s) is said in words', (unknown) => {
    const text = shown({ tier: 'unknown', unknown });
    expect(text).toContain('本通风险');
    expect(text).not.toMatch(/caller\.tier|低|中|高/);
  });

  test('a refused table is named, also in a call without risk', () => {
    const refused = [{ file: 'risk-tier.json', where: '基本档 Base · row 3', reason: 'x' }];
    const table = { version: '0123456789ab', isLastGood: true };
    expect(shown({ refused, table })).toContain('基本档 Base · row 3');
  });
});

describe('suggestions', () => {
  const suggest = (named: string | null, score: number): string => {
    const state = guiding(now);
    const { desk } = deskIn('scam', (scene) => ({
      ...scene,
      'guidance/state': {
        ...state,
        mode: 'suggesting',
        playbookId: null,
        named,
        everyday: { score, points: 0, patternId: 'travel' },
        candidates: state.candidates.map((one) => ({
          ...one,
          lowered: [
            { cueId: 'contractShown', points: -5.1 },
            { cueId: 'newPayee', points: -0.4 },
          ],
        })),
      },
    }));
    return textOf(
      renderToStaticMarkup(
        <DeskProvider desk={desk}>
          <I18nProvider words={words} language="zh-CN">
            <Suggestions />
          </I18nProvider>
        </DeskProvider>,
      ),
    );
  };

  test('say what speaks against a playbook, and leave out what hardly does', () => {
    const text = suggest('fake-support-cover-expiry', 0.01);
    expect(text).toContain('听起来像');
    expect(text).toMatch(/不像的地方：\S+/);
    expect(text).not.toContain('也可能是');
  });

  test('name no pattern and say the everyday matter while nothing is sure', () => {
    const text = suggest(null, 0.62);
    expect(text).toContain('还说不准');
    expect(text).toMatch(/也可能是.*0\.62/);
  });
});
