import { useEffect, useRef, useState } from 'react';
import type { AppError } from '#shared/errors/app-error.ts';
import type { RawSetting } from '#shared/settings/contract.ts';
import type { SettingKey, SettingValues } from '#shared/settings/values.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useDesk, useTopic } from '#renderer/stores/use-desk.tsx';
import { refusalWords, textOf } from './words.ts';

/** One setting as a control needs it. */
export interface BoundSetting {
  readonly locked: boolean;
  readonly missing: boolean;
  /** What main said to the last try, in words; null when nothing is wrong. */
  readonly wrong: string | null;
  readonly saved: boolean;
  /** Sends a value; true when it is in force. */
  readonly save: (value: RawSetting) => Promise<boolean>;
  readonly clear: () => void;
}

export function useSetting(key: SettingKey): BoundSetting {
  const i18n = useI18n();
  const desk = useDesk();
  const locked = useTopic('settings/state', (settings) => settings?.locked.includes(key) ?? false);
  const missing = useTopic('settings/state', (settings) => settings?.missing.includes(key) ?? false);
  const [failed, setFailed] = useState<AppError | null>(null);
  const [saved, setSaved] = useState(false);
  return {
    locked,
    missing,
    wrong: failed ? refusalWords(i18n, key, failed) : null,
    saved,
    async save(value) {
      const result = await desk.bridge.send('settings/set', { key, value });
      setFailed(result.ok ? null : result.error);
      setSaved(result.ok);
      return result.ok;
    },
    clear() {
      setFailed(null);
      setSaved(false);
    },
  };
}

export const useValue = <K extends SettingKey>(key: K): SettingValues[K] | undefined =>
  useTopic('settings/state', (settings) => settings?.values[key]);

/** A setting that is typed: saved when the field is left or Enter is pressed; what was refused stays as it was typed. */
export interface TypedSetting extends BoundSetting {
  readonly text: string;
  /** Typed, and not in force. */
  readonly open: boolean;
  readonly type: (text: string) => void;
  readonly commit: () => void;
  /** Back to what is in force. */
  readonly revert: () => void;
}

export function useTypedSetting(key: SettingKey, parse: (text: string) => RawSetting): TypedSetting {
  const desk = useDesk();
  const bound = useSetting(key);
  const value = useValue(key);
  const inForce = textOf(value ?? '');
  const [draft, setDraft] = useState<string | null>(null);
  // Set once main has taken the draft: it stays on the screen until the new value is heard of, so that nothing flickers back.
  const [taken, setTaken] = useState<string | null>(null);
  if (draft !== null && draft === taken && inForce === textOf(parse(draft))) {
    setDraft(null);
    setTaken(null);
  }
  const open = draft !== null && draft !== taken && textOf(parse(draft)) !== inForce;
  const commit = (): void => {
    if (draft === null) return;
    if (!open) {
      setDraft(null);
      return bound.clear();
    }
    void bound.save(parse(draft)).then((ok) => setTaken(ok ? draft : null));
  };
  // A field that goes away with the page (a key leads elsewhere) never sees the blur: nothing typed is lost silently.
  const leaving = useRef<() => void>(() => undefined);
  useEffect(() => {
    leaving.current = () => {
      if (open && draft !== null) void desk.send('settings/set', { key, value: parse(draft) });
    };
  });
  useEffect(() => () => leaving.current(), []);
  return {
    ...bound,
    text: draft ?? inForce,
    open,
    type(text) {
      setDraft(text);
      setTaken(null);
    },
    commit,
    revert() {
      setDraft(null);
      setTaken(null);
      bound.clear();
    },
  };
}
