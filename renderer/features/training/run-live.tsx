import { useEffect, useRef } from 'react';
import type { TrainingRun } from '#shared/training/contract.ts';
import { stopScenario } from '#renderer/commands/training-commands.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { isRunning, shownScenario } from '#renderer/stores/select/training.ts';
import { useDeskState } from '#renderer/stores/use-desk.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import type { IconName } from '#renderer/ui/icon-names.ts';
import { useNow } from '#renderer/ui/now.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { CoreDrill } from './core-drill.tsx';
import { SendBox } from './scenario-sheet.tsx';
import { RecordChoice } from './record-choice.tsx';
import { ToDesk } from './to-desk.tsx';
import { hintOf, storyOf, type StoryLine } from './timeline.ts';
import { useStepWords } from './use-step-words.ts';

const looks: Readonly<Record<TrainingRun['state'], IconName>> = {
  ringing: 'bell',
  running: 'phone',
  finished: 'check',
  notAnswered: 'hangUp',
};

/** A run as it goes, and as it was: state, what the caller is at, what was said and done. */
export function RunLive({ run }: { readonly run: TrainingRun }) {
  const { t, pick } = useI18n();
  const on = isRunning(run);
  return (
    <div className="run">
      <RunHead run={run} />
      {on && run.beat !== null ? (
        <p className="beat">
          <span className="ink-3">{t('training.live.now')}</span> {pick(run.beat)}
        </p>
      ) : null}
      {run.state === 'notAnswered' ? (
        <div className="grow" />
      ) : (
        <Section title={t('training.live.story')} aside={t('training.live.storyNote')} grow>
          <Story run={run} />
        </Section>
      )}
      <CoreDrill />
      <RecordChoice />
      {on ? null : <SendBox />}
    </div>
  );
}

/** A verification case that nobody has rung for yet. */
const useWaitsInInbox = (run: TrainingRun): boolean =>
  useDeskState((state) => run.state === 'ringing' && shownScenario(state)?.outbound === true);

function RunHead({ run }: { readonly run: TrainingRun }) {
  const { t } = useI18n();
  const on = isRunning(run);
  const waits = useWaitsInInbox(run);
  return (
    <div className={`run-head ${run.state}`} data-run={run.state}>
      <Icon name={looks[run.state]} />
      <div className="fill">
        <b>
          {t(waits ? 'training.arrived' : `training.state.${run.state}`)} <RunClock run={run} />
          {run.endedBy === null || run.state === 'notAnswered'
            ? null
            : ` · ${t(`training.endedBy.${run.endedBy}`)}`}
        </b>
        <RunHintLine run={run} />
      </div>
      {on ? <ToDesk /> : null}
      {on ? <CommandButton command={stopScenario} /> : null}
    </div>
  );
}

/** Runs from the answer on; while it rings, from the ring. */
function RunClock({ run }: { readonly run: TrainingRun }) {
  const { format } = useI18n();
  const now = useNow();
  return (
    <span className="run-clock">
      {format.clock((run.endedAt ?? now) - (run.answeredAt ?? run.startedAt))}
    </span>
  );
}

function RunHintLine({ run }: { readonly run: TrainingRun }) {
  const { t } = useI18n();
  const waits = useWaitsInInbox(run);
  return <p className="xs ink-2">{t(waits ? 'training.hint.case' : `training.hint.${hintOf(run)}`)}</p>;
}

/** Nothing in it takes the keyboard, and it scrolls: the Tab key stops at it (WCAG 2.1.1). */
const scrolled = { tabIndex: 0 };

/** Newest at the end, kept in sight while nobody has scrolled up. */
function Story({ run }: { readonly run: TrainingRun }) {
  const { t } = useI18n();
  const lines = storyOf(run);
  if (lines.length === 0) return <p className="field-note">{t('training.live.nothing')}</p>;
  return (
    <ol className="story" aria-live="polite" {...scrolled} data-place="middle">
      {lines.map((line, index) => (
        <StoryRow key={index} line={line} startedAt={run.startedAt} last={index === lines.length - 1} />
      ))}
    </ol>
  );
}

interface StoryRowProps {
  readonly line: StoryLine;
  readonly startedAt: number;
  readonly last: boolean;
}

/** Nearer to the end than this, a reader follows what comes. */
const followingPx = 160;

function StoryRow({ line, startedAt, last }: StoryRowProps) {
  const { t, format } = useI18n();
  const words = useStepWords();
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    const body = last ? row.current?.closest('.story') : null;
    if (body && body.scrollHeight - body.scrollTop - body.clientHeight < followingPx)
      row.current?.scrollIntoView({ block: 'nearest' });
  }, [last]);
  return (
    <li className={`story-line ${line.who}`} data-who={line.who} ref={row}>
      <span className="at">{format.clock(line.at - startedAt)}</span>
      <span className="who">{t(`training.live.${line.who}`)}</span>
      <span className="what">
        {line.who === 'caller' ? (
          <>
            {line.channel === 'text' ? <Icon name="text" size="s" /> : null}
            <span className="selectable">{line.text}</span>
          </>
        ) : (
          words(line.step)
        )}
      </span>
      {line.who === 'trainee' && line.points !== null ? (
        <span className="earned">
          <Icon name="check" size="s" />
          {t('training.live.earned', { points: line.points })}
        </span>
      ) : null}
    </li>
  );
}
