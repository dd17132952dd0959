import { describe, expect, it } from 'vitest';
import { isLoopback, writtenForPeer } from '#electron/sip/candidates.ts';

// As Chromium 130 wrote it on a machine with a wire and loopback.
const [loop, wire, loop6, wire6, tcp] = [
  'a=candidate:1 1 udp 2122194687 127.0.0.1 53498 typ host generation 0 network-id 3 network-cost 50',
  'a=candidate:2 1 udp 2122063615 192.0.2.2 38594 typ host generation 0 network-id 1',
  'a=candidate:3 1 udp 2122267903 ::1 41602 typ host generation 0 network-id 4 network-cost 50',
  'a=candidate:4 1 udp 2122134271 fd00::2 57275 typ host generation 0 network-id 2',
  'a=candidate:5 1 tcp 1518083839 192.0.2.2 9 typ host tcptype active generation 0 network-id 1',
] as const;
const sdp = (port: number, address: string, candidates: readonly string[]): string =>
  [
    ...['v=0', 'o=- 1 2 IN IP4 127.0.0.1', 's=-', 't=0 0', 'a=group:BUNDLE 0 1'],
    ...[`m=audio ${port} UDP/TLS/RTP/SAVPF 111 0`, `c=IN IP4 ${address}`, 'a=rtcp:9 IN IP4 0.0.0.0'],
    ...candidates,
    ...['a=ice-ufrag:x', 'a=ice-options:trickle', 'a=mid:0'],
    ...['m=video 0 UDP/TLS/RTP/SAVPF 96', 'c=IN IP4 0.0.0.0', 'a=inactive', ''],
  ].join('\r\n');
const candidatesOf = (text: string): readonly string[] =>
  text.split('\r\n').filter((line) => line.startsWith('a=candidate:'));

describe('the description as it goes out', () => {
  const made = sdp(53_498, '127.0.0.1', [loop, wire, loop6, wire6, tcp]);

  it('names no loopback address to an exchange elsewhere, and not as the default either', () => {
    const written = writtenForPeer(made, false);
    expect(candidatesOf(written)).toEqual([wire6, wire, tcp]);
    expect(written).toContain('m=audio 38594 UDP/TLS/RTP/SAVPF 111 0\r\nc=IN IP4 192.0.2.2\r\n');
  });

  it('keeps it for an exchange on this machine, in the order in which the browser will take them', () => {
    const written = writtenForPeer(made, true);
    expect(candidatesOf(written)).toEqual([wire6, wire, loop6, loop, tcp]);
    expect(written).toContain('m=audio 53498 UDP/TLS/RTP/SAVPF 111 0\r\nc=IN IP4 127.0.0.1');
  });

  it('keeps what there is where there is nothing else', () => {
    const written = writtenForPeer(sdp(53_498, '127.0.0.1', [loop]), false);
    expect(candidatesOf(written)).toEqual([loop]);
    expect(written).toContain('m=audio 53498 UDP/TLS/RTP/SAVPF 111 0\r\nc=IN IP4 127.0.0.1');
  });

  it('leaves the address of a relay where it is', () => {
    const relay = 'a=candidate:9 1 udp 41885439 203.0.113.9 50000 typ relay raddr 198.51.100.7 rport 1';
    const written = writtenForPeer(sdp(50_000, '203.0.113.9', [wire, relay]), false);
    expect(written).toContain('m=audio 50000 UDP/TLS/RTP/SAVPF 111 0\r\nc=IN IP4 203.0.113.9');
  });

  it('changes nothing else: a refused section, a section without candidates, the end', () => {
    const written = writtenForPeer(made, false);
    const rest = (text: string): readonly string[] =>
      text.split('\r\n').filter((line) => !/^(a=candidate|m=audio|c=IN IP4 (127|192))/.test(line));
    expect(rest(written)).toEqual(rest(made));
    expect(written).toContain('a=ice-options:trickle');
    const bare = 'v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 0\r\nc=IN IP4 0.0.0.0\r\n';
    expect(writtenForPeer(bare, false)).toBe(bare);
  });
});

describe('loopback', () => {
  it.each([
    ['127.0.0.1', true],
    ['127.8.9.1', true],
    ['::1', true],
    ['::ffff:127.0.0.1', true],
    ['192.0.2.2', false],
    ['fd00::2', false],
    ['1270.example', false],
  ])('%s: %s', (address, is) => expect(isLoopback(address)).toBe(is));
});
