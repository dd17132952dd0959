import { utilityProcess } from 'electron';
import { join } from 'node:path';
import { createSandboxClient, type SandboxClient } from '#electron/training/sandbox-client.ts';
import type { SandboxReady } from '#electron/training/sandbox-protocol.ts';
import { utilityChild } from '#electron/training/utility-child.ts';
import { samplePeople } from '#shared/access/people.ts';
import { sampleSpecialists } from '#shared/seat/directory.ts';
import type { Undo } from '#shared/lib/clock.ts';
import type { Base } from './base.ts';
import type { SandboxCoreAddress } from './core-choice.ts';
import type { EmbeddedExchange } from './line-choice.ts';

/** The sandbox process as the wiring uses it: started when the settings need it, told whether the seat is ready. */
export interface Sandbox {
  readonly client: SandboxClient;
  /** Null when neither exchange nor core is asked of it, or when it could not start. */
  exchange(): Promise<EmbeddedExchange | null>;
  core(): Promise<SandboxCoreAddress | null>;
  setReady(user: string, ready: boolean): void;
  onRestart(listener: () => void): Undo;
  dispose(): void;
}

/** SIP domain of the embedded exchange; never seen outside this machine. */
const domain = 'floor.guardline.invalid';

export function composeSandbox({
  base,
  after,
}: {
  readonly base: Base;
  /** The first screen is there: until then both cores are the window's. */
  readonly after: Promise<void>;
}): Sandbox {
  const { clock, log, places, settings } = base;
  const client = createSandboxClient({
    clock,
    log,
    fork: () =>
      utilityChild(utilityProcess.fork(places.sandboxProcess, [], { serviceName: 'Guardline sandbox' })),
    start: {
      assetsDir: places.assets,
      coreFile: join(places.data, 'sandbox-core.jsonl'),
      domain,
      users: [
        ...samplePeople.map(({ seatNumber }) => seatNumber),
        ...sampleSpecialists.map(({ number }) => number),
      ],
      autoCallers: true,
    },
  });
  let disposed = false;
  let starting: Promise<SandboxReady | null> | undefined;
  let lastReady: { user: string; ready: boolean } | null = null;

  const needed = (): boolean => {
    const values = settings.values.get();
    return values['exchange.mode'] === 'embedded' || values['core.mode'] === 'sandbox';
  };
  const start = (): Promise<SandboxReady | null> => {
    starting ??= client.start().catch((error: unknown) => {
      log.error('sandbox did not start', { reason: String(error) });
      starting = undefined;
      return null;
    });
    return starting;
  };
  const tellReady = (): void => {
    if (lastReady === null || client.ready === null) return;
    client
      .request('setSeatReady', lastReady)
      .catch((error: unknown) => log.warn('readiness not told', { reason: String(error) }));
  };
  client.onReady(tellReady);
  // Begun before anybody has signed in: it then stands when it is asked for.
  if (base.policyProblem === null && needed()) {
    void after.then(() => {
      if (!disposed) void start();
    });
  }

  return {
    client,
    async exchange() {
      const ready = await start();
      if (ready === null) return null;
      return { wsUrl: ready.wsUrl, domain: ready.domain, users: ready.identity.users };
    },
    async core() {
      if (settings.values.get()['core.mode'] !== 'sandbox') return null;
      const ready = await start();
      return ready === null ? null : { coreUrl: ready.coreUrl, coreToken: ready.identity.coreToken };
    },
    setReady(user, ready) {
      if (user === '' || (lastReady?.user === user && lastReady.ready === ready)) return;
      lastReady = { user, ready };
      tellReady();
    },
    onRestart: (listener) => client.onReady(listener),
    dispose() {
      disposed = true;
      client.dispose();
    },
  };
}
