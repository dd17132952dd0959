import { useState, type FormEvent } from 'react';
import { passphraseMinLength, passphraseWeakness } from '#shared/access/passphrase.ts';
import { errorWords } from '#renderer/i18n/error-words.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useDesk, useTopic } from '#renderer/stores/use-desk.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Field } from '#renderer/ui/field.tsx';
import { focusOnMount } from '#renderer/ui/focus-on-mount.ts';

/** First start without a key store: the person's passphrase guards the data, never plain text. */
export function ChoosePassphrase() {
  const i18n = useI18n();
  const { t } = i18n;
  const desk = useDesk();
  const busy = useTopic('access/state', (access) => access?.busy ?? false);
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const [tried, setTried] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const weakness = passphraseWeakness(passphrase);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (weakness !== null || passphrase !== again) return;
    const result = await desk.bridge.send('access/choose-passphrase', { passphrase });
    setFailed(result.ok ? null : errorWords(i18n, result.error));
  };
  const weak = tried && weakness ? t(`access.weak.${weakness}`, { min: passphraseMinLength }) : null;
  return (
    <form className="gate-form" onSubmit={(event) => void submit(event)}>
      <h1>{t('access.choose.title')}</h1>
      <p className="ink-2">{t('access.choose.text')}</p>
      <Field
        ref={focusOnMount}
        type="password"
        label={t('access.choose.passphrase')}
        note={t('access.choose.hint', { min: passphraseMinLength })}
        wrong={weak ?? failed}
        autoComplete="new-password"
        value={passphrase}
        onChange={(event) => {
          setPassphrase(event.target.value);
          setFailed(null);
        }}
      />
      <Field
        type="password"
        label={t('access.choose.again')}
        wrong={tried && passphrase !== again ? t('access.choose.differs') : null}
        autoComplete="new-password"
        value={again}
        onChange={(event) => setAgain(event.target.value)}
      />
      <Button kind="primary" type="submit" keys="Enter" disabled={busy}>
        {t('access.choose.action')}
      </Button>
    </form>
  );
}
