import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useTopic } from '#renderer/stores/use-desk.tsx';
import { useNow } from '#renderer/ui/now.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { PartNotHere } from './part-not-here.tsx';

/** What happened on the account today, in the order it happened. */
export function AccountActions() {
  const { t, pick, format } = useI18n();
  const actions = useTopic('caller/state', (caller) => caller?.todayActions ?? null);
  if (!actions || actions.length === 0) return null;
  return (
    <Section title={t('caller.today')}>
      <ul className="card list">
        {actions.map((action) => (
          <li key={`${action.kind} ${action.at}`}>
            <span className="ink-3">{format.time(action.at)}</span>
            <span className="fill">
              {t(`caller.action.${action.kind}`)}
              {action.detail ? ` · ${pick(action.detail)}` : null}
            </span>
            {action.money ? <span>{format.money(action.money)}</span> : null}
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** Earlier calls, newest first. */
export function PastCalls() {
  const { t, pick, format } = useI18n();
  const now = useNow();
  const history = useTopic('caller/state', (caller) => caller?.history ?? null);
  const part = useTopic('caller/state', (caller) => caller?.parts.history ?? 'none');
  if (part === 'none' || !history) return null;
  return (
    <Section title={t('caller.history')}>
      {part !== 'ready' ? (
        <PartNotHere part={part} title={t('caller.historyFailed')} />
      ) : history.length === 0 ? (
        <span className="ink-2">{t('caller.noHistory')}</span>
      ) : (
        <ul className="card list">
          {history.map((call) => (
            <li key={call.recordId}>
              <span className="ink-3 nowrap">{format.day(call.at, now)}</span>
              <span className="fill">{pick(call.topic)}</span>
              <span className="ink-3 xs nowrap">{t(`disposition.${call.outcome}`)}</span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
