import { useState } from 'react';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useDesk, useTopic } from '#renderer/stores/use-desk.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { ErrorNote } from '#renderer/ui/states.tsx';

/** The data cannot be used: says why, keeps the file, and starts fresh only when a person says so twice. */
export function DamagedStore() {
  const { t } = useI18n();
  const desk = useDesk();
  const damage = useTopic('access/state', (access) => access?.damage ?? null);
  const busy = useTopic('access/state', (access) => access?.busy ?? false);
  const [sure, setSure] = useState(false);
  if (!damage) return null;
  return (
    <div className="gate-form">
      <ErrorNote isPage title={t('access.damage.title')}>
        <p>{t(`access.damage.reason.${damage.reason}`)}</p>
        <p>{t('access.damage.file', { file: damage.file })}</p>
      </ErrorNote>
      <p className="ink-2">{t('access.damage.stillWorks')}</p>
      {damage.keptAs ? <p className="ink-2">{t('access.damage.kept', { file: damage.keptAs })}</p> : null}
      <Button kind="primary" disabled={busy} onClick={() => void desk.send('access/retry', {})}>
        {t('access.damage.retry')}
      </Button>
      {damage.keptAs && !sure ? (
        <Button kind="danger" onClick={() => setSure(true)}>
          {t('access.damage.fresh')}
        </Button>
      ) : null}
      {damage.keptAs && sure ? (
        <Button kind="danger-fill" disabled={busy} onClick={() => void desk.send('access/start-fresh', {})}>
          {t('access.damage.freshConfirm')}
        </Button>
      ) : null}
    </div>
  );
}
