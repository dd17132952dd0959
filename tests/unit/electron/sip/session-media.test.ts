import { describe, expect, it } from 'vitest';
import { backoffDelayMs } from '#electron/sip/backoff.ts';
import { endOfCancel, endOfRefusedInvite } from '#electron/sip/end-reason.ts';
import { problemOfConnect } from '#electron/sip/line-problem.ts';
import { answerDirection, directionOf } from '#electron/sip/session-media.ts';

describe('directions of RFC 3264', () => {
  it.each([
    ['sendrecv', false, 'sendrecv'],
    ['sendrecv', true, 'sendonly'],
    ['sendonly', false, 'recvonly'],
    ['sendonly', true, 'inactive'],
    ['recvonly', false, 'sendonly'],
    ['inactive', false, 'inactive'],
  ] as const)('to %s, held %s, answers %s', (remote, held, expected) => {
    expect(answerDirection(remote, held)).toBe(expected);
  });

  it('reads the audio section first, then the session, else sendrecv', () => {
    expect(directionOf('v=0\r\na=inactive\r\nm=audio 9 RTP/AVP 0\r\na=sendonly\r\n')).toBe('sendonly');
    expect(directionOf('v=0\r\na=recvonly\r\nm=audio 9 RTP/AVP 0\r\n')).toBe('recvonly');
    expect(directionOf('v=0\r\nm=audio 9 RTP/AVP 0\r\nm=video 9 RTP/AVP 96\r\na=inactive\r\n')).toBe(
      'sendrecv',
    );
  });
});

describe('reasons', () => {
  it('knows a call that another seat took from one that was given up (RFC 3326)', () => {
    expect(endOfCancel('Q.850;cause=26').reason).toBe('answeredElsewhere');
    expect(endOfCancel('SIP ;cause=200 ;text="Call completed elsewhere"').reason).toBe('answeredElsewhere');
    expect(endOfCancel('Q.850;cause=16')).toEqual({ by: 'caller', reason: 'cancelled', status: null });
  });

  it('puts a refused INVITE into words', () => {
    expect(endOfRefusedInvite(486)).toMatchObject({ reason: 'busy', status: 486 });
    expect(endOfRefusedInvite(404)).toMatchObject({ reason: 'notFound' });
    expect(endOfRefusedInvite(503)).toMatchObject({ reason: 'refused', by: 'exchange' });
  });

  it('tells a certificate from a missing exchange', () => {
    expect(problemOfConnect(Object.assign(new Error('x'), { code: 'CERT_HAS_EXPIRED' })).code).toBe(
      'certificate',
    );
    expect(
      problemOfConnect(Object.assign(new Error('x'), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' })).code,
    ).toBe('certificate');
    expect(problemOfConnect(Object.assign(new Error('x'), { code: 'ECONNREFUSED' })).code).toBe(
      'unreachable',
    );
  });
});

describe('backoff', () => {
  it('doubles, is capped, and leaves half to chance', () => {
    const backoff = { firstMs: 500, mostMs: 30_000 };
    expect([1, 2, 3, 20].map((attempt) => backoffDelayMs(backoff, attempt, () => 1))).toEqual([
      500, 1000, 2000, 30_000,
    ]);
    expect(backoffDelayMs(backoff, 3, () => 0)).toBe(1000);
  });
});
