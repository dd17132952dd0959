import { describe, expect, it } from 'vitest';
import { createSipTrace, maskAddress, maskSip } from '#electron/sip/trace.ts';

const number = '+8613800002207';
const name = '贾桂珍';
const invite = [
  `INVITE sip:${number}@bank.example;user=phone SIP/2.0`,
  'Via: SIP/2.0/WSS 10.0.0.1;branch=z9hG4bKabc',
  `From: "${name}" <sip:${number}@bank.example>;tag=a1`,
  `To: ${name} <tel:${number}>`,
  `P-Asserted-Identity: "${name}" <sip:13800002207@bank.example>`,
  `Diversion: <sip:${number}@bank.example>;reason=user-busy`,
  `Contact: <sip:${number}@10.0.0.1;transport=ws>`,
  `X-Customer-Id: C-${number}`,
  `X-Name: ${name}`,
  'Subject: 6222021234567788',
  'Call-ID: abc@10.0.0.1',
  'CSeq: 1 INVITE',
  'Authorization: Digest username="3107",',
  ' realm="bank", nonce="deadbeef", response="0123456789abcdef0123456789abcdef"',
  'Content-Type: application/sdp',
  '',
  'v=0',
  'o=- 1 1 IN IP4 10.0.0.7',
  'm=audio 4000 UDP/TLS/RTP/SAVPF 111',
  'a=ice-pwd:verysecretpassword',
  'a=fingerprint:sha-256 AA:BB',
  'a=sendonly',
].join('\r\n');

describe('the SIP trace', () => {
  it('shows how the call went and nothing of who is in it', () => {
    const masked = maskSip(invite);
    for (const secret of [
      '13800002207',
      name,
      'deadbeef',
      '0123456789abcdef',
      '6222',
      'C-',
      'verysecret',
      'AA:BB',
      '10.0.0.7',
    ])
      expect(masked, secret).not.toContain(secret);
    expect(masked).toContain('INVITE sip:138****2207@bank.example;user=phone SIP/2.0');
    expect(masked).toContain('From: "…" <sip:138****2207@bank.example>;tag=a1');
    expect(masked).toContain('Authorization: Digest [masked]');
    expect(masked).toContain('X-Customer-Id: [masked]');
    expect(masked).toContain('a=sendonly');
  });

  it('says only the size of text and keys', () => {
    const message = `MESSAGE sip:1001@bank.example SIP/2.0\r\nCall-ID: x\r\nContent-Type: text/plain\r\n\r\n我的卡号 6222`;
    expect(maskSip(message)).toContain('[17 bytes of text/plain]');
    expect(maskSip(message)).not.toContain('6222');
  });

  it.each([
    '',
    '\0\0\0',
    `garbage ${number}`,
    `INVITE\r\n${number}: ${number}`,
    `SIP/2.0 200 ${number}\r\n\r\n`,
  ])('lets nothing through of what is no SIP: %j', (message) =>
    expect(maskSip(message)).not.toContain('13800002207'),
  );

  it('keeps extensions and hosts readable', () => {
    expect(maskAddress('<sip:1001@bank.example>;tag=7')).toBe('<sip:1001@bank.example>;tag=7');
    expect(maskAddress('<sip:127.0.0.1:8443;transport=ws;lr>')).toBe('<sip:127.0.0.1:8443;transport=ws;lr>');
    expect(maskAddress(`<sip:1001@bank.example?Replaces=${number}>`)).not.toContain('13800002207');
  });

  it('is of one call and the registrations around it, and bounded', () => {
    const trace = createSipTrace(() => 0);
    trace.said('REGISTER sip:x SIP/2.0\r\nCall-ID: r\r\nCSeq: 1 REGISTER\r\n\r\n');
    trace.heard(invite);
    trace.heard(invite.replace('abc@10', 'other@10'));
    expect(trace.text(['abc@10.0.0.1']).messages).toBe(2);
    expect(trace.text(null).messages).toBe(3);
    for (let turn = 0; turn < 5_000; turn += 1) trace.heard(invite);
    expect(trace.text(null).messages).toBeLessThanOrEqual(600);
    expect(trace.text(null).text.length).toBeLessThan(1_600_000);
  });
});
