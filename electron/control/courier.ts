import { startErrand, type Errand, type ErrandDeps } from './errand.ts';

/** Carries requests from the disk to the core until each has a final answer; never two errands for one request. */
export interface Courier {
  carry(requestId: string, askFirst: boolean): void;
  /** The next try is now. */
  hurry(requestId: string): void;
  hurryAll(): void;
  /** Stops the errand and answers true if nothing of it can have left; otherwise it goes on and the answer is false. */
  callBack(requestId: string): boolean;
  dispose(): void;
}

export function createCourier(deps: ErrandDeps): Courier {
  const errands = new Map<string, Errand>();
  let disposed = false;
  return {
    carry(requestId, askFirst) {
      if (disposed || errands.has(requestId)) return;
      errands.set(
        requestId,
        startErrand(deps, requestId, askFirst, () => void errands.delete(requestId)),
      );
    },
    hurry: (requestId) => void errands.get(requestId)?.hurry(),
    hurryAll() {
      for (const errand of errands.values()) errand.hurry();
    },
    callBack(requestId) {
      const errand = errands.get(requestId);
      if (!errand?.nothingLeft()) return false;
      errand.stop();
      errands.delete(requestId);
      return true;
    },
    dispose() {
      disposed = true;
      for (const errand of errands.values()) errand.stop();
      errands.clear();
    },
  };
}
