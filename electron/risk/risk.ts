import { errorFields } from '#electron/log/log.ts';
import type { Log } from '#electron/log/log.ts';
import type { CallerState } from '#shared/caller/contract.ts';
import type { GuidanceLibrary } from '#shared/guidance/library.ts';
import type { GuidanceState } from '#shared/guidance/state.ts';
import type { Clock, Undo } from '#shared/lib/clock.ts';
import { createPublisher } from '#shared/lib/publisher.ts';
import type { Source } from '#shared/lib/publisher.ts';
import type { RiskFacts } from '#shared/risk/facts.ts';
import { noRiskState } from '#shared/risk/state.ts';
import type { RiskState } from '#shared/risk/state.ts';
import { callFacts } from './call-facts.ts';
import type { InForce, RiskTables } from './risk-tables.ts';

export interface RiskDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly tables: RiskTables;
  readonly guidance: Source<GuidanceState>;
  readonly library: Source<GuidanceLibrary>;
  readonly caller: Source<CallerState>;
}

/** The risk tier of the call that is up, worked out anew with every fact. */
export interface Risk {
  readonly state: Source<RiskState>;
  /** The same tables on other facts: a case that nobody has been rung for yet. Null: there is no table to ask. */
  assess(facts: RiskFacts): Promise<Pick<RiskState, 'tier' | 'control' | 'rows'> | null>;
  /** Reads the bank's tables again and judges the present call by them. */
  reload(): Promise<void>;
  dispose(): void;
}

type Shown = Pick<RiskState, 'callId' | 'asOf' | 'refused'>;

const unknownState = (shown: Shown, unknown: RiskState['unknown']): RiskState => ({
  ...noRiskState,
  ...shown,
  tier: 'unknown',
  unknown,
});

async function judged(
  facts: RiskFacts,
  { table, unknown, refused }: InForce,
  shown: Shown,
  log: Log,
): Promise<RiskState> {
  const now = { ...shown, refused: [...refused] };
  if (!table) return unknownState(now, unknown ?? 'failed');
  const { version, isLastGood } = table;
  try {
    const { tier, control, linkages, rows } = await table.decide(facts);
    return {
      ...now,
      tier,
      unknown: null,
      control,
      linkages: [...linkages],
      rows: [...rows],
      table: { version, isLastGood },
    };
  } catch (error) {
    log.error('risk not decided', errorFields(error));
    return { ...unknownState(now, 'failed'), table: { version, isLastGood } };
  }
}

export function createRisk(deps: RiskDeps): Risk {
  const { clock, log, tables, guidance, library, caller } = deps;
  const state = createPublisher<RiskState>(noRiskState);
  let facts = '';
  let turn = 0;

  /** The engine answers later: only the answer to the newest facts is shown. */
  const judge = async (isNew: boolean): Promise<void> => {
    const call = callFacts(caller.get(), guidance.get(), library.get());
    const now = JSON.stringify(call);
    if (!isNew && now === facts) return;
    facts = now;
    const mine = (turn += 1);
    if (call === null) return state.set(noRiskState);
    const shown: Shown = { callId: call.callId, asOf: clock.now(), refused: [] };
    if (state.get().callId !== call.callId) state.set(unknownState(shown, 'starting'));
    const next = await judged(call.facts, await tables.inForce(), shown, log);
    if (mine === turn) state.set(next);
  };

  const follow = (): void => void judge(false);
  const undos: readonly Undo[] = [
    caller.subscribe(follow),
    guidance.subscribe(follow),
    library.subscribe(follow),
  ];
  follow();
  return {
    state,
    async assess(given) {
      const { table } = await tables.inForce();
      if (!table) return null;
      const { tier, control, rows: fired } = await table.decide(given);
      return { tier, control, rows: [...fired] };
    },
    async reload() {
      await tables.reload();
      await judge(true);
    },
    dispose: () => undos.forEach((undo) => undo()),
  };
}
