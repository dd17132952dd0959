import type { Log } from '#electron/log/log.ts';
import { queueIds } from '#shared/floor/queues.ts';
import type { Clock } from '#shared/lib/clock.ts';
import { createClips } from './caller/clips.ts';
import { readFilm } from './caller/picture.ts';
import { createCrew, type Crew } from './caller/crew.ts';
import { createPacer } from './caller/pacer.ts';
import { createUserAgent } from './caller/user-agent.ts';
import type { TrainingContent } from './content.ts';
import { createExchange, type Exchange } from './exchange/exchange.ts';
import type { ExchangeEvent } from './exchange/events.ts';
import type { IvrFinding } from './exchange/inviter.ts';
import type { PersonEvent } from './sandbox-protocol.ts';
import type { RandomToken } from './sip/random.ts';

export interface TrainingFloorDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly random: RandomToken;
  readonly assetsDir: string;
  readonly content: TrainingContent;
  readonly port: number;
  readonly domain: string;
  readonly users: readonly { readonly user: string; readonly secret: string }[];
  readonly trunkSecret: string;
  readonly autoCallers: boolean;
  readonly ringTimeoutMs?: number;
  /** Numbers of the sandbox core's customers, with what the front IVR knows of them. */
  readonly customers: ReadonlyMap<string, IvrFinding>;
  onExchangeEvent(event: ExchangeEvent): void;
  onPersonEvent(event: PersonEvent): void;
}

export interface TrainingFloor {
  readonly exchange: Exchange;
  readonly crew: Crew;
  dispose(): Promise<void>;
}

/** How long a pause must be for a simulated caller to take her turn. */
const pauseMs = 900;
/** A caller who hears nothing for so long hangs up, as an exchange's RTP timeout would. */
const rtpTimeoutMs = 30_000;

/** The embedded exchange and its callers, wired: the whole telephone world of a first start. */
export async function createTrainingFloor(deps: TrainingFloorDeps): Promise<TrainingFloor> {
  const { clock, random, log } = deps;
  const exchange = await createExchange({
    clock,
    random,
    log,
    port: deps.port,
    domain: deps.domain,
    accounts: [
      ...deps.users.map(({ user, secret }) => ({ user, secret, trunk: false })),
      { user: 'trunk', secret: deps.trunkSecret, trunk: true },
    ],
    queues: queueIds,
    standIns: deps.users.map(({ user }) => user),
    ivr: (number) => deps.customers.get(number) ?? null,
    ...(deps.ringTimeoutMs === undefined ? {} : { ringTimeoutMs: deps.ringTimeoutMs }),
  });
  exchange.subscribe(deps.onExchangeEvent);
  let crew: Crew | null = null;
  const agent = createUserAgent({
    clock,
    random,
    url: exchange.url,
    domain: deps.domain,
    credentials: { username: 'trunk', secret: deps.trunkSecret },
    onInvite: (invite) => crew?.ring(invite) ?? false,
  });
  await agent.start();
  crew = createCrew({
    clock,
    random,
    pacer: createPacer(clock),
    agent,
    pauseMs,
    rtpTimeoutMs,
    clips: createClips(deps.assetsDir),
    film: (name) => readFilm(deps.assetsDir, name),
    exchange,
    content: deps.content,
    knownNumbers: [...deps.customers.keys()],
    autoCallers: deps.autoCallers,
    seats: deps.users.map(({ user }) => user),
    emit: deps.onPersonEvent,
  });
  const people = crew;
  return {
    exchange,
    crew: people,
    async dispose() {
      people.dispose();
      agent.dispose();
      await exchange.dispose();
    },
  };
}
