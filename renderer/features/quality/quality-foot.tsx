import { requiredWords, showRequired, tickRequired } from '#renderer/commands/quality-commands.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { callerLanguage } from '#renderer/stores/select/caller.ts';
import { talkingCall } from '#renderer/stores/select/call.ts';
import { nextRequired, qualityDone, qualityTotal, qualityUp } from '#renderer/stores/select/quality.ts';
import { spokenTo } from '#renderer/stores/select/spoken.ts';
import { useDeskState, useView } from '#renderer/stores/use-desk.tsx';
import { Clauses } from '#renderer/ui/clauses.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import { QualityList } from './quality-list.tsx';

/** At the foot of the middle as long as somebody talks: what is still to be said, and how. It waits; it never stops anybody. */
export function QualityFoot({ withList }: { readonly withList: boolean }) {
  const { t } = useI18n();
  const shown = useDeskState((state) => qualityUp(state) !== null && talkingCall(state) !== null);
  const done = useDeskState(qualityDone);
  const total = useDeskState(qualityTotal);
  const open = useView((view) => view.qualityOpen);
  if (!shown) return null;
  return (
    <div className="quality-foot" role="group" aria-label={t('quality.title')}>
      {withList && open ? (
        <div className="quality-open">
          <QualityList />
        </div>
      ) : null}
      <div className="row">
        <span className="quality-count nowrap" role="status">
          <Icon name={done === total ? 'check' : 'list'} size="s" />
          {t('quality.count', { done, total })}
        </span>
        <Next />
        {withList ? <CommandButton command={showRequired} kind="quiet" /> : null}
        <Tick />
      </div>
    </div>
  );
}

/** The command's own words carry the label, for the palette and a screen reader; here it stands beside them already. */
function Tick() {
  const { t } = useI18n();
  const key = useDeskState((state) => tickRequired.label(state).key);
  const short = { 'quality.said': 'quality.saidShort', 'quality.done': 'quality.doneShort' } as const;
  const named = key === 'quality.send' ? 'quality.sendShort' : short[key as keyof typeof short];
  return <CommandButton command={tickRequired}>{named ? t(named) : undefined}</CommandButton>;
}

/** What comes next and its words, in the caller's language; for a step what is to be done. */
function Next() {
  const { t, language, pick } = useI18n();
  const caller = useDeskState(callerLanguage);
  const line = useDeskState(nextRequired);
  const words = useDeskState((state) => (line ? requiredWords(state, line) : null));
  if (!line) return <span className="fill ink-2">{t('quality.nothingMissing')}</span>;
  if (!words) return <b className="fill clip">{pick(line.label)}</b>;
  const spoken = spokenTo(words, caller, language);
  return (
    <span className="fill quality-words" lang={spoken.lang} title={spoken.words}>
      <b lang={language}>{pick(line.label)}</b> <Clauses words={spoken.words} lang={spoken.lang} />
    </span>
  );
}
