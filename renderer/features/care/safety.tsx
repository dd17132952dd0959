import { safetyAsked } from '#renderer/commands/care-step-commands.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { callersTalk } from '#renderer/stores/select/call.ts';
import { activeFlags, callerLanguage } from '#renderer/stores/select/caller.ts';
import { caring } from '#renderer/stores/select/care.ts';
import { nextSafety, safetyLeft } from '#renderer/stores/select/care-call.ts';
import { spokenTo } from '#renderer/stores/select/spoken.ts';
import { useDeskState, useTopic } from '#renderer/stores/use-desk.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import { SpokenWords } from '#renderer/ui/spoken-words.tsx';

/** 动钱先问三句: large and first while a transfer waits to be decided, otherwise one quiet row. */
export function Safety() {
  const { t, language } = useI18n();
  const talking = useDeskState((state) => callersTalk(state) !== null);
  const count = useDeskState((state) => caring(state).safety.length);
  const left = useDeskState(safetyLeft);
  const next = useDeskState(nextSafety);
  const spoken = useDeskState(callerLanguage);
  const waits = useTopic('caller/state', (caller) => caller?.pendingTransaction != null);
  // Whoever says that they want to end it is listened to first; the money comes after (C16).
  const inCrisis = useDeskState((state) => activeFlags(state).some(({ flag }) => flag === 'crisis'));
  const moves = waits && !inCrisis;
  if (!talking || count === 0) return null;
  const told = t('care.safety.count', { asked: count - left, count });
  if (!next)
    return (
      <p className="safety-row good">
        <Icon name="check" size="s" />
        {told}
      </p>
    );
  const said = spokenTo(next.text, spoken, language);
  return (
    <section
      className={moves ? 'say safety' : 'safety-row'}
      aria-label={t('care.safety.title')}
      data-safety={next.id}
    >
      <div className="label">
        {t(moves ? 'care.safety.now' : 'care.safety.before')} · {told}
        <span className="aside">
          <CommandButton command={safetyAsked} kind="quiet" flush />
        </span>
      </div>
      {moves ? <SpokenWords spoken={said} /> : <p className="clip">{said.words}</p>}
    </section>
  );
}
