import { describe, expect, it } from 'vitest';
import type { CallId } from '#shared/lib/ids.ts';
import { createDeskRig, createWireCall } from './desk-rig.ts';

describe('somebody else at the other end (RFC 3325 in a re-INVITE or UPDATE)', () => {
  async function talking() {
    const desk = createDeskRig();
    const caller = createWireCall('a', { 'X-Customer-Id': 'C1', 'X-Ivr-Verified': 'yes' }, { user: '1002' });
    desk.ring(caller);
    await desk.calls.answer('a' as CallId);
    return { desk, caller };
  }

  it('is who the desk shows from now on, and nothing of the one before is theirs', async () => {
    const { desk, caller } = await talking();
    expect(desk.calls.current.get()).toMatchObject({ number: '1002', customerId: 'C1' });
    caller.hear({ kind: 'identity', user: '13800002207', displayName: 'Jia' });
    expect(desk.calls.current.get()).toMatchObject({
      number: '13800002207',
      displayName: 'Jia',
      customerId: null,
      ivrVerified: null,
      care: null,
    });
    const [shown] = desk.calls.state.get().calls;
    expect(shown?.displayName).toBe('Jia');
    expect(shown?.numberMasked).not.toContain('13800002207');
  });

  it('is the same one with the number written otherwise, and withheld numbers say nothing', async () => {
    const { desk, caller } = await talking();
    caller.hear({ kind: 'identity', user: '13800002207', displayName: 'Jia' });
    const before = desk.calls.current.get();
    caller.hear({ kind: 'identity', user: '+8613800002207', displayName: 'Jia' });
    caller.hear({ kind: 'identity', user: 'anonymous', displayName: '' });
    expect(desk.calls.current.get()).toBe(before);
  });
});
