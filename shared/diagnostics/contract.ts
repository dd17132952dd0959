import { z } from 'zod';
import { command } from '#shared/contract/define.ts';

const atDesk = { roles: ['agent', 'trainer', 'teamLead'] } as const;

export const diagnosticsCommands = {
  /**
   * Saves what went over the line in the calls now on the desk (all that is kept when there is none), masked. `fileName`
   * without folder; null: the person thought better of it.
   */
  'diagnostics/save-trace': command(
    z.strictObject({}),
    z.strictObject({ fileName: z.string().max(300).nullable(), messages: z.number().int() }),
    atDesk,
  ),
};
