import type { TopicName } from '#shared/contract/index.ts';
import { createDesk, type Desk, type Place } from '#renderer/stores/desk.ts';
import { controlScenes } from '#tests/support/renderer-preview/control-scenes.ts';
import { deskScenes } from '#tests/support/renderer-preview/desk-scenes.ts';
import type { Scene } from '#tests/support/renderer-preview/fake-bridge.ts';
import { createTestBridge, type TestBridge } from './stores/test-bridge.ts';
import { library } from './library.ts';

const scenes = { ...deskScenes, ...controlScenes };

export interface DeskInScene {
  readonly desk: Desk;
  readonly bridge: TestBridge;
  readonly focused: readonly Place[];
}

export const now = Date.UTC(2026, 10, 21, 6, 32);

/** The window's own side in one of the designed states, on the real prompts content, with nothing behind the wire. */
export function deskIn(name: string, change: (scene: Scene) => Scene = (scene) => scene): DeskInScene {
  const scene = scenes[name];
  if (!scene) throw new Error(`no scene ${name}`);
  const bridge = createTestBridge();
  const focused: Place[] = [];
  const desk = createDesk({
    bridge,
    focus: (place) => focused.push(place),
    after: () => () => undefined,
  });
  const all: Scene = { 'guidance/library': library, ...change(scene(now)) };
  for (const topic of Object.keys(all) as TopicName[]) {
    const snapshot = all[topic];
    if (snapshot !== undefined) bridge.publish(topic, 1, snapshot as never);
  }
  return { desk, bridge, focused };
}
