import type { KeyboardEvent, ReactNode } from 'react';
import type { RawSetting } from '#shared/settings/contract.ts';
import { settingDefaults, type SettingKey } from '#shared/settings/values.ts';
import { settingLabel } from '#renderer/i18n/setting-words.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useDesk, useTopic } from '#renderer/stores/use-desk.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Field } from '#renderer/ui/field.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import { Segmented } from '#renderer/ui/segmented.tsx';
import { useSetting, useTypedSetting, useValue, type TypedSetting } from './use-setting.ts';
import { lineFrom, listFrom, noteOf, numberFrom, textOf } from './words.ts';

/** 由管理员策略锁定, with the file that says so. */
export function LockedNote() {
  const { t } = useI18n();
  const file = useTopic('settings/state', (settings) => settings?.policyFile ?? '');
  return (
    <span className="locked-note">
      <Icon name="lock" size="s" />
      {t('settings.state.fromPolicy', { file })}
    </span>
  );
}

interface NoteProps {
  readonly settingKey: SettingKey;
  readonly wrong: string | null;
  readonly locked: boolean;
}

/** Under a control that has no field of its own: what is wrong, who locked it, or the hint. */
function ControlNote({ settingKey, wrong, locked }: NoteProps) {
  const i18n = useI18n();
  if (wrong)
    return (
      <p className="field-note wrong" role="alert">
        <Icon name="warn" size="s" />
        {wrong}
      </p>
    );
  const note = locked ? <LockedNote /> : noteOf(i18n, settingKey);
  return note ? <p className="field-note">{note}</p> : null;
}

/** Beside the label: not saved and what holds meanwhile, still needed, saved. */
function State({ settingKey, typed }: { readonly settingKey: SettingKey; readonly typed: TypedSetting }) {
  const { t } = useI18n();
  const value = textOf(useValue(settingKey) ?? '').replaceAll('\n', ', ');
  if (typed.wrong !== null && typed.open)
    return (
      <span className="near clip">
        {value === '' ? t('settings.state.notSavedEmpty') : t('settings.state.notSaved', { value })}
      </span>
    );
  if (typed.missing && typed.text === '')
    return (
      <span className="near">
        <Icon name="warn" size="s" /> {t('settings.state.missing')}
      </span>
    );
  if (typed.saved && !typed.open)
    return (
      <span className="good" role="status">
        <Icon name="check" size="s" /> {t('settings.state.saved')}
      </span>
    );
  return <ToDefault settingKey={settingKey} />;
}

/** Only where there is a default to go back to. */
function ToDefault({ settingKey }: { readonly settingKey: SettingKey }) {
  const { t } = useI18n();
  const desk = useDesk();
  const own = useTopic('settings/state', (settings) => settings?.sources[settingKey] === 'user');
  if (!own || textOf(settingDefaults[settingKey]) === '') return null;
  return (
    <Button kind="quiet" flush onClick={() => void desk.send('settings/reset', { key: settingKey })}>
      {t('settings.state.toDefault')}
    </Button>
  );
}

interface TextProps {
  readonly settingKey: SettingKey;
  readonly parse?: (text: string) => RawSetting;
  readonly placeholder?: string;
  readonly numeric?: boolean;
  /** Behind what is typed: 秒. */
  readonly unit?: ReactNode;
}

const keysOf =
  (typed: TypedSetting) =>
  (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') typed.commit();
    if (event.key === 'Escape') typed.revert();
  };

/** One line of text. */
export function TextSetting({ settingKey, parse = lineFrom, placeholder, numeric = false, unit }: TextProps) {
  const i18n = useI18n();
  const typed = useTypedSetting(settingKey, parse);
  return (
    <Field
      label={
        <>
          {settingLabel(i18n, settingKey)}
          {unit ? <span className="unit">{unit}</span> : null}
        </>
      }
      aside={<State settingKey={settingKey} typed={typed} />}
      note={typed.locked ? <LockedNote /> : noteOf(i18n, settingKey)}
      wrong={typed.wrong}
      data-setting={settingKey}
      disabled={typed.locked}
      inputMode={numeric ? 'numeric' : 'text'}
      placeholder={placeholder}
      value={typed.text}
      onChange={(event) => typed.type(event.target.value)}
      onBlur={typed.commit}
      onKeyDown={keysOf(typed)}
    />
  );
}

interface NumberProps {
  readonly settingKey: SettingKey;
  readonly min: number;
  readonly max: number;
  readonly unit: 'seconds' | 'years' | 'calls' | 'cards' | 'bytes' | 'minutes' | 'syllables';
  readonly placeholder?: string;
}

export function NumberSetting({ settingKey, min, max, unit, placeholder }: NumberProps) {
  const { t } = useI18n();
  return (
    <TextSetting
      settingKey={settingKey}
      parse={numberFrom}
      numeric
      unit={t('settings.unit.range', { min, max, unit: t(`settings.unit.${unit}`) })}
      {...(placeholder === undefined ? {} : { placeholder })}
    />
  );
}

/** Several, one a line. */
export function ListSetting({ settingKey }: { readonly settingKey: SettingKey }) {
  const i18n = useI18n();
  const typed = useTypedSetting(settingKey, listFrom);
  const id = `setting-${settingKey}`;
  return (
    <div>
      <label className="label" htmlFor={id}>
        {settingLabel(i18n, settingKey)}
        <span className="aside">
          <State settingKey={settingKey} typed={typed} />
        </span>
      </label>
      <div className={typed.wrong ? 'field field-area field-wrong' : 'field field-area'}>
        <textarea
          id={id}
          rows={2}
          data-setting={settingKey}
          spellCheck={false}
          disabled={typed.locked}
          aria-invalid={typed.wrong ? true : undefined}
          value={typed.text}
          onChange={(event) => typed.type(event.target.value)}
          onBlur={typed.commit}
          onKeyDown={(event) => {
            if (event.key === 'Escape') typed.revert();
          }}
        />
      </div>
      <ControlNote settingKey={settingKey} wrong={typed.wrong} locked={typed.locked} />
    </div>
  );
}

interface ChoiceProps<V extends string> {
  readonly settingKey: SettingKey;
  readonly options: readonly { readonly value: V; readonly label: ReactNode }[];
}

/** One of a few, saved at once. */
export function ChoiceSetting<V extends string>({ settingKey, options }: ChoiceProps<V>) {
  const i18n = useI18n();
  const bound = useSetting(settingKey);
  const value = useValue(settingKey);
  const chosen = options.find((option) => option.value === value)?.value ?? null;
  return (
    <div className="choice" data-setting={settingKey}>
      <span className="label" aria-hidden="true">
        {settingLabel(i18n, settingKey)}
      </span>
      <Segmented
        label={settingLabel(i18n, settingKey)}
        value={chosen}
        options={options}
        disabled={bound.locked}
        onChange={(next) => void bound.save(next)}
      />
      <ControlNote settingKey={settingKey} wrong={bound.wrong} locked={bound.locked} />
    </div>
  );
}

/** On or off, saved at once. */
export function SwitchSetting({ settingKey }: { readonly settingKey: SettingKey }) {
  const i18n = useI18n();
  const bound = useSetting(settingKey);
  const on = useValue(settingKey) === true;
  return (
    <div data-setting={settingKey}>
      <label className="switch">
        <input
          type="checkbox"
          className="check"
          checked={on}
          disabled={bound.locked}
          onChange={(event) => void bound.save(event.target.checked)}
        />
        {settingLabel(i18n, settingKey)}
      </label>
      <ControlNote settingKey={settingKey} wrong={bound.wrong} locked={bound.locked} />
    </div>
  );
}
