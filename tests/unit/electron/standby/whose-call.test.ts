import { describe, expect, test } from 'vitest';
import { type Pulse, composeTakeover } from '#electron/compose/takeover.ts';
import type { KeptCall } from '#electron/call/ports.ts';
import { silentLog } from '#electron/log/log.ts';
import { createPublisher } from '#shared/lib/publisher.ts';
import { createManualClock } from '#tests/support/manual-clock.ts';

/** A program that comes back to a call which `of` had, at a seat where `here` may sign in now. */
function returningTo(of: string, here: readonly string[]) {
  const clock = createManualClock();
  const resumed: string[] = [];
  const kept = {
    call: { callId: 'call-1' },
    dialog: {},
    personId: of,
    muted: false,
    savedAt: clock.now(),
  } as unknown as KeptCall;
  const takeover = composeTakeover({
    clock,
    log: silentLog,
    pulse: { beat: () => undefined, last: () => clock.now() } satisfies Pulse,
    relief: null,
    way: null,
    values: () => ({ 'exchange.takeover': 'auto', 'exchange.takeoverSeconds': 15 }) as never,
    line: { resume: (id) => ({ id }) as never },
    calls: { resume: (sip) => void resumed.push(sip.id), state: createPublisher({ calls: [] }) },
    post: {
      open: () => undefined,
      hold: () => undefined,
      release: () => undefined,
      goodbye: () => undefined,
    },
    people: () => here.map((id) => ({ id })),
  });
  takeover.open({ all: () => [kept], remove: () => undefined } as never, new Uint8Array(32));
  return { takeover, resumed };
}

describe('whose call it is after the program died', () => {
  test('whoever was in it goes on, and nobody else is given it', () => {
    const { takeover, resumed } = returningTo('lin', ['lin', 'chen']);
    expect(takeover.returning()).toBe('lin');
    takeover.signedIn('chen');
    expect(resumed).toEqual([]);
    takeover.signedIn('lin');
    expect(resumed).toEqual(['call-1']);
  });

  test('the person is no more known here: whoever has the seat goes on, the caller does not wait', () => {
    const { takeover, resumed } = returningTo('lin', ['seat-1001']);
    expect(takeover.returning()).toBe('seat-1001');
    takeover.signedIn('seat-1001');
    expect(resumed).toEqual(['call-1']);
  });

  test('nobody may sign in: nobody is signed in', () => {
    const { takeover } = returningTo('lin', []);
    expect(takeover.returning()).toBeNull();
  });
});
