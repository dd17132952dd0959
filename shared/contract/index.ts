import { callCommands, callTopics } from '#shared/call/contract.ts';
import { captionTopics } from '#shared/captions/contract.ts';
import { measuresTopics } from '#shared/measures/state.ts';
import { soundCheckCommands, soundCheckTopics } from '#shared/media/sound-check.ts';
import { mediaCommands, mediaTopics } from '#shared/media/topics.ts';
import { lineTopics } from '#shared/line/contract.ts';
import { seatCommands, seatTopics } from '#shared/seat/contract.ts';
import { seatDirectoryTopics } from '#shared/seat/directory.ts';
import { floorCommands, floorTopics } from '#shared/floor/contract.ts';
import { trainingCommands, trainingTopics } from '#shared/training/contract.ts';
import { careCommands, careTopics } from '#shared/care/contract.ts';
import { callerCommands, callerTopics } from '#shared/caller/contract.ts';
import { auditCommands } from '#shared/audit/contract.ts';
import { controlCommands, controlTopics } from '#shared/control/contract.ts';
import { caseCommands, caseTopics } from '#shared/cases/contract.ts';
import { coreTopics } from '#shared/core/contract.ts';
import { knowledgeCommands, knowledgeTopics } from '#shared/knowledge/contract.ts';
import { noticeCommands, noticeTopics } from '#shared/notices/contract.ts';
import { branchTopics } from '#shared/branches/state.ts';
import { slateCommands, slateTopics } from '#shared/slate/contract.ts';
import { sharingCommands, sharingTopics } from '#shared/sharing/contract.ts';
import { pictureCommands, pictureTopics } from '#shared/picture/contract.ts';
import { textCommands, textTopics } from '#shared/text/contract.ts';
import { diagnosticsCommands } from '#shared/diagnostics/contract.ts';
import { documentTopics } from '#shared/documents/state.ts';
import { editorCommands, editorTopics } from '#shared/editor/contract.ts';
import { feedbackCommands, feedbackTopics } from '#shared/feedback/contract.ts';
import { flowCommands, flowTopics } from '#shared/flows/contract.ts';
import { incidentCommands, incidentTopics } from '#shared/incident/contract.ts';
import { guidanceCommands, guidanceTopics } from '#shared/guidance/contract.ts';
import { qualityCommands, qualityTopics } from '#shared/quality/contract.ts';
import { reviewCommands } from '#shared/review/contract.ts';
import { recordingCommands, recordingTopics } from '#shared/recording/contract.ts';
import { riskTopics } from '#shared/risk/contract.ts';
import { accessCommands, accessTopics } from '#shared/access/contract.ts';
import { settingsCommands, settingsTopics } from '#shared/settings/contract.ts';
import { windowCommands } from '#shared/window/contract.ts';
import type { InputOf, OutputOf, ParsedInputOf, SnapshotOf } from './define.ts';
import type { Result } from '#shared/errors/result.ts';

/** Every command of the desk window. Add a domain here; its handlers then have to exist or main does not compile. */
export const commands = {
  ...accessCommands,
  ...settingsCommands,
  ...knowledgeCommands,
  ...callerCommands,
  ...careCommands,
  ...controlCommands,
  ...caseCommands,
  ...auditCommands,
  ...callCommands,
  ...mediaCommands,
  ...soundCheckCommands,
  ...seatCommands,
  ...floorCommands,
  ...trainingCommands,
  ...guidanceCommands,
  ...flowCommands,
  ...windowCommands,
  ...qualityCommands,
  ...incidentCommands,
  ...feedbackCommands,
  ...reviewCommands,
  ...sharingCommands,
  ...textCommands,
  ...slateCommands,
  ...pictureCommands,
  ...noticeCommands,
  ...diagnosticsCommands,
  ...editorCommands,
  ...recordingCommands,
} as const;

/** Every topic the desk window mirrors. */
export const topics = {
  ...accessTopics,
  ...settingsTopics,
  ...knowledgeTopics,
  ...coreTopics,
  ...callerTopics,
  ...careTopics,
  ...controlTopics,
  ...caseTopics,
  ...callTopics,
  ...lineTopics,
  ...mediaTopics,
  ...soundCheckTopics,
  ...measuresTopics,
  ...seatTopics,
  ...seatDirectoryTopics,
  ...floorTopics,
  ...trainingTopics,
  ...guidanceTopics,
  ...riskTopics,
  ...flowTopics,
  ...qualityTopics,
  ...incidentTopics,
  ...feedbackTopics,
  ...sharingTopics,
  ...textTopics,
  ...slateTopics,
  ...pictureTopics,
  ...noticeTopics,
  ...branchTopics,
  ...documentTopics,
  ...editorTopics,
  ...recordingTopics,
  ...captionTopics,
} as const;

export type Commands = typeof commands;
export type CommandName = keyof Commands;
export type CommandInput<C extends CommandName> = InputOf<Commands[C]>;
export type CommandOutput<C extends CommandName> = OutputOf<Commands[C]>;

export type Topics = typeof topics;
export type TopicName = keyof Topics;
export type TopicSnapshot<T extends TopicName> = SnapshotOf<Topics[T]>;

/** A topic's value on its way: whole, with the revision that tells an old one from a new one. */
export interface Published<T extends TopicName> {
  readonly revision: number;
  readonly snapshot: TopicSnapshot<T>;
}

/** What main must offer: one handler per command, typed by the contract. A missing one does not compile. */
export type HandlersOf<T> = {
  readonly [C in keyof T]: (
    input: ParsedInputOf<T[C]>,
  ) => Promise<Result<OutputOf<T[C]>>> | Result<OutputOf<T[C]>>;
};
export type CommandHandlers = HandlersOf<Commands>;

/** The desk's bridge, exposed by `electron/preload/desk.ts` as `window.guardline`. No logic, no other way in. */
export interface DeskBridge {
  send<C extends CommandName>(name: C, input: CommandInput<C>): Promise<Result<CommandOutput<C>>>;
  /** The present value of a topic. */
  ask<T extends TopicName>(topic: T): Promise<Published<T>>;
  /** Called with every new value of a topic. Returns its undo, which removes exactly this listener. */
  subscribe<T extends TopicName>(topic: T, listener: (published: Published<T>) => void): () => void;
}
