import '../../../renderer/styles/index.css';
import branches from 'virtual:branches';
import documents from 'virtual:documents';
import library from 'virtual:library';
import type { DeskBridge } from '#shared/contract/index.ts';
import type { Undo } from '#shared/lib/clock.ts';
import { startDesk } from '#renderer/app/start-desk.tsx';
import { topicPlan } from '#renderer/stores/topic-plan.ts';
import { createFakeBridge } from './fake-bridge.ts';
import { scenes } from './scenes.ts';
import { withSettings } from './settings-bridge.ts';

/** Language and theme of a picture. */
export interface Look {
  readonly language: 'zh-CN' | 'en-US';
  readonly theme: 'light' | 'dark';
}

/** What a script finds on `window.preview`: every scene by name, and one drawn in place of the last, without a load. */
export interface Preview {
  readonly scenes: readonly string[];
  /** Done when the last of its topics has been asked for. */
  show(scene: string, look: Look): Promise<void>;
  /** The same in another language: nothing is drawn anew, what is open stays open. */
  speak(language: Look['language']): Promise<void>;
}

const root = document.getElementById('root');
let leave: Undo | undefined;
let shown: DeskBridge | undefined;

async function show(name: string, look: Look): Promise<void> {
  const scene = scenes[name];
  if (!scene || !root) throw new Error(`no such scene: ${name}`);
  leave?.();
  const bridge = createFakeBridge(
    { 'branches/library': branches, 'documents/library': documents, ...scene(Date.now()) },
    look,
    library,
  );
  const live = await withSettings(bridge, look);
  shown = live;
  await new Promise<void>((done) => {
    const ask: DeskBridge['ask'] = (topic) => {
      if (topicPlan[topic] === 'later') done();
      return live.ask(topic);
    };
    leave = startDesk({ bridge: { ...live, ask }, root });
  });
}

async function speak(language: Look['language']): Promise<void> {
  await shown?.send('settings/set', { key: 'language', value: language });
}

/** `#scene=scam&lang=zh-CN&theme=dark`: draws the real desk on fixture snapshots. Development only, never in the product. */
const wanted = new URLSearchParams(location.hash.slice(1));
Object.assign(window, { preview: { scenes: Object.keys(scenes), show, speak } satisfies Preview });
void show(wanted.get('scene') ?? 'ready', {
  language: wanted.get('lang') === 'en-US' ? 'en-US' : 'zh-CN',
  theme: wanted.get('theme') === 'dark' ? 'dark' : 'light',
});
