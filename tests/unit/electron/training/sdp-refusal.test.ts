import { expect, test } from 'vitest';
import { onlyAudio, refusedSections } from '#electron/training/caller/sdp.ts';

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
  expect(onlyAudio(offer)).not.toContain('m=video');
  expect(refusedSections(offer)).toBe(
    'm=video 0 UDP/TLS/RTP/SAVPF 96 97\r\nc=IN IP4 127.0.0.1\r\na=inactive\r\na=mid:1\r\n',
  );
  expect(refusedSections(onlyAudio(offer))).toBe('');
});
