import { base, deskScenes } from './desk-scenes.ts';
import type { Scene } from './fake-bridge.ts';
import { workspaceScenes } from './workspace-scenes.ts';

/** Every designed state of every workspace by name: `shoot.ts` takes pictures of them. */
export const scenes: Readonly<Record<string, (now: number) => Scene>> = {
  ...deskScenes,
  ...workspaceScenes(base),
};
