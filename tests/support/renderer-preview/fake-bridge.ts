import type {
  CommandInput,
  CommandName,
  DeskBridge,
  Published,
  TopicName,
  TopicSnapshot,
} from '#shared/contract/index.ts';
import type { GuidanceLibrary } from '#shared/guidance/library.ts';
import type { KnowledgeHit } from '#shared/knowledge/contract.ts';
import { settingDefaults, settingKeys } from '#shared/settings/values.ts';
import { editorRows, editorSheet } from './editor-scenes.ts';
import { feedbackList } from './feedback.ts';
import type { RowList } from '#shared/incident/contract.ts';
import { incidentRows } from './incident-scenes.ts';
import { hits, article } from './knowledge.ts';
import { openedRecording, recordingList } from './recordings.ts';
import { reviewList, reviewSheet } from './review.ts';
import { previewText, screenshot } from './texts.ts';

/** What main would say in a scene; a topic that is left out is not answered. */
export type Scene = { readonly [T in TopicName]?: TopicSnapshot<T> };

interface Look {
  readonly language: 'zh-CN' | 'en-US';
  readonly theme: 'light' | 'dark';
}

function settings({ language, theme }: Look): TopicSnapshot<'settings/state'> {
  const perKey = Object.fromEntries(settingKeys.map((key) => [key, 'default']));
  return {
    values: { ...settingDefaults, language, theme },
    sources: perKey as TopicSnapshot<'settings/state'>['sources'],
    locked: [],
    setAside: [],
    missing: [],
    secrets: {
      'exchange.password': 'notSet',
      'exchange.clientKey': 'notSet',
      'exchange.turnPassword': 'notSet',
      'core.token': 'notSet',
      'content.token': 'notSet',
      'core.clientKey': 'notSet',
      'core.oauthSecret': 'notSet',
    },
    restartNeeded: false,
    policyFile: null,
  };
}

const found = (query: string): readonly KnowledgeHit[] =>
  query === '' ? hits.slice(0, 4) : query === 'zzzz' ? [] : hits;

/** Answers the contract out of a scene, in the window itself. Commands are logged and answered as done. */
export function createFakeBridge(scene: Scene, look: Look, library: GuidanceLibrary): DeskBridge {
  const all: Scene = {
    'guidance/library': library,
    ...scene,
    'settings/state': scene['settings/state'] ?? settings(look),
  };
  const listeners = new Map<TopicName, Set<(published: Published<TopicName>) => void>>();
  const answer = (name: CommandName, input: unknown): unknown => {
    if (name === 'knowledge/open') return article;
    if (name === 'feedback/list') return feedbackList(Date.now());
    if (name === 'recording/list') return recordingList(Date.now());
    if (name === 'recording/open')
      return openedRecording(Date.now(), (input as { recordingId: string }).recordingId);
    if (name === 'recording/sound') return { chunks: [], last: true };
    if (name === 'review/list') return reviewList(Date.now());
    if (name === 'review/open') return reviewSheet(Date.now(), (input as { callId: string }).callId);
    if (name === 'editor/list') return { rows: editorRows(Date.now()), more: false };
    if (name === 'editor/read') return editorSheet(Date.now(), input as CommandInput<'editor/read'>);
    if (name === 'sharing/preview') return { text: previewText };
    if (name === 'picture/open') return { contentType: 'image/png', data: screenshot() };
    if (name === 'feedback/capture') return { feedbackId: 'f9' };
    if (name === 'incident/rows') return incidentRows((input as { list: RowList }).list);
    if (name !== 'knowledge/search') return {};
    const { query, sequence } = input as { query: string; sequence: number };
    const list = found(query);
    return {
      sequence,
      tookMs: 2.4,
      total: list.length,
      totalIsAtLeast: false,
      meaningPending: false,
      hits: list,
    };
  };
  return {
    send: async (name, input) => {
      console.info('send', name, input);
      return { ok: true, value: answer(name, input) as never };
    },
    ask: async (topic) => {
      const snapshot = all[topic];
      if (snapshot === undefined) throw new Error(`${topic} is not in this scene`);
      return { revision: 1, snapshot: snapshot as never };
    },
    subscribe(topic, listener) {
      const known = listeners.get(topic) ?? new Set();
      const own = (published: Published<TopicName>): void => listener(published as never);
      listeners.set(topic, known.add(own));
      return () => void known.delete(own);
    },
  };
}
