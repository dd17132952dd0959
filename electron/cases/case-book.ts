import type { Log } from '#electron/log/log.ts';
import type { CaseTier, VerificationCase } from '#shared/cases/contract.ts';
import type { WireCase } from '#shared/core/wire-case.ts';
import type { Clock, Undo } from '#shared/lib/clock.ts';
import { createPublisher, type Source } from '#shared/lib/publisher.ts';
import { ageOf, caseView, inOrder } from './case-view.ts';
import type { CaseControls, CaseFeed, JudgeCase } from './ports.ts';

export interface CaseBookDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly feed: CaseFeed;
  readonly controls: Pick<CaseControls, 'asked'>;
  readonly judge: JudgeCase;
  readonly seat: () => string | null;
}

/** Every case the core has told of, with its tier and its place in the order. */
export interface CaseBook {
  readonly cases: Source<readonly VerificationCase[]>;
  readonly heard: () => boolean;
  find(caseId: string): WireCase | undefined;
  shown(caseId: string): VerificationCase | undefined;
  /** What an answer of the core says, before the feed says it too. */
  learn(one: WireCase): void;
  /** Judges all anew: the bank's tables or the content have changed. */
  judgeAgain(): void;
  start(): void;
  dispose(): void;
}

/** The order depends on the time that is left. */
const orderEveryMs = 15_000;
const notYet: CaseTier = { tier: 'unknown', control: null, reasons: [] };

export function createCaseBook(deps: CaseBookDeps): CaseBook {
  const { clock, log, feed, controls, judge } = deps;
  const known = new Map<string, WireCase>();
  const tiers = new Map<string, { readonly facts: string; readonly tier: CaseTier }>();
  const cases = createPublisher<readonly VerificationCase[]>([]);
  let heard = false;
  let undos: readonly Undo[] = [];
  let undoOrder: Undo = () => undefined;

  const view = (one: WireCase): VerificationCase =>
    caseView(one, {
      now: clock.now(),
      seat: deps.seat(),
      tier: tiers.get(one.caseId)?.tier ?? notYet,
      asked: controls.asked.get().get(one.caseId) ?? [],
    });
  const show = (): void => cases.set(inOrder([...known.values()].map(view)).slice(0, 500));
  const factsOf = (one: WireCase): string =>
    JSON.stringify([one.cues, one.money, one.holder.birthMonth, one.holder.flags]);
  const judgeOne = (one: WireCase): void => {
    const facts = factsOf(one);
    if (tiers.get(one.caseId)?.facts === facts) return;
    tiers.set(one.caseId, { facts, tier: tiers.get(one.caseId)?.tier ?? notYet });
    judge(one, ageOf(one, clock.now())).then(
      (tier) => {
        if (tiers.get(one.caseId)?.facts !== facts) return;
        tiers.set(one.caseId, { facts, tier });
        show();
      },
      (error: unknown) => log.error('case not judged', { caseId: one.caseId, error: String(error) }),
    );
  };
  const put = (one: WireCase): void => {
    known.set(one.caseId, one);
    judgeOne(one);
  };
  const order = (): void => {
    if (known.size > 0) show();
    undoOrder = clock.after(orderEveryMs, order);
  };
  return {
    cases,
    heard: () => heard,
    find: (caseId) => known.get(caseId),
    shown: (caseId) => cases.get().find((one) => one.caseId === caseId),
    learn(one) {
      put(one);
      show();
    },
    judgeAgain() {
      tiers.clear();
      for (const one of known.values()) judgeOne(one);
    },
    start() {
      undos = [
        feed.start({
          all(all) {
            heard = true;
            known.clear();
            for (const one of all) put(one);
            show();
          },
          one(changed) {
            heard = true;
            put(changed);
            show();
          },
        }),
        controls.asked.subscribe(show),
      ];
      order();
    },
    dispose() {
      undoOrder();
      for (const undo of undos) undo();
    },
  };
}
