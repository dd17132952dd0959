import '../../../renderer/styles/index.css';
import branches from 'virtual:branches';
import documents from 'virtual:documents';
import library from 'virtual:library';
import { startDesk } from '#renderer/app/start-desk.tsx';
import { createFakeBridge } from './fake-bridge.ts';
import { scenes } from './scenes.ts';
import { withSettings } from './settings-bridge.ts';

/** `#scene=scam&lang=zh-CN&theme=dark`: draws the real desk on fixture snapshots. Development only, never in the product. */
const wanted = new URLSearchParams(location.hash.slice(1));
const scene = scenes[wanted.get('scene') ?? 'ready'];
const root = document.getElementById('root');
if (!scene || !root) throw new Error(`no such scene: ${location.hash}`);
const language = wanted.get('lang') === 'en-US' ? 'en-US' : 'zh-CN';
const theme = wanted.get('theme') === 'dark' ? 'dark' : 'light';
const bridge = createFakeBridge(
  { 'branches/library': branches, 'documents/library': documents, ...scene(Date.now()) },
  { language, theme },
  library,
);
void withSettings(bridge, { language, theme }).then((live) => startDesk({ bridge: live, root }));
