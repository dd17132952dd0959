import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '#electron/clock/system-clock.ts';
import { parseSampleCustomers, type SampleCustomer } from '#electron/core/sandbox/customers-file.ts';
import { createSandboxCore } from '#electron/core/sandbox/server.ts';
import type { Log } from '#electron/log/log.ts';
import { readTrainingContent } from '#electron/training/content.ts';
import { createCaseSender } from '#electron/training/case-sender.ts';
import type { IvrFinding } from '#electron/training/exchange/inviter.ts';
import { ownPort } from '#electron/training/own-port.ts';
import type { FromProcess, SandboxIdentity, SandboxStart } from '#electron/training/sandbox-protocol.ts';
import type { CoreDrill } from '#shared/training/core-drill.ts';
import { serveSandbox, type SandboxBody, type SandboxHandlers } from '#electron/training/sandbox-server.ts';
import { randomToken } from '#electron/training/sip/random.ts';
import { createTrainingFloor, type TrainingFloor } from '#electron/training/training-floor.ts';

/**
 * The sandbox process: everything a machine without exchange and core needs to be tried on. Embedded exchange, simulated
 * callers and sandbox core live here, away from main's event loop, and speak to the desk over real SIP, RTP and HTTP on 127.0.0.1.
 */

const newIdentity = (start: SandboxStart): SandboxIdentity => ({
  exchangePort: 0,
  corePort: 0,
  users: start.users.map((user) => ({ user, secret: randomToken(16) })),
  trunkSecret: randomToken(16),
  coreToken: randomToken(24),
});

/** What the front IVR would have found out: whose number it is. */
const ivrOf = (customers: readonly SampleCustomer[]): Map<string, IvrFinding> =>
  new Map(customers.flatMap(({ id, numbers }) => numbers.map(({ number }) => [number, { customerId: id }])));

const logTo = (tell: (message: FromProcess) => void): Log => {
  const write =
    (level: 'info' | 'warn' | 'error'): Log['info'] =>
    (event, fields = {}) => {
      const kept = Object.entries(fields).filter((entry) => entry[1] !== undefined);
      tell({ type: 'log', level, event, fields: Object.fromEntries(kept) as Record<string, string> });
    };
  return { debug: () => {}, info: write('info'), warn: write('warn'), error: write('error') };
};

function handlersOf(
  floor: TrainingFloor,
  sendCase: (scenarioId: string | undefined) => string | null,
  setDrill: (drill: CoreDrill) => void,
): SandboxHandlers {
  const { crew, exchange } = floor;
  return {
    setSeatReady: ({ user, ready }) => (exchange.setSeatReady(user, ready), {}),
    setAutoCallers: ({ on }) => (crew.samples.setOn(on), {}),
    callSample: ({ scriptId }) => ({ personId: crew.callSample(scriptId) }),
    runScenario: ({ scenarioId, user }) => ({ personId: crew.runScenario(scenarioId, user) }),
    sendCase: ({ scenarioId }) => ({ caseId: sendCase(scenarioId) }),
    setCoreDrill: ({ drill }) => (setDrill(drill), {}),
    deskEvent: ({ personId, event }) => (crew.did(personId, event), {}),
    next: ({ personId }) => (crew.next(personId), {}),
    hangUp: ({ personId }) => (crew.hangUp(personId), {}),
    audioReport: ({ callId }) => {
      const report = crew.audio(callId);
      return { report: report && { ...report, gaps: [...report.gaps] } };
    },
    markAudio: ({ callId }) => (crew.markAudio(callId), {}),
    stats: () => {
      const stats = exchange.stats();
      const memoryMb = Math.round(process.memoryUsage().rss / 1_048_576);
      return { ...stats, registered: [...stats.registered], persons: crew.size, memoryMb };
    },
  };
}

async function build(start: SandboxStart, tell: (message: FromProcess) => void): Promise<SandboxBody> {
  const identity = start.identity ?? newIdentity(start);
  const customers = parseSampleCustomers(
    readFileSync(join(start.assetsDir, 'sandbox', 'customers.yaml'), 'utf8'),
  );
  const core = await createSandboxCore({
    port: identity.corePort,
    host: '127.0.0.1',
    token: identity.coreToken,
    dataFile: start.coreFile,
    customers,
    clock: systemClock,
  });
  const content = readTrainingContent(start.assetsDir);
  const floor = await createTrainingFloor({
    clock: systemClock,
    log: logTo(tell),
    random: randomToken,
    assetsDir: start.assetsDir,
    content,
    port: identity.exchangePort,
    domain: start.domain,
    users: identity.users,
    trunkSecret: identity.trunkSecret,
    autoCallers: start.autoCallers,
    ...(start.ringTimeoutMs === undefined ? {} : { ringTimeoutMs: start.ringTimeoutMs }),
    customers: ivrOf(customers),
    onExchangeEvent: (event) => tell({ type: 'exchange', event }),
    onPersonEvent: (event) => tell({ type: 'person', event }),
  });
  const used = { ...identity, exchangePort: floor.exchange.port, corePort: Number(new URL(core.url).port) };
  return {
    ready: {
      type: 'ready',
      wsUrl: floor.exchange.url,
      domain: start.domain,
      coreUrl: core.url,
      identity: used,
    },
    handlers: handlersOf(
      floor,
      createCaseSender({
        outbound: [...content.outbound.values()],
        numberOf: (id) => customers.find((one) => one.id === id)?.numbers[0]?.number ?? '',
        arm: floor.crew.arm,
        arrive: core.cases.arrive,
      }),
      core.setDrill,
    ),
    async dispose() {
      await floor.dispose();
      await core.dispose();
    },
  };
}

serveSandbox({ port: ownPort(), build, exit: (code) => process.exit(code) });
