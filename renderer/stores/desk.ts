import type { CommandInput, CommandName, CommandOutput, DeskBridge } from '#shared/contract/index.ts';
import type { Undo } from '#shared/lib/clock.ts';
import { bringDeskForward } from './answered.ts';
import { collectState, type DeskState } from './desk-state.ts';
import { createDraftStore, type DraftStore } from './draft.ts';
import { createMirrors, type Mirrors } from './mirrors.ts';
import { createNotices, type Notices } from './notices.ts';
import { callersCallOf } from './select/call.ts';
import { createSettingDrafts, type SettingDrafts } from './setting-drafts.ts';
import { createViewStore, type View, type ViewStore } from './view.ts';

/** Places that a key can go to. The elements carry them as `data-place`. */
export type Place =
  | 'caller'
  | 'guidance'
  | 'atHand'
  | 'text'
  | 'slate'
  | 'phrases'
  | 'note'
  | 'cues'
  | 'answers'
  | 'quality'
  // The three columns of the other workspaces.
  | 'left'
  | 'middle'
  | 'right';

export interface Looking {
  readonly query: string;
  readonly articleId: string | null;
  readonly title: string | null;
}

export interface DeskDeps {
  readonly bridge: DeskBridge;
  /** Moves the keyboard focus; does nothing where the place is not on the screen. */
  readonly focus: (place: Place) => void;
  readonly after: (delayMs: number, fn: () => void) => Undo;
}

/** The window's side of the product: mirrors of main, what only the window knows, and the way to main. */
export interface Desk {
  readonly mirrors: Mirrors;
  readonly view: ViewStore;
  readonly notices: Notices;
  readonly draft: DraftStore;
  readonly settingDrafts: SettingDrafts;
  /** Collected once per change: the same object until something changes. */
  state(): DeskState;
  subscribe(listener: () => void): Undo;
  setView(change: Partial<View>): void;
  /** Sends a command; a failure is said in the strip. The value, or null after a failure. */
  send<C extends CommandName>(name: C, input: CommandInput<C>): Promise<CommandOutput<C> | null>;
  /** For forms that say a failure beside the field themselves. */
  readonly bridge: DeskBridge;
  focus(place: Place): void;
  /** What the search is looking at, for feedback: read when it is asked for, so that typing costs nothing. */
  readonly looking: { get(): Looking; set(now: Looking): void };
  readonly dispose: Undo;
}

export function createDesk({ bridge, focus, after }: DeskDeps): Desk {
  const mirrors = createMirrors(bridge);
  const view = createViewStore();
  const notices = createNotices();
  const draft = createDraftStore({ bridge, after, onFailure: notices.failed });
  const settingDrafts = createSettingDrafts({ bridge, mirrors });
  const listeners = new Set<() => void>();
  let collected: DeskState | null = null;
  const changed = (): void => {
    collected = null;
    for (const listener of listeners) listener();
  };
  const undos = [
    mirrors.subscribe(changed),
    view.subscribe(changed),
    followCall(mirrors, draft),
    bringDeskForward(mirrors, view),
  ];
  return {
    mirrors,
    view,
    notices,
    draft,
    settingDrafts,
    bridge,
    focus,
    looking: createLooking(),
    state: () => (collected ??= collectState(mirrors, view.getState())),
    subscribe(listener) {
      const own = (): void => listener();
      listeners.add(own);
      return () => void listeners.delete(own);
    },
    setView: (change) => view.setState(change),
    async send(name, input) {
      const result = await bridge.send(name, input);
      if (result.ok) return result.value;
      notices.failed(result.error);
      return null;
    },
    dispose() {
      undos.forEach((undo) => undo());
      draft.dispose();
      settingDrafts.dispose();
      mirrors.dispose();
    },
  };
}

function createLooking(): Desk['looking'] {
  let current: Looking = { query: '', articleId: null, title: null };
  return { get: () => current, set: (now) => void (current = now) };
}

/** The note on the screen belongs to the wrap-up, or else to the caller in front. */
function followCall(mirrors: Mirrors, draft: DraftStore): Undo {
  const follow = (): void => {
    const seat = mirrors.snapshot('seat/state');
    const calls = mirrors.snapshot('call/state')?.calls ?? [];
    const callId = seat?.wrapUp?.callId ?? callersCallOf(calls)?.id ?? null;
    draft.show(callId, seat?.wrapUp ?? seat?.notes ?? null);
  };
  const undos = [
    mirrors.get('seat/state').store.subscribe(follow),
    mirrors.get('call/state').store.subscribe(follow),
  ];
  follow();
  return () => undos.forEach((undo) => undo());
}
