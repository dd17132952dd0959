import { useState, type FormEvent } from 'react';
import { errorWords } from '#renderer/i18n/error-words.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useDesk, useTopic } from '#renderer/stores/use-desk.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Field } from '#renderer/ui/field.tsx';
import { focusOnMount } from '#renderer/ui/focus-on-mount.ts';
import { useNow } from '#renderer/ui/now.tsx';

/** Asks for the passphrase. A wrong one costs a wait that grows, and nothing else. */
export function Unlock() {
  const i18n = useI18n();
  const { t, format } = i18n;
  const desk = useDesk();
  const now = useNow();
  const busy = useTopic('access/state', (access) => access?.busy ?? false);
  const tryAgainAt = useTopic('access/state', (access) => access?.tryAgainAt ?? null);
  const [passphrase, setPassphrase] = useState('');
  const [failed, setFailed] = useState<string | null>(null);
  const waitMs = tryAgainAt === null ? 0 : Math.max(0, tryAgainAt - now);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const result = await desk.bridge.send('access/unlock', { passphrase });
    if (result.ok) return;
    setFailed(errorWords(i18n, result.error));
    setPassphrase('');
  };
  return (
    <form className="gate-form" onSubmit={(event) => void submit(event)}>
      <h1>{t('access.unlock.title')}</h1>
      <p className="ink-2">{t('access.unlock.text')}</p>
      <Field
        ref={focusOnMount}
        type="password"
        label={t('access.unlock.passphrase')}
        note={waitMs > 0 ? t('access.unlock.wait', { seconds: format.seconds(waitMs) }) : null}
        wrong={waitMs > 0 ? null : failed}
        autoComplete="current-password"
        value={passphrase}
        onChange={(event) => {
          setPassphrase(event.target.value);
          setFailed(null);
        }}
      />
      <Button kind="primary" type="submit" keys="Enter" disabled={busy || waitMs > 0 || passphrase === ''}>
        {busy ? t('access.unlock.working') : t('access.unlock.action')}
      </Button>
    </form>
  );
}
