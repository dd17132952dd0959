import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { AppError } from '#shared/errors/app-error.ts';
import type { RawSetting } from '#shared/settings/contract.ts';
import type { SettingKey, SettingValues } from '#shared/settings/values.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useDesk, useTopic } from '#renderer/stores/use-desk.tsx';
import { refusalWords, textOf } from './words.ts';

/** A setting that is chosen: saved at once. */
export interface ChosenSetting {
  readonly locked: boolean;
  /** What main said to the last try, in words; null when nothing is wrong. */
  readonly wrong: string | null;
  readonly save: (value: RawSetting) => Promise<void>;
}

export function useSetting(key: SettingKey): ChosenSetting {
  const i18n = useI18n();
  const desk = useDesk();
  const locked = useTopic('settings/state', (settings) => settings?.locked.includes(key) ?? false);
  const [failed, setFailed] = useState<AppError | null>(null);
  return {
    locked,
    wrong: failed ? refusalWords(i18n, key, failed) : null,
    async save(value) {
      const result = await desk.bridge.send('settings/set', { key, value });
      setFailed(result.ok ? null : result.error);
    },
  };
}

export const useValue = <K extends SettingKey>(key: K): SettingValues[K] | undefined =>
  useTopic('settings/state', (settings) => settings?.values[key]);

/** A setting that is typed: saved when the field is left or Enter is pressed; what was refused stays as it was typed. */
export interface TypedSetting {
  readonly locked: boolean;
  readonly missing: boolean;
  readonly text: string;
  /** Typed, and not in force. */
  readonly open: boolean;
  readonly saved: boolean;
  readonly wrong: string | null;
  readonly type: (text: string) => void;
  readonly commit: () => void;
  /** Back to what is in force. */
  readonly revert: () => void;
}

export function useTypedSetting(key: SettingKey, parse: (text: string) => RawSetting): TypedSetting {
  const i18n = useI18n();
  const { settingDrafts: drafts, notices } = useDesk();
  const locked = useTopic('settings/state', (settings) => settings?.locked.includes(key) ?? false);
  const missing = useTopic('settings/state', (settings) => settings?.missing.includes(key) ?? false);
  const inForce = textOf(useValue(key) ?? '');
  const draft = useStore(drafts.store, (all) => all[key]);
  const unsaved = draft !== undefined && draft.phase !== 'saved';
  const open = unsaved && draft.phase !== 'taken' && textOf(parse(draft.text)) !== inForce;
  const commit = (): void => {
    if (open) void drafts.commit(key, parse(draft.text));
    else if (draft?.phase === 'typed' || draft?.phase === 'refused') drafts.drop(key);
  };
  // A field that goes away with the page (a key leads elsewhere) never sees the blur: what is typed is sent, a refusal is said in the strip.
  const leaving = useRef<() => void>(() => undefined);
  useEffect(() => {
    leaving.current = () => {
      if (draft?.phase === 'saved') drafts.drop(key);
      if (!open || draft.phase !== 'typed') return;
      void drafts.commit(key, parse(draft.text)).then((error) => {
        if (error) notices.failed(error);
      });
    };
  });
  useEffect(() => () => leaving.current(), []);
  return {
    locked,
    missing,
    text: unsaved ? draft.text : inForce,
    open,
    saved: draft?.phase === 'saved',
    wrong: draft?.error ? refusalWords(i18n, key, draft.error) : null,
    type: (text) => drafts.type(key, text),
    commit,
    revert: () => drafts.drop(key),
  };
}
