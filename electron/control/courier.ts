import { startErrand, type Errand, type ErrandDeps } from './errand.ts';

/** Carries holds from the disk to the core until each has a final answer; never two errands for one hold. */
export interface Courier {
  carry(holdId: string, askFirst: boolean): void;
  /** The next try is now. */
  hurry(holdId: string): void;
  hurryAll(): void;
  dispose(): void;
}

export function createCourier(deps: ErrandDeps): Courier {
  const errands = new Map<string, Errand>();
  let disposed = false;
  return {
    carry(holdId, askFirst) {
      if (disposed || errands.has(holdId)) return;
      errands.set(
        holdId,
        startErrand(deps, holdId, askFirst, () => void errands.delete(holdId)),
      );
    },
    hurry: (holdId) => void errands.get(holdId)?.hurry(),
    hurryAll() {
      for (const errand of errands.values()) errand.hurry();
    },
    dispose() {
      disposed = true;
      for (const errand of errands.values()) errand.stop();
      errands.clear();
    },
  };
}
