import type { CallerState } from '#shared/caller/contract.ts';
import type { ShownFact } from '#shared/control/facts.ts';
import { controlIdSchema } from '#shared/control/control-ids.ts';
import type { GuidanceState } from '#shared/guidance/state.ts';
import type { RiskState } from '#shared/risk/state.ts';
import type { Source } from '#shared/lib/publisher.ts';
import type { Screen } from './ports.ts';

export interface ScreenDeps {
  readonly caller: Source<CallerState>;
  readonly risk: Source<RiskState>;
  readonly guidance: Source<GuidanceState>;
}

/**
 * What the desk shows of a call, as facts for the record of a decision: from the same snapshots that the windows mirror, so it is
 * what stood there. Everything in them is masked already.
 */
export function createScreen({ caller, risk, guidance }: ScreenDeps): Screen {
  return {
    shown(callId) {
      const now = risk.get();
      const ofCall = callId !== null && now.callId === callId;
      const facts = [
        ...(caller.get().callId === callId && callId !== null ? callerFacts(caller.get()) : []),
        ...(ofCall ? riskFacts(now) : []),
        ...(callId !== null && guidance.get().callId === callId ? guidanceFacts(guidance.get()) : []),
      ];
      const control = controlIdSchema.safeParse(now.control);
      return {
        facts: facts
          .slice(0, 80)
          .map(({ id, value }) => ({ id: id.slice(0, 80), value: value.slice(0, 300) })),
        recommended: ofCall ? { tier: now.tier, control: control.success ? control.data : null } : null,
      };
    },
  };
}

const fact = (id: string, value: string | number): ShownFact => ({ id, value: String(value) });

function callerFacts({
  holder,
  caller,
  pendingTransaction: pending,
  riskFacts,
  flags,
}: CallerState): ShownFact[] {
  return [
    ...(holder ? [fact('holder', holder.name.masked), fact('holder.age', holder.age ?? '')] : []),
    ...(caller
      ? [fact('caller.relation', caller.relation), fact('caller.verified', caller.verified.state)]
      : []),
    ...flags.filter(({ lifted }) => lifted === null).map(({ flag }) => fact('flag', flag)),
    ...(pending
      ? [
          fact('pending.transaction', pending.transactionId),
          fact('pending.amountMinor', pending.money.amountMinor),
          fact('pending.currency', pending.money.currency),
          fact('pending.payee', pending.payeeMasked),
          fact('pending.deadline', new Date(pending.deadlineAt).toISOString()),
        ]
      : []),
    ...riskFacts.map(({ cue }) => fact('account.cue', cue)),
  ];
}

function riskFacts({ tier, control, rows, table, linkages }: RiskState): ShownFact[] {
  return [
    fact('risk.tier', tier),
    fact('risk.control', control ?? ''),
    ...linkages.map((one) => fact('risk.linkage', one)),
    ...rows.filter(({ reason }) => reason.zh !== '').map(({ reason }) => fact('risk.reason', reason.zh)),
    fact('risk.table', table?.version ?? ''),
  ];
}

function guidanceFacts({
  playbookId,
  playbookVersion,
  ticked,
  asked,
  said,
  suspicion,
}: GuidanceState): ShownFact[] {
  return [
    ...(playbookId ? [fact('playbook', `${playbookId} ${playbookVersion ?? ''}`.trim())] : []),
    fact('suspicion', suspicion.toFixed(2)),
    ...ticked.slice(0, 30).map(({ cueId }) => fact('cue', cueId)),
    fact('questions.asked', asked.length),
    fact('lines.said', said.length),
  ];
}
