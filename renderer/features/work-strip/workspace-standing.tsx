import type { ReactNode } from 'react';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { currentRun, isRunning } from '#renderer/stores/select/training.ts';
import { currentWorkspace } from '#renderer/stores/select/workspace.ts';
import type { DeskState } from '#renderer/stores/desk-state.ts';
import { useDeskState, useTopic } from '#renderer/stores/use-desk.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import { useNow } from '#renderer/ui/now.tsx';

/** What belongs to the workspace on the screen, or to a training call wherever one is. */
export type WorkspaceNotice = 'floor' | 'training' | null;

export function workspaceNotice(state: DeskState): WorkspaceNotice {
  if (currentWorkspace(state) === 'floor') return 'floor';
  return currentWorkspace(state) === 'desk' && isRunning(currentRun(state)) ? 'training' : null;
}

export function WorkspaceStanding({ notice }: { readonly notice: Exclude<WorkspaceNotice, null> }) {
  return notice === 'floor' ? <FloorFeed /> : <TrainingOn />;
}

/** Main tells the floor every five seconds at least; data older than this are not live any more. */
const liveForMs = 15_000;

/** Figures carry their age and where they come from. */
function FloorFeed() {
  const { t, format } = useI18n();
  const feed = useTopic('floor/state', (floor) => floor?.feed ?? null);
  const now = useNow();
  if (feed === null) return <Line />;
  const time = format.timeExact(feed.asOf);
  if (feed.source === 'off') return <Line near>{t('floor.feed.off', { time })}</Line>;
  const ageMs = now - feed.asOf;
  if (ageMs > liveForMs) return <Line near>{t('floor.feed.late', { time })}</Line>;
  return <Line>{t('floor.feed.fresh', { ago: format.ago(ageMs) })}</Line>;
}

/** At the desk: this caller is simulated, and where the score is. */
function TrainingOn() {
  const { t, format } = useI18n();
  const run = useDeskState(currentRun);
  const now = useNow();
  if (run === null || !isRunning(run)) return <Line />;
  if (run.answeredAt === null) return <Line>{t('training.strip.ringing')}</Line>;
  return <Line>{t('training.strip.running', { time: format.clock(now - run.answeredAt) })}</Line>;
}

function Line({ near = false, children }: { readonly near?: boolean; readonly children?: ReactNode }) {
  return (
    <div className={near ? 'strip-notice near' : 'strip-notice'}>
      {children ? <Icon name={near ? 'warn' : 'info'} size="s" /> : null}
      <span className="text">{children}</span>
    </div>
  );
}
