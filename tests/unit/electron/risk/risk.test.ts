import { beforeEach, describe, expect, it, vi } from 'vitest';
import { silentLog } from '#electron/log/log.ts';
import { loadZenEngine } from '#electron/risk/engine.ts';
import type { LoadEngine } from '#electron/risk/engine.ts';
import { createRisk } from '#electron/risk/risk.ts';
import type { Risk } from '#electron/risk/risk.ts';
import { createRiskTables } from '#electron/risk/risk-tables.ts';
import type { CallerState } from '#shared/caller/contract.ts';
import { noCallerState } from '#shared/caller/state.ts';
import type { GuidanceLibrary } from '#shared/guidance/library.ts';
import { recordOf } from '#shared/guidance/record.ts';
import { noCallState } from '#shared/guidance/state.ts';
import type { GuidanceState } from '#shared/guidance/state.ts';
import { guidanceView } from '#shared/guidance/view.ts';
import { createPublisher } from '#shared/lib/publisher.ts';
import type { Publisher } from '#shared/lib/publisher.ts';
import { noRiskState, riskStateSchema } from '#shared/risk/state.ts';
import type { RiskState } from '#shared/risk/state.ts';
import { callId, loadShipped, standingClock } from '../guidance/support.ts';
import { changed, memoryFiles, shippedTexts, words } from './support.ts';

const jia = callId('call-jia');
const ma = callId('call-ma');
const now = new Date(2026, 0, 15, 14, 20).getTime();

let library: GuidanceLibrary;
let caller: Publisher<CallerState>;
let guidance: Publisher<GuidanceState>;
let files: ReturnType<typeof memoryFiles>;
let risk: Risk;

const fact = (cue: string) => ({ cue, at: null, params: {} });
const called = (more: Partial<CallerState> = {}): CallerState => ({ ...noCallerState, callId: jia, ...more });
const heard = (...cueIds: readonly string[]): GuidanceState =>
  guidanceView(
    jia,
    recordOf(
      cueIds.map((cueId) => ({ kind: 'cueTicked', at: now, callOffsetMs: 0, cueId, source: 'agent' })),
    ),
    library,
    '2026-01-15',
  );
const pending = (amountMinor: number, currency = 'CNY'): CallerState['pendingTransaction'] => ({
  transactionId: 'tx-1',
  money: { amountMinor, currency },
  payeeMasked: '李*',
  payeeIsNew: true,
  submittedAt: now,
  deadlineAt: now + 1,
});

const start = (loadEngine: LoadEngine = loadZenEngine): Risk =>
  createRisk({
    clock: standingClock(now),
    log: silentLog,
    tables: createRiskTables({ log: silentLog, files, loadEngine, words }),
    guidance,
    library: createPublisher(library),
    caller,
  });
const settled = async (tier: RiskState['tier'], from = risk): Promise<RiskState> => {
  await vi.waitFor(() => expect(from.state.get().tier).toBe(tier));
  return from.state.get();
};

beforeEach(async () => {
  library ??= await loadShipped();
  caller = createPublisher(noCallerState);
  guidance = createPublisher(noCallState);
  files = memoryFiles(await shippedTexts());
  risk = start();
});

describe('the tier of the call that is up', () => {
  it('is none between calls', () => {
    expect(risk.state.get()).toEqual(noRiskState);
  });

  it('says starting until the engine has answered, then what the account alone shows', async () => {
    caller.set(called({ riskFacts: [fact('newPayee'), fact('singleAbove50k')] }));
    expect(risk.state.get()).toMatchObject({ callId: jia, tier: 'unknown', unknown: 'starting', asOf: now });
    const state = await settled('low');
    expect(state).toMatchObject({ control: 'teach', unknown: null, table: { isLastGood: false } });
    expect(riskStateSchema.safeParse(state).error).toBeUndefined();
  });

  it('rises with what is heard, with the rows and their reasons', async () => {
    caller.set(called({ riskFacts: [fact('termDepositBroken')], pendingTransaction: pending(165_000_000) }));
    guidance.set(heard('claimsSupport', 'coverExpiry', 'safeAccount'));
    const state = await settled('critical');
    expect(state.control).toBe('accountProtect');
    expect(state.linkages).toEqual(['teamLead', 'branch', 'policeLine']);
    expect(state.rows[0]).toEqual({
      table: '基本档 Base',
      row: 2,
      reason: { zh: '线索指向一种骗局', en: 'The cues point to one scam' },
    });
    expect(state.rows.map(({ reason }) => reason.en)).toContain('300,000 or more');
  });

  it('counts yen whole and yuan in fen', async () => {
    guidance.set(heard('groupChatTeacher', 'guaranteedReturn'));
    caller.set(called({ pendingTransaction: pending(200_000) }));
    expect((await settled('high')).control).toBe('transactionRefuse');
    caller.set(called({ pendingTransaction: pending(400_000, 'JPY') }));
    await settled('critical');
  });

  it('shows the answer to the newest facts only, and nothing of an earlier call', async () => {
    caller.set(called({ riskFacts: [fact('newPayee')] }));
    guidance.set(heard('confined'));
    caller.set(called({ callId: ma }));
    guidance.set({ ...noCallState, callId: ma, mode: 'quiet' });
    const state = await settled('none');
    expect(state.callId).toBe(ma);
    caller.set(noCallerState);
    guidance.set(noCallState);
    expect(risk.state.get()).toEqual(noRiskState);
  });

  it('a lifted flag counts for nothing', async () => {
    const reasons = [{ source: 'ageOnFile' as const, params: {}, at: now, by: null }];
    const elderly = { flag: 'elderly' as const, reasons, confirmed: null, keep: 'file' as const };
    guidance.set(heard('groupChatTeacher', 'guaranteedReturn'));
    caller.set(called({ flags: [{ ...elderly, lifted: null }], pendingTransaction: pending(15_000_000) }));
    await settled('critical');
    const by = { personId: 'p-1', name: '小周' };
    caller.set(
      called({ flags: [{ ...elderly, lifted: { at: now, by } }], pendingTransaction: pending(15_000_000) }),
    );
    await settled('high');
  });
});

describe('when the tables or the engine fail', () => {
  it('a machine without the engine says so', async () => {
    const without = start(async () => null);
    caller.set(called({ riskFacts: [fact('newPayee')] }));
    await vi.waitFor(() =>
      expect(without.state.get()).toMatchObject({ tier: 'unknown', unknown: 'engineMissing', control: null }),
    );
  });

  it('a refused table is said beside the tier of the last good one', async () => {
    caller.set(called({ riskFacts: [fact('newPayee')] }));
    await settled('low');
    files.texts = changed(files.texts, '>= 300000', '>= ');
    await risk.reload();
    expect(risk.state.get()).toMatchObject({
      tier: 'low',
      table: { isLastGood: true },
      refused: [{ file: 'risk-tier.json', where: '情形 Circumstances · row 3 · 金额 Amount' }],
    });
  });

  it('no table at all is unknown, not none', async () => {
    files.texts = { ...files.texts, model: '{}' };
    const without = start();
    caller.set(called());
    await vi.waitFor(() => expect(without.state.get().unknown).toBe('noTable'));
    expect(without.state.get().tier).toBe('unknown');
  });

  it('an engine that fails at a decision is unknown, and the call goes on', async () => {
    const failing = start(async () => {
      const real = await loadZenEngine();
      let times = 0;
      return (
        real && {
          ...real,
          compile: (model) => {
            const run = real.compile(model);
            // Right for the test rows, broken for the call.
            return (facts) => ((times += 1) > 20 ? Promise.reject(new Error('out of memory')) : run(facts));
          },
        }
      );
    });
    caller.set(called());
    await vi.waitFor(() => expect(failing.state.get().unknown).toBe('failed'));
  });

  it('after dispose nothing changes', async () => {
    caller.set(called());
    await settled('none');
    risk.dispose();
    guidance.set(heard('confined'));
    expect(risk.state.get().tier).toBe('none');
  });
});
