import { createManualClock } from '#tests/support/manual-clock.ts';
import { createFlowGuide, type FlowGuide } from '#electron/flows/flow-guide.ts';
import type { FlowRepository } from '#electron/flows/ports.ts';
import { readFlowFolder } from '#electron/flows/read-folder.ts';
import { silentLog } from '#electron/log/log.ts';
import type { Log } from '#electron/log/log.ts';
import type { FlowSurroundings } from '#shared/flows/context.ts';
import type { FlowContent } from '#shared/flows/view.ts';
import type { CallId } from '#shared/lib/ids.ts';
import { createPublisher, type Publisher } from '#shared/lib/publisher.ts';
import { around, callId } from '../../shared/flows/support.ts';

export const shippedFolder = 'assets/flows';
export const readShipped = () => readFlowFolder(shippedFolder);

export interface GuideWorld {
  readonly guide: FlowGuide;
  readonly clock: ReturnType<typeof createManualClock>;
  readonly currentCall: Publisher<{ callId: CallId; startedAt: number } | null>;
  readonly surroundings: Publisher<FlowSurroundings>;
  readonly playbook: Publisher<{ readonly playbookId: string | null }>;
  readonly content: Publisher<FlowContent>;
}

/** The service on a real repository; what is around it can be set. `before`: the same machine after a restart. */
export function guideOn(
  repository: FlowRepository,
  content: FlowContent,
  before?: GuideWorld,
  log: Log = silentLog,
): GuideWorld {
  const clock = before?.clock ?? createManualClock(Date.UTC(2026, 0, 15));
  const world = {
    clock,
    currentCall:
      before?.currentCall ??
      createPublisher<{ callId: CallId; startedAt: number } | null>({ callId, startedAt: clock.now() }),
    surroundings: before?.surroundings ?? createPublisher(around()),
    playbook:
      before?.playbook ?? createPublisher<{ readonly playbookId: string | null }>({ playbookId: null }),
    content: createPublisher(content),
  };
  let id = 0;
  const guide = createFlowGuide({
    ...world,
    log,
    repository,
    openPlaybook: world.playbook,
    newId: () => `run-${before ? 'again-' : ''}${(id += 1)}`,
  });
  return { ...world, guide };
}
