import { lazy, Suspense } from 'react';
import { CallBar } from '#renderer/features/call-bar/call-bar.tsx';
import { Announcer } from '#renderer/features/call-bar/announcer.tsx';
import { WorkStrip } from '#renderer/features/work-strip/work-strip.tsx';
import { captionsUp } from '#renderer/stores/select/captions.ts';
import { currentWorkspace } from '#renderer/stores/select/workspace.ts';
import { useDeskState } from '#renderer/stores/use-desk.tsx';
import { LoadingPart } from '#renderer/ui/states.tsx';
import { AgentDesk } from './agent-desk.tsx';
import { Overlays } from './overlays.tsx';
import { ScreenFault } from './screen-fault.tsx';

const FloorView = lazy(async () => ({
  default: (await import('#renderer/features/floor/floor-view.tsx')).FloorView,
}));
const IncidentView = lazy(async () => ({
  default: (await import('#renderer/features/incident/incident-view.tsx')).IncidentView,
}));
const CasesView = lazy(async () => ({
  default: (await import('#renderer/features/cases/cases-view.tsx')).CasesView,
}));
const TrainingView = lazy(async () => ({
  default: (await import('#renderer/features/training/training-view.tsx')).TrainingView,
}));
const ContentView = lazy(async () => ({
  default: (await import('./content-view.tsx')).ContentView,
}));
const ReviewScreen = lazy(async () => ({
  default: (await import('./review-screen.tsx')).ReviewScreen,
}));
const SettingsView = lazy(async () => ({
  default: (await import('#renderer/features/settings/settings-view.tsx')).SettingsView,
}));

const CaptionsStrip = lazy(async () => ({
  default: (await import('#renderer/features/captions/captions-strip.tsx')).CaptionsStrip,
}));

/** The frame of a signed-in person: bar above, strip below, between them the workspace and what opens over it. */
export function DeskScreen() {
  return (
    <div className="app">
      <CallBar />
      <div className="workspace">
        <ScreenFault>
          <Workspace />
        </ScreenFault>
        <ScreenFault>
          <Overlays />
        </ScreenFault>
      </div>
      <ScreenFault>
        <Captions />
      </ScreenFault>
      <WorkStrip />
      <Announcer />
    </div>
  );
}

/** Read when a call has captions for the first time: most banks have none. */
function Captions() {
  const up = useDeskState((state) => captionsUp(state) !== null);
  if (!up) return null;
  return (
    <Suspense fallback={null}>
      <CaptionsStrip />
    </Suspense>
  );
}

function Workspace() {
  const workspace = useDeskState(currentWorkspace);
  if (workspace === 'desk' || workspace === null) return <AgentDesk />;
  return (
    <Suspense fallback={<LoadingPart />}>
      {workspace === 'floor' ? <FloorView /> : null}
      {workspace === 'incident' ? <IncidentView /> : null}
      {workspace === 'cases' ? <CasesView /> : null}
      {workspace === 'training' ? <TrainingView /> : null}
      {workspace === 'content' ? <ContentView /> : null}
      {workspace === 'review' ? <ReviewScreen /> : null}
      {workspace === 'settings' ? <SettingsView /> : null}
    </Suspense>
  );
}
