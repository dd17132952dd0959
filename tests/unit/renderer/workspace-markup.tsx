import { renderToStaticMarkup } from 'react-dom/server';
import type { ReactNode } from 'react';
import type { TopicName } from '#shared/contract/index.ts';
import type { Language } from '#shared/i18n/language.ts';
import { I18nProvider } from '#renderer/i18n/use-i18n.tsx';
import { createWords } from '#renderer/i18n/words.ts';
import { createDesk } from '#renderer/stores/desk.ts';
import { DeskProvider } from '#renderer/stores/use-desk.tsx';
import type { Scene } from '#tests/support/renderer-preview/fake-bridge.ts';
import { createTestBridge } from './stores/test-bridge.ts';
import { library } from './library.ts';

export const words = createWords();
export const now = Date.UTC(2026, 10, 21, 6, 32);

/** A desk that has heard these topics, with nothing behind the wire. */
export function deskWith(scene: Scene) {
  const bridge = createTestBridge();
  const desk = createDesk({ bridge, focus: () => undefined, after: () => () => undefined });
  const all: Scene = { 'guidance/library': library, ...scene };
  for (const topic of Object.keys(all) as TopicName[]) {
    const snapshot = all[topic];
    if (snapshot !== undefined) bridge.publish(topic, 1, snapshot as never);
  }
  return { desk, bridge };
}

export function markup(scene: Scene, view: ReactNode, language: Language = 'zh-CN'): string {
  const { desk } = deskWith(scene);
  return renderToStaticMarkup(
    <DeskProvider desk={desk}>
      <I18nProvider words={words} language={language}>
        {view}
      </I18nProvider>
    </DeskProvider>,
  );
}

/** What a person reads. */
export const textOf = (html: string): string =>
  html
    .replaceAll(/<span class="clause">([^<]*)<\/span>/g, '$1')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
