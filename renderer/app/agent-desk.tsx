import { lazy, Suspense } from 'react';
import { CallerPanel } from '#renderer/features/caller-panel/caller-panel.tsx';
import { CareWrapUp } from '#renderer/features/care/care-wrap-up.tsx';
import { DueList } from '#renderer/features/care/due-list.tsx';
import { HelpState } from '#renderer/features/care/help-state.tsx';
import { PaceMeter } from '#renderer/features/care/pace-meter.tsx';
import { Safety } from '#renderer/features/care/safety.tsx';
import { StepCards } from '#renderer/features/care/step-cards.tsx';
import { CaseTop } from '#renderer/features/cases/case-top.tsx';
import { FlowPanel } from '#renderer/features/flows/flow-panel.tsx';
import { FlowsAside } from '#renderer/features/flows/flows-aside.tsx';
import { GuidancePanel } from '#renderer/features/guidance/guidance-panel.tsx';
import { KnowledgePanel } from '#renderer/features/knowledge/knowledge-panel.tsx';
import { GreetingOfTheDay } from '#renderer/features/notices/greeting-of-the-day.tsx';
import { NoticesIdle } from '#renderer/features/notices/notices-idle.tsx';
import { Notes } from '#renderer/features/notes/notes.tsx';
import { SoundIdle } from '#renderer/features/sound/sound-idle.tsx';
import { SharedList } from '#renderer/features/sharing/shared-list.tsx';
import { LooseTexts } from '#renderer/features/text-pane/loose-texts.tsx';
import { TextPane } from '#renderer/features/text-pane/text-pane.tsx';
import { CallRecord } from '#renderer/features/wrap-up/call-record.tsx';
import { WrapUpPanel } from '#renderer/features/wrap-up/wrap-up-panel.tsx';
import { QualityClosed } from '#renderer/features/quality/quality-closed.tsx';
import { QualityFoot } from '#renderer/features/quality/quality-foot.tsx';
import { QualityList } from '#renderer/features/quality/quality-list.tsx';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { deskPhase } from '#renderer/stores/select/call.ts';
import { qualityUp } from '#renderer/stores/select/quality.ts';
import { flowUp } from '#renderer/stores/select/flows.ts';
import { useDeskState } from '#renderer/stores/use-desk.tsx';
import { videoShown } from '#renderer/stores/select/video.ts';
import { Column } from '#renderer/ui/column.tsx';
import { Skeleton } from '#renderer/ui/states.tsx';
import { ScreenFault } from './screen-fault.tsx';

const VideoPanel = lazy(async () => ({
  default: (await import('#renderer/features/video/video-panel.tsx')).VideoPanel,
}));

/** The agent's desk: caller, guidance, at hand. In the wrap-up the note takes the middle; the caller stays where they were. */
export function AgentDesk() {
  const wrapUp = useDeskState((state) => deskPhase(state) === 'wrapUp');
  return (
    <main className="columns">
      <ScreenFault>
        <CallerPanel />
      </ScreenFault>
      <ScreenFault>
        {wrapUp ? (
          <WrapUpPanel
            top={
              <>
                <CaseTop />
                <CareWrapUp />
                <QualityClosed />
              </>
            }
          />
        ) : (
          <Middle />
        )}
      </ScreenFault>
      <ScreenFault>
        <AtHand wrapUp={wrapUp} />
      </ScreenFault>
    </main>
  );
}

/** A running flow takes the middle; what the prompts have to say stands above it in one line. */
function Middle() {
  const leading = useDeskState((state) => flowUp(state) !== null);
  // Where nothing is wrong the whole list has its place in the column; otherwise it opens over the foot.
  const quiet = useDeskState((state) => state.guidance?.mode === 'quiet');
  const required = useDeskState((state) => qualityUp(state) !== null);
  const pictured = useDeskState(videoShown);
  if (pictured)
    return (
      <Suspense fallback={<Skeleton lines={8} />}>
        <VideoPanel foot={<QualityFoot withList />} />
      </Suspense>
    );
  if (leading) return <FlowPanel foot={<QualityFoot withList />} />;
  return (
    <GuidancePanel
      top={
        <>
          <CaseTop />
          <FlowsAside />
          <PaceMeter />
          <HelpState />
          <Safety />
          <StepCards />
        </>
      }
      idle={
        <>
          <SoundIdle />
          <NoticesIdle />
          <DueList />
        </>
      }
      greeting={<GreetingOfTheDay />}
      foot={<QualityFoot withList={!quiet} />}
      {...(required ? { steps: <QualityList /> } : {})}
    />
  );
}

function AtHand({ wrapUp }: { readonly wrapUp: boolean }) {
  const { t } = useI18n();
  return (
    <Column place="atHand" title={t('knowledge.title')} keys="Ctrl+L" focusable={false}>
      <KnowledgePanel />
      <LooseTexts />
      <TextPane />
      <SharedList />
      {wrapUp ? <CallRecord /> : <Notes />}
    </Column>
  );
}
