import { lazy, Suspense, type ComponentType, type LazyExoticComponent } from 'react';
import { BranchFinder } from '#renderer/features/branches/branch-finder.tsx';
import { FollowUpDialog } from '#renderer/features/care/follow-up-dialog.tsx';
import { HelpDialog } from '#renderer/features/care/help-dialog.tsx';
import { FeedbackDialog } from '#renderer/features/feedback/feedback-dialog.tsx';
import { PictureDialog } from '#renderer/features/picture/picture-dialog.tsx';
import { PushDialog } from '#renderer/features/sharing/push-dialog.tsx';
import { useDesk, useView } from '#renderer/stores/use-desk.tsx';
import type { Overlay } from '#renderer/stores/view.ts';

type Closable = ComponentType<{ readonly onClose: () => void }>;

const parts: Readonly<
  Record<Exclude<Overlay['kind'], 'seatMenu'>, Closable | LazyExoticComponent<Closable>>
> = {
  palette: lazy(async () => ({
    default: (await import('#renderer/features/palette/command-palette.tsx')).CommandPalette,
  })),
  dialPad: lazy(async () => ({
    default: (await import('#renderer/features/dial-pad/dial-pad.tsx')).DialPad,
  })),
  transfer: lazy(async () => ({
    default: (await import('#renderer/features/transfer/transfer-sheet.tsx')).TransferSheet,
  })),
  addParty: lazy(async () => ({
    default: (await import('#renderer/features/transfer/transfer-sheet.tsx')).AddPartySheet,
  })),
  playbooks: lazy(async () => ({
    default: (await import('#renderer/features/guidance/playbook-picker.tsx')).PlaybookPicker,
  })),
  flows: lazy(async () => ({
    default: (await import('#renderer/features/flows/flow-picker.tsx')).FlowPicker,
  })),
  notices: lazy(async () => ({
    default: (await import('#renderer/features/notices/notices-dialog.tsx')).NoticesDialog,
  })),
  sound: lazy(async () => ({
    default: (await import('#renderer/features/settings/sound-dialog.tsx')).SoundDialog,
  })),
  // At once: what is typed right after Alt O or Alt Shift P, the digit after Alt J and the letter of a tool must land, and never
  // in the line to a caller who reads along.
  branches: BranchFinder,
  feedback: FeedbackDialog,
  push: PushDialog,
  picture: PictureDialog,
  followUp: FollowUpDialog,
  documents: lazy(async () => ({
    default: (await import('./documents-overlay.tsx')).DocumentsOverlay,
  })),
  help: HelpDialog,
  caseOutcome: lazy(async () => ({
    default: (await import('#renderer/features/cases/outcome-dialog.tsx')).OutcomeDialog,
  })),
  flags: lazy(async () => ({
    default: (await import('#renderer/features/caller-panel/flags-dialog.tsx')).FlagsDialog,
  })),
  verify: lazy(async () => ({
    default: (await import('#renderer/features/caller-panel/verify-dialog.tsx')).VerifyDialog,
  })),
  speaker: lazy(async () => ({
    default: (await import('#renderer/features/caller-panel/speaker-dialog.tsx')).SpeakerDialog,
  })),
  control: lazy(async () => ({
    default: (await import('#renderer/features/caller-panel/control-dialog.tsx')).ControlDialog,
  })),
  releases: lazy(async () => ({
    default: (await import('#renderer/features/caller-panel/releases-dialog.tsx')).ReleasesDialog,
  })),
  recordings: lazy(async () => ({
    default: (await import('./recordings-screen.tsx')).RecordingsScreen,
  })),
  reveal: lazy(async () => ({
    default: (await import('#renderer/features/caller-panel/reveal-dialog.tsx')).RevealDialog,
  })),
};

/** What is open over the workspace, loaded when it is first wanted. The seat's menu hangs at its own place in the bar. */
export function Overlays() {
  const desk = useDesk();
  const kind = useView((view) => view.overlay?.kind ?? null);
  if (kind === null || kind === 'seatMenu') return null;
  const Part = parts[kind];
  return (
    <Suspense>
      <Part key={kind} onClose={() => desk.setView({ overlay: null })} />
    </Suspense>
  );
}
