import { createStore, type StoreApi } from 'zustand/vanilla';
import type { DeskBridge } from '#shared/contract/index.ts';
import type { AppError } from '#shared/errors/app-error.ts';
import type { Undo } from '#shared/lib/clock.ts';
import type { RawSetting } from '#shared/settings/contract.ts';
import type { SettingKey } from '#shared/settings/values.ts';
import type { Mirrors } from './mirrors.ts';

/**
 * A setting as it was typed.
 *
 *   typed → sent → taken → saved      (taken: main has it, the new snapshot is not here yet: the text stays, nothing flickers)
 *             └──→ refused            (the text and the reason stay until it is typed anew or given up)
 */
export interface SettingDraft {
  readonly text: string;
  readonly phase: 'typed' | 'sent' | 'taken' | 'saved' | 'refused';
  readonly value: RawSetting;
  readonly error: AppError | null;
}

export type SettingDraftMap = Readonly<Partial<Record<SettingKey, SettingDraft>>>;

/** What is typed into the settings, beside the page itself: a refused value is still there when one comes back to it. */
export interface SettingDrafts {
  readonly store: StoreApi<SettingDraftMap>;
  type(key: SettingKey, text: string): void;
  /** Sends what was typed, as `value`. The refusal, or null. */
  commit(key: SettingKey, value: RawSetting): Promise<AppError | null>;
  /** Back to what is in force. */
  drop(key: SettingKey): void;
  readonly dispose: Undo;
}

export interface SettingDraftsDeps {
  readonly bridge: DeskBridge;
  readonly mirrors: Mirrors;
}

export function createSettingDrafts({ bridge, mirrors }: SettingDraftsDeps): SettingDrafts {
  const store = createStore<SettingDraftMap>()(() => ({}));
  const put = (key: SettingKey, draft: SettingDraft): void => store.setState({ [key]: draft });

  /** Drafts that main has taken and whose snapshot has come are done. */
  function heard(): void {
    const values = mirrors.snapshot('settings/state')?.values;
    if (!values) return;
    for (const [name, draft] of Object.entries(store.getState())) {
      const key = name as SettingKey;
      if (draft?.phase === 'taken' && same(values[key], draft.value)) put(key, { ...draft, phase: 'saved' });
    }
  }

  return {
    store,
    type: (key, text) => put(key, { text, phase: 'typed', value: null, error: null }),
    async commit(key, value) {
      const draft = store.getState()[key];
      if (!draft || draft.phase === 'sent') return null;
      const sent: SettingDraft = { ...draft, phase: 'sent', value, error: null };
      put(key, sent);
      const result = await bridge.send('settings/set', { key, value });
      // Typed on meanwhile: that text gets an answer of its own.
      if (store.getState()[key] !== sent) return result.ok ? null : result.error;
      put(key, result.ok ? { ...sent, phase: 'taken' } : { ...sent, phase: 'refused', error: result.error });
      heard();
      return result.ok ? null : result.error;
    },
    drop(key) {
      const { [key]: _gone, ...rest } = store.getState();
      store.setState(rest, true);
    },
    dispose: mirrors.get('settings/state').store.subscribe(heard),
  };
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
