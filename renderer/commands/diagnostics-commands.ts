import type { DeskCommand } from './command.ts';

/** For support: what went over the line in this call, masked, into a file the person chooses. By the palette alone. */
export const saveTrace: DeskCommand = {
  id: 'diagnostics.saveTrace',
  group: 'call',
  icon: 'note',
  shortcut: null,
  label: () => ({ key: 'call.trace.save' }),
  isEnabled: (state) => state.access?.phase === 'signedIn',
  run: async (desk) => {
    const answer = await desk.send('diagnostics/save-trace', {});
    if (answer?.fileName)
      desk.notices.done('call.trace.saved', { file: answer.fileName, count: answer.messages });
  },
};

export const diagnosticsCommands: readonly DeskCommand[] = [saveTrace];
