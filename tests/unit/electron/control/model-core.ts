import type { ControlCore } from '#electron/control/ask-core.ts';
import type { ControlAnswer, ControlReceipt, HoldAnswer } from '#electron/core/ports.ts';
import type { WireControlRequest } from '#shared/core/wire-control.ts';

/**
 * A core as a model: what it has really done, by key, and how it answers. Before each answer `mood` says what goes wrong; what was
 * done is done whatever is heard of it.
 */
export interface ModelCore extends ControlCore {
  /** Receipts by key: what was really done. */
  readonly bound: ReadonlyMap<string, string>;
  /** Receipt of the hold that stands on each card. */
  readonly standing: ReadonlyMap<string, string>;
  /** How often a key was bound to a second receipt: never. */
  doubles(): number;
}

export type Mood =
  'well' | 'lostBefore' | 'lostAfter' | 'neverLeft' | 'refused' | 'busy' | 'fault' | 'garbage' | 'takenOnly';

const trouble = (
  code: 'timeout' | 'unreachable' | 'busy' | 'coreFault' | 'badAnswer',
  beforeWire = false,
): Extract<HoldAnswer, { kind: 'trouble' }> => ({ kind: 'trouble', code, params: {}, beforeWire });

export function createModelCore(mood: () => Mood): ModelCore {
  const bound = new Map<string, string>();
  const standing = new Map<string, string>();
  const processing = new Map<string, () => string | null>();
  let doubles = 0;
  const bind = (key: string, receipt: string): string => {
    const known = bound.get(key);
    if (known !== undefined && known !== receipt) doubles += 1;
    bound.set(key, known ?? receipt);
    return known ?? receipt;
  };
  const hold = (key: string, cardId: string): string => {
    const known = bound.get(key);
    if (known !== undefined) return known;
    const receipt = standing.get(cardId) ?? `LS-${key}`;
    standing.set(cardId, receipt);
    return bind(key, receipt);
  };
  const undo = (key: string, { target, undoes }: WireControlRequest): string | null => {
    const known = bound.get(key);
    if (known !== undefined) return known;
    if (standing.get(target.id) !== undoes) return null;
    standing.delete(target.id);
    return bind(key, `JC-${key}`);
  };
  const receiptOf = (receipt: string): ControlReceipt => ({
    receipt,
    at: '2026-11-28T08:00:00Z',
    undoBy: ['teamLead'],
    already: false,
  });
  const place = (key: string, run: () => string | null, onWire: (() => void) | undefined): ControlAnswer => {
    const now = mood();
    if (now === 'neverLeft') return trouble('unreachable', true);
    onWire?.();
    if (now === 'lostBefore') return trouble('timeout');
    if (now === 'busy') return { ...trouble('busy'), retryAfterMs: 700 };
    if (now === 'fault') return trouble('coreFault');
    // A refusal binds nothing, and a key that is bound is not refused.
    if (now === 'refused' && !bound.has(key)) return { kind: 'refused', code: 'refused', reason: 'refused' };
    if (now === 'takenOnly' && !bound.has(key)) {
      processing.set(key, run);
      return { kind: 'processing' };
    }
    const receipt = run();
    if (receipt === null) return { kind: 'refused', code: 'nothingToUndo', reason: 'nothingToUndo' };
    if (now === 'lostAfter') return trouble('timeout');
    if (now === 'garbage') return trouble('badAnswer');
    return { kind: 'receipt', receipt: receiptOf(receipt) };
  };
  const ask = (key: string): ControlAnswer => {
    const now = mood();
    if (now === 'lostBefore' || now === 'lostAfter') return trouble('timeout');
    if (now === 'neverLeft') return trouble('unreachable', true);
    if (now === 'fault' || now === 'busy') return trouble('coreFault');
    const waiting = processing.get(key);
    if (waiting && now === 'takenOnly') return { kind: 'processing' };
    if (waiting) {
      processing.delete(key);
      waiting();
    }
    const receipt = bound.get(key);
    return receipt === undefined ? { kind: 'keyUnknown' } : { kind: 'receipt', receipt: receiptOf(receipt) };
  };
  const withCard = (answer: ControlAnswer, cardId: string): HoldAnswer =>
    (answer.kind === 'receipt'
      ? { ...answer, receipt: { ...answer.receipt, cardId } }
      : answer) as HoldAnswer;
  return {
    bound,
    standing,
    doubles: () => doubles,
    placeHold: async (key, { cardId }, options) =>
      withCard(
        place(key, () => hold(key, cardId), options?.onWire),
        cardId,
      ),
    holdByKey: async (key, cardId) => withCard(ask(key), cardId),
    placeControl: async (key, request, options) => place(key, () => undo(key, request), options?.onWire),
    controlByKey: async (key) => ask(key),
  };
}
