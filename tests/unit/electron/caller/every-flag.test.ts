import { expect, it } from 'vitest';
import { activeFlags } from '#shared/caller/flag-rules.ts';
import { careFlagIds } from '#shared/care/care-flag-ids.ts';
import { call, callerWorld, ready } from '#tests/support/caller-world.ts';
import { callersByFlag } from '#tests/screens/callers-by-flag.ts';

// The album (`npm run screens`) rings each of these over SIP and takes a picture of the desk.
it('every care flag has a caller of its own in the album, who has it before the call is answered', async () => {
  const seen = new Map<string, readonly string[]>();
  for (const [name, number] of Object.entries(callersByFlag)) {
    const { current, until, dispose } = await callerWorld();
    try {
      current.set(call({ number }));
      seen.set(name, activeFlags((await until(ready)).flags));
    } finally {
      await dispose();
    }
  }
  expect([...new Set([...seen.values()].flat())].toSorted()).toEqual([...careFlagIds].toSorted());
});
