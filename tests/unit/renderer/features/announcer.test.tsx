import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { Announcer } from '#renderer/features/call-bar/announcer.tsx';
import { HelpState } from '#renderer/features/care/help-state.tsx';
import { I18nProvider } from '#renderer/i18n/use-i18n.tsx';
import { createWords } from '#renderer/i18n/words.ts';
import { DeskProvider } from '#renderer/stores/use-desk.tsx';
import { careScenes, helpAsked } from '#tests/support/renderer-preview/care-scenes.ts';
import type { Scene } from '#tests/support/renderer-preview/fake-bridge.ts';
import { hold } from '#tests/support/renderer-preview/fixtures.ts';
import { deskIn, now } from '../desk-in.ts';

const words = createWords();
const part = (scene: string, change?: (made: Scene) => Scene, shown = <Announcer />): string =>
  renderToStaticMarkup(
    <DeskProvider desk={deskIn(scene, change).desk}>
      <I18nProvider words={words} language="zh-CN">
        {shown}
      </I18nProvider>
    </DeskProvider>,
  );
const said = (kind: string, scene: string, change?: (made: Scene) => Scene): string =>
  new RegExp(`data-announce="${kind}">([^<]*)<`).exec(part(scene, change))?.[1] ?? 'no such region';
const holding = (state: 'asked' | 'sent' | 'confirmed' | 'failed') =>
  said('hold', 'quiet', (made) => ({
    ...made,
    'control/state': {
      ...(made['control/state'] as never as object),
      holds: [hold('card-1', state, now)],
    } as never,
  }));

describe('what a blind agent hears', () => {
  test('who rings: the name, each flag and the queue, and the key that answers', () => {
    const heard = said('call', 'ring');
    for (const word of ['贾女士', '长者', '长者专线', 'F2']) expect(heard).toContain(word);
  });

  test('a hold is asked, sent, confirmed or failed, each in its own words and with its card', () => {
    const heard = (['asked', 'sent', 'confirmed', 'failed'] as const).map(holding);
    expect(new Set(heard).size).toBe(4);
    for (const [at, word] of ['已请求', '已发送', '已确认', '失败'].entries()) {
      expect(heard[at]).toContain(word);
      expect(heard[at]).toContain('****');
    }
    expect(said('hold', 'quiet')).toBe('');
  });

  test('help is asked, seen, and answered; the second piece of advice is another announcement', () => {
    const helpIs = (help: ReturnType<typeof helpAsked>): string =>
      said('help', 'quiet', (made) => ({
        ...made,
        'care/state': { ...(careScenes['crisis']?.(now)['care/state'] as never as object), help } as never,
      }));
    const seen = helpAsked(now, 'seen');
    const heard = [
      helpIs(helpAsked(now, 'asked')),
      helpIs({ ...seen, advice: [] }),
      helpIs(seen),
      helpIs({ ...seen, advice: [...seen.advice, ...seen.advice] }),
    ];
    expect(new Set(heard).size).toBe(4);
    expect(heard.every((one) => one.length > 3)).toBe(true);
  });

  test('the caller has begun to write', () => {
    expect(said('text', 'hearing')).toContain('F6');
    expect(said('text', 'quiet')).toBe('');
  });

  test('nothing that counts seconds is a live region: each second would be read out', () => {
    const helpWaits = (made: Scene): Scene => ({
      ...made,
      'care/state': {
        ...(careScenes['crisis']?.(now)['care/state'] as never as object),
        help: helpAsked(now, 'asked'),
      } as never,
    });
    expect(part('quiet', helpWaits, <HelpState />)).toContain('还没有应答');
    expect(part('quiet', helpWaits, <HelpState />)).not.toContain('role="status"');
  });
});
