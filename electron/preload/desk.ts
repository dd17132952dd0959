import { contextBridge, ipcRenderer } from 'electron';
import type { DeskBridge, TopicName } from '#shared/contract/index.ts';
import { channels } from '#electron/ipc/channels.ts';
import { handPicturePort } from './picture-port.ts';

type Listener = (published: { revision: number; snapshot: unknown }) => void;
const listeners = new Map<string, Set<Listener>>();

ipcRenderer.on(channels.topic, (_event, topic: TopicName, revision: number, snapshot: unknown) => {
  for (const listener of listeners.get(topic) ?? []) listener({ revision, snapshot });
});

/** Carries, adds nothing: names and payloads are checked in main. */
const bridge: DeskBridge = {
  send: (name, input) => ipcRenderer.invoke(channels.command, name, input),
  ask: (topic) => ipcRenderer.invoke(channels.ask, topic),
  subscribe(topic, listener) {
    const own: Listener = (published) => listener(published as never);
    const known = listeners.get(topic) ?? new Set();
    listeners.set(topic, known.add(own));
    return () => void known.delete(own);
  },
};

contextBridge.exposeInMainWorld('guardline', bridge);
handPicturePort();
