/**
 * What a core can do wrong, for tests and drills. Set through the object only; there is no way to them over HTTP.
 * `before`: nothing was done; `after`: it was done and nobody hears of it.
 */
export type SandboxFault = { readonly on: string; readonly times?: number } & (
  | { readonly kind: 'delay'; readonly ms: number }
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly body?: unknown;
      readonly retryAfterS?: number;
    }
  | { readonly kind: 'drop'; readonly when: 'before' | 'after' }
  | { readonly kind: 'silence'; readonly when: 'before' | 'after' }
  | { readonly kind: 'twice' }
  | { readonly kind: 'page' }
  | { readonly kind: 'later'; readonly ms: number }
);

export interface SandboxFaults {
  /** `on` is method and start of the path: `POST /v1/holds`. Without `times` it strikes once. */
  add(fault: SandboxFault): void;
  clear(): void;
  /** Takes one strike of the first fault that fits, else what the drill in force wants. */
  take(request: string): SandboxFault | undefined;
}

/** What strikes when no fault was set for the request. */
export interface Standing {
  take(request: string): SandboxFault | undefined;
}

export function createSandboxFaults(standing: Standing): SandboxFaults {
  let waiting: { readonly fault: SandboxFault; left: number }[] = [];
  return {
    add: (fault) => void waiting.push({ fault, left: fault.times ?? 1 }),
    clear: () => void (waiting = []),
    take(request) {
      const hit = waiting.find(({ fault }) => request.startsWith(fault.on));
      if (!hit) return standing.take(request);
      hit.left -= 1;
      waiting = waiting.filter(({ left }) => left > 0);
      return hit.fault;
    },
  };
}
