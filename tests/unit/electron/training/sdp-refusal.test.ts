import { expect, test } from 'vitest';
import { inPlacesOf, onlyKinds } from '#electron/training/caller/sdp.ts';

const offer = [
  'v=0',
  'a=group:BUNDLE 0 1',
  'm=audio 4000 UDP/TLS/RTP/SAVPF 0',
  'a=mid:0',
  'm=video 9 UDP/TLS/RTP/SAVPF 96 97',
  'a=mid:1',
  'a=sendrecv',
  '',
].join('\r\n');

test('a simulated caller refuses pictures with port 0, in their place and by their name', () => {
  const heard = onlyKinds(offer, ['audio']);
  expect(heard).not.toContain('m=video');
  expect(heard).toContain('a=group:BUNDLE 0\r\n');
  const refused = 'm=video 0 UDP/TLS/RTP/SAVPF 96 97\r\nc=IN IP4 127.0.0.1\r\na=inactive\r\na=mid:1\r\n';
  expect(inPlacesOf(offer, heard)).toBe(heard + refused);
  expect(inPlacesOf(heard, heard)).toBe(heard);
});

test('what a simulated caller takes stands where it was offered, between what it refuses', () => {
  const text = 'm=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\na=mid:2\r\n';
  const both = offer.replace('BUNDLE 0 1', 'BUNDLE 0 1 2') + text;
  const taken = onlyKinds(both, ['audio', 'application']);
  expect(taken).toContain('a=group:BUNDLE 0 2\r\n');
  const answer = inPlacesOf(both, taken);
  expect(answer.match(/^m=\w+ \d+/gm)).toEqual(['m=audio 4000', 'm=video 0', 'm=application 9']);
  expect(answer).toContain('a=group:BUNDLE 0 2\r\n');
});
