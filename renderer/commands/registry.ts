import type { DeskState } from '#renderer/stores/desk-state.ts';
import { barCommands, callBack, notHeard } from './call-commands.ts';
import { captionCommands } from './caption-commands.ts';
import { callerCommands } from './caller-commands.ts';
import { careCommands } from './care-commands.ts';
import { caseCommandsOfDesk } from './case-commands.ts';
import type { DeskCommand } from './command.ts';
import { contentCommands } from './content-commands.ts';
import { documentCommands } from './document-commands.ts';
import { diagnosticsCommands } from './diagnostics-commands.ts';
import { controlCommands } from './control-commands.ts';
import { feedbackCommands } from './feedback-commands.ts';
import { flowCommands, startFlow } from './flow-commands.ts';
import { goCommands } from './go-commands.ts';
import { choosePlaybook, guidanceCommands } from './guidance-commands.ts';
import { noticeCommands } from './notice-commands.ts';
import { pictureCommandsOfDesk } from './picture-commands.ts';
import { qualityCommands } from './quality-commands.ts';
import { lineCommands } from './line-commands.ts';
import { incidentCommands } from './incident-commands.ts';
import { recordingCommands } from './recording-commands.ts';
import { seatCommands } from './seat-commands.ts';
import { sharingCommands } from './sharing-commands.ts';
import { soundCommands } from './sound-commands.ts';
import { videoCommands } from './video-commands.ts';
import { trainingCommands } from './training-commands.ts';

/** Every command that is always there. Two with one key would be a bug; a test looks. */
export const commands: readonly DeskCommand[] = [
  ...barCommands,
  callBack,
  notHeard,
  ...lineCommands,
  ...videoCommands,
  ...recordingCommands,
  ...captionCommands,
  ...guidanceCommands,
  ...flowCommands,
  ...qualityCommands,
  ...sharingCommands,
  ...pictureCommandsOfDesk,
  ...caseCommandsOfDesk,
  ...callerCommands,
  ...careCommands,
  ...documentCommands,
  ...controlCommands,
  ...trainingCommands,
  ...incidentCommands,
  ...contentCommands,
  ...seatCommands,
  ...feedbackCommands,
  ...noticeCommands,
  ...soundCommands,
  ...diagnosticsCommands,
  ...goCommands,
];

const byShortcut = new Map(commands.flatMap((one) => (one.shortcut ? [[one.shortcut, one] as const] : [])));

export const commandByShortcut = (shortcut: string): DeskCommand | null => byShortcut.get(shortcut) ?? null;

/** A command by its id, for what stands between two presses of it. */
export const commandById = (id: string): DeskCommand | null => commands.find((one) => one.id === id) ?? null;

/** What the palette offers: the fixed ones and, once something is typed, one a playbook and one a flow. */
export function paletteCommands(state: DeskState, searching: boolean): readonly DeskCommand[] {
  const fixed = commands.filter((one) => !one.hidden);
  // Twenty-seven playbooks would bury the rest: they come with the first word typed.
  if (!searching) return fixed;
  return [
    ...fixed,
    ...(state.library?.playbooks.map(choosePlaybook) ?? []),
    ...(state.flowLibrary?.flows.map(startFlow) ?? []),
  ];
}
