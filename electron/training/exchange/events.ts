/** What the embedded exchange tells the floor. `callId` is the exchange's own (`X-Call-Id`), not the SIP Call-ID. Instants are epoch ms. */
export type ExchangeEvent =
  | { readonly kind: 'reachable'; readonly at: number; readonly user: string; readonly reachable: boolean }
  | { readonly kind: 'offered'; readonly at: number; readonly callId: string; readonly queue: string }
  | {
      readonly kind: 'ringing';
      readonly at: number;
      readonly callId: string;
      readonly queue: string | null;
      readonly user: string;
    }
  /** The seat did not take it (ring timeout, declined, gone); a queue call goes on waiting. */
  | {
      readonly kind: 'notTaken';
      readonly at: number;
      readonly callId: string;
      readonly queue: string | null;
      readonly user: string;
      readonly status: number;
    }
  /** `waitMs`: from entering the queue (or from the INVITE) to the 200. */
  | {
      readonly kind: 'answered';
      readonly at: number;
      readonly callId: string;
      readonly queue: string | null;
      readonly user: string;
      readonly waitMs: number;
    }
  | {
      readonly kind: 'abandoned';
      readonly at: number;
      readonly callId: string;
      readonly queue: string | null;
      readonly waitMs: number;
    }
  | { readonly kind: 'failed'; readonly at: number; readonly callId: string; readonly status: number }
  /** An answered call is over. `by`: who sent the BYE; `line` when a dialog was found dead. */
  | {
      readonly kind: 'ended';
      readonly at: number;
      readonly callId: string;
      readonly user: string;
      readonly by: 'caller' | 'callee' | 'line';
      readonly talkMs: number;
    };
