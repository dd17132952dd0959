import { useEffect, useRef, useState } from 'react';
import type { AppError } from '#shared/errors/app-error.ts';
import type { SecretName } from '#shared/settings/contract.ts';
import { errorWords } from '#renderer/i18n/error-words.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useDesk, useTopic } from '#renderer/stores/use-desk.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Field } from '#renderer/ui/field.tsx';
import { Icon } from '#renderer/ui/icon.tsx';

/** A password: set or not set, never shown. What is typed goes to main when the field is left, and is gone from the window. */
export function SecretSetting({ name }: { readonly name: SecretName }) {
  const i18n = useI18n();
  const { t } = i18n;
  const desk = useDesk();
  const isSet = useTopic('settings/state', (settings) => settings?.secrets[name] === 'set');
  const [typed, setTyped] = useState('');
  const [failed, setFailed] = useState<AppError | null>(null);
  const keep = async (value: string): Promise<void> => {
    const result = await desk.bridge.send('settings/set-secret', { name, value });
    setFailed(result.ok ? null : result.error);
    if (result.ok) setTyped('');
  };
  const commit = (): void => {
    if (typed !== '') void keep(typed);
  };
  const leaving = useRef<() => void>(() => undefined);
  useEffect(() => {
    leaving.current = () => {
      if (typed !== '') void desk.send('settings/set-secret', { name, value: typed });
    };
  });
  useEffect(() => () => leaving.current(), []);
  return (
    <Field
      type="password"
      label={t(`settings.secret.${name}`)}
      aside={
        <Aside isSet={isSet} typed={typed !== ''} failed={failed !== null} onForget={() => void keep('')} />
      }
      note={isSet ? t('settings.secretState.replace') : null}
      wrong={failed ? secretRefusal(i18n, failed) : null}
      autoComplete="new-password"
      data-secret={name}
      value={typed}
      onChange={(event) => {
        setTyped(event.target.value);
        setFailed(null);
      }}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
        if (event.key === 'Escape') {
          setTyped('');
          setFailed(null);
        }
      }}
    />
  );
}

/** The locked store is the one failure a person can do something about here: it is said what. */
const secretRefusal = (i18n: Parameters<typeof errorWords>[0], failed: AppError): string =>
  failed.code === 'settings/secrets-locked'
    ? i18n.t('settings.secretState.locked')
    : errorWords(i18n, failed);

interface AsideProps {
  readonly isSet: boolean;
  readonly typed: boolean;
  readonly failed: boolean;
  readonly onForget: () => void;
}

function Aside({ isSet, typed, failed, onForget }: AsideProps) {
  const { t } = useI18n();
  if (typed)
    return (
      <span className={failed ? 'near' : undefined}>
        {t(failed ? 'settings.state.notSavedSecret' : 'settings.secretState.typed')}
      </span>
    );
  if (!isSet) return <span>{t('settings.secretState.notSet')}</span>;
  return (
    <>
      <span className="good">
        <Icon name="lock" size="s" /> {t('settings.secretState.set')}
      </span>
      <Button kind="quiet" flush onClick={onForget}>
        {t('settings.secretState.forget')}
      </Button>
    </>
  );
}
