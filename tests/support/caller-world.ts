import type { CurrentCall } from '#electron/call/ports.ts';
import { createAgentNotes, type AgentNotes } from '#electron/caller/agent-notes.ts';
import { createCallLog, type CallLog } from '#electron/caller/call-log.ts';
import { createCallerPanel, type CallerPanel, type CallerPanelDeps } from '#electron/caller/panel.ts';
import { systemClock } from '#electron/clock/system-clock.ts';
import type { SandboxCore } from '#electron/core/sandbox/server.ts';
import { silentLog } from '#electron/log/log.ts';
import { createCallerRepository, type CallerStore } from '#electron/store/caller-repository.ts';
import { callerMigrations } from '#electron/store/migrations/caller.ts';
import { callerStateSchema, type CallerState } from '#shared/caller/contract.ts';
import { callIdSchema } from '#shared/lib/ids.ts';
import { createPublisher, type Publisher } from '#shared/lib/publisher.ts';
import { clientFor, startSandbox } from './sandbox-core.ts';
import { openTestDb } from './test-db.ts';

export const callId = callIdSchema.parse('call-1');
export const agent = { personId: 'p-1', name: '林晓晴' };
export const call = (over: Partial<CurrentCall> = {}): CurrentCall => ({
  callId,
  direction: 'incoming',
  number: '13800002207',
  displayName: '',
  customerId: null,
  queue: null,
  ivrVerified: null,
  care: null,
  startedAt: Date.now(),
  answeredAt: null,
  wireAtMs: 0,
  ...over,
});

/** The caller room with its real database, its real client and the sandbox core. */
export interface CallerWorld {
  readonly bank: SandboxCore;
  readonly current: Publisher<CurrentCall | null>;
  readonly panel: CallerPanel;
  readonly notes: AgentNotes;
  readonly log: CallLog;
  readonly repository: CallerStore;
  /** Call at the end of the test. */
  dispose(): Promise<void>;
  /** The first state for which `fits` holds. */
  until(fits: (state: CallerState) => boolean): Promise<CallerState>;
}

export async function callerWorld(
  options: Partial<CallerPanelDeps> & { readTimeoutMs?: number } = {},
): Promise<CallerWorld> {
  const bank = await startSandbox();
  const { readTimeoutMs = 400, ...own } = options;
  const core = clientFor(bank.url, { readTimeoutMs });
  const db = openTestDb(callerMigrations);
  const repository = createCallerRepository(db, () => undefined);
  const current = createPublisher<CurrentCall | null>(null);
  const ageRule = () => ({ elderlyFrom: 60, elderlyFromWomen: null });
  const base = { clock: systemClock, log: silentLog, core, repository };
  const panel = createCallerPanel({ ...base, current, ageRule, ...own });
  const notes = createAgentNotes({ ...base, panel, person: () => agent });
  const log = createCallLog({ ...base, panel, retryEveryMs: 20 });
  // Every snapshot that would go to a window keeps to the contract.
  panel.state.subscribe((state) => void callerStateSchema.parse(state));
  return {
    bank,
    current,
    panel,
    notes,
    log,
    repository,
    async dispose() {
      panel.dispose();
      log.dispose();
      core.dispose();
      await bank.dispose();
      db.close();
    },
    until: (fits) =>
      new Promise((resolve) => {
        let stop = (): void => undefined;
        const look = (state: CallerState): void => {
          if (!fits(state)) return;
          stop();
          resolve(state);
        };
        stop = panel.state.subscribe(look);
        look(panel.state.get());
      }),
  };
}

/** Everything about the caller has been read. */
export const ready = ({ parts }: CallerState): boolean =>
  Object.values(parts).every((part) => part === 'ready');
