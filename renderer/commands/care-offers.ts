import type { DeskAction } from '#shared/care/desk-actions.ts';
import { text } from './call-commands.ts';
import { bookCallBack, dialectSeat, help, languageSeat } from './care-commands.ts';
import { safetyAsked, startSteps } from './care-step-commands.ts';
import { showDocuments } from './document-commands.ts';
import { push } from './picture-commands.ts';
import type { DeskCommand } from './command.ts';

/** What a care card offers, as the command that does it. Those a flag only warns of have none. */
export const offerCommands: Partial<Readonly<Record<DeskAction, DeskCommand>>> = {
  help,
  steps: startSteps,
  safety: safetyAsked,
  text,
  languageSeat,
  dialectSeat,
  documents: showDocuments,
  careCallBack: bookCallBack,
  sendMessage: push,
};
