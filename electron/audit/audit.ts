import { join } from 'node:path';
import type { Log } from '#electron/log/log.ts';
import { verifyChain } from '#shared/audit/chain.ts';
import type { auditCommands } from '#shared/audit/contract.ts';
import type { HandlersOf } from '#shared/contract/index.ts';
import type { Who } from '#shared/core/text.ts';
import { appError } from '#shared/errors/app-error.ts';
import { fail, ok } from '#shared/errors/result.ts';
import type { Clock } from '#shared/lib/clock.ts';
import { auditSha256, writeAuditFile } from './audit-file.ts';
import type { AuditRepository } from './ports.ts';

export interface AuditDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly repository: AuditRepository;
  /** The desk's own data; exports go into `audit/` below it. */
  readonly dataFolder: string;
  readonly person: () => Who | null;
}

/** Verifies the chain from its beginning and exports it. The export itself is an entry, too: the last one in the file. */
export function createAuditHandlers(deps: AuditDeps): HandlersOf<typeof auditCommands> {
  const { clock, log, repository, dataFolder, person } = deps;
  return {
    'audit/export': () => {
      const by = person();
      if (!by) return fail(appError('common/not-allowed', { need: 'signedIn' }));
      const before = verifyChain(repository.entries(), auditSha256);
      if (before.kind === 'broken') {
        log.error('the audit does not hold', { seq: before.seq, why: before.why });
        return fail(appError('audit/broken', { seq: before.seq, why: before.why }));
      }
      try {
        repository.append('audit.exported', clock.now(), by, { entries: before.count });
        const entries = [...repository.entries()];
        const head = entries.at(-1)?.hash ?? before.head;
        const count = entries.length;
        const file = writeAuditFile(join(dataFolder, 'audit'), entries, { now: clock.now(), count, head });
        return ok({ file, count, head });
      } catch (error) {
        log.error('audit not exported', { error: String(error) });
        return fail(appError('audit/not-exported', {}, 'later'));
      }
    },
  };
}
