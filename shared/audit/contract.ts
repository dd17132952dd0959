import { z } from 'zod';
import { command } from '#shared/contract/define.ts';

export const auditCommands = {
  /** Verifies the whole audit and writes it into `audit/` of the desk's data. A broken chain is not exported: the entry is named. */
  'audit/export': command(
    z.strictObject({}),
    z.strictObject({ file: z.string().max(80), count: z.int().positive(), head: z.string().length(64) }),
    { roles: ['teamLead'] },
  ),
} as const;
