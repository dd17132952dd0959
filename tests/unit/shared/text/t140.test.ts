import { describe, expect, it } from 'vitest';
import { createT140Buffer } from '#shared/text/t140-buffer.ts';
import { encodeEdit, noText, readT140, taken, withLoss, type T140State } from '#shared/text/t140.ts';
import { t140StreamOf, withT140, withMissingSections } from '#shared/text/t140-sdp.ts';
import { createManualClock } from '#tests/support/manual-clock.ts';
import { seeded } from '#tests/support/seeded.ts';

const read = (...chunks: string[]): T140State => chunks.reduce(readT140, noText);

describe('real-time text as it is read (T.140)', () => {
  it('grows character by character and ends with a line separator', () => {
    expect(read('我', '听', '不见')).toMatchObject({ line: '我听不见', lines: [] });
    expect(read('你好\u2028在吗')).toMatchObject({ lines: ['你好'], line: '在吗' });
    expect(read('a\r', '\nb\rc\nd')).toMatchObject({ lines: ['a', 'b', 'c'], line: 'd' });
    expect(read('\u2028\u2028x')).toMatchObject({ lines: ['', ''], line: 'x' });
  });

  it('erases what a reader sees as one character, and past the beginning of a line', () => {
    expect(read('123\b\b4').line).toBe('14');
    expect(read('é👨‍👩‍👧‍👦', '\b').line).toBe('é');
    expect(read('ab\u2028', '\b', '\b')).toMatchObject({ lines: [], line: 'a' });
    expect(read('\b\b\bx').line).toBe('x');
    expect(taken(read('ab\u2028')).lines).toEqual([]);
    expect(readT140(taken(read('ab\u2028')), '\b')).toMatchObject({ lines: [], line: '' });
  });

  it('shows nothing of marks and controls, also when they come in pieces, and keeps the mark of lost text', () => {
    expect(read('\uFEFF你', '\uFEFF好').line).toBe('你好');
    expect(read('a\u009b', '1', 'mb').line).toBe('ab');
    expect(read('a\u0098secret', ' more\u009cb').line).toBe('ab');
    expect(read('a\u001b', 'cb\u0007\u0000\u0085').line).toBe('ab');
    expect(read('a\uFFFDb').line).toBe('a\uFFFDb');
    expect(withLoss(read('ab')).line).toBe('ab\uFFFD');
  });

  it('becomes what was typed, whatever the corrections, in whatever pieces it comes', () => {
    const random = seeded(140);
    const letters = [...'我听不见abc 12', '👍🏽', '👨‍👩‍👧‍👦', 'é', '한', '字'];
    for (let run = 0; run < 300; run += 1) {
      let [shown, wire] = ['', ''];
      for (let turn = 0; turn < 30; turn += 1) {
        const cut = Math.floor(random() * 3) === 0 ? Math.floor(random() * (shown.length + 1)) : shown.length;
        const kept = [...new Intl.Segmenter().segment(shown)]
          .filter(({ index, segment }) => index + segment.length <= cut)
          .map(({ segment }) => segment)
          .join('');
        const next = kept + (letters[Math.floor(random() * letters.length)] ?? '');
        wire += encodeEdit(shown, next);
        shown = next;
      }
      let state = noText;
      for (let rest = [...wire]; rest.length > 0;) {
        const size = 1 + Math.floor(random() * 4);
        state = readT140(state, rest.slice(0, size).join(''));
        rest = rest.slice(size);
      }
      expect(state.line).toBe(shown);
    }
  });
});

describe('real-time text on its way', () => {
  it('is gathered for 300 ms, begins with the mark, and goes at once when a line ends', () => {
    const clock = createManualClock();
    const sent: string[] = [];
    const buffer = createT140Buffer({ clock, send: (text) => void sent.push(text) });
    buffer.add('你');
    clock.advance(200);
    buffer.add('好');
    expect(sent).toEqual([]);
    clock.advance(100);
    expect(sent).toEqual(['\uFEFF你好']);
    buffer.add('吗\u2028');
    buffer.flush();
    expect(sent).toEqual(['\uFEFF你好', '吗\u2028']);
    clock.advance(5_000);
    expect(sent).toHaveLength(2);
  });

  it('keeps to what the far end can read, and loses nothing by it', () => {
    const clock = createManualClock();
    const sent: string[] = [];
    const buffer = createT140Buffer({ clock, send: (text) => void sent.push(text), cps: 10 });
    const text = '字'.repeat(250);
    buffer.add(text);
    buffer.flush();
    expect(sent.join('').length).toBe(101);
    for (let turn = 0; turn < 100; turn += 1) clock.advance(300);
    expect(sent.join('')).toBe(`\uFEFF${text}`);
  });
});

describe('real-time text in a description (RFC 8865)', () => {
  const offer = [
    'v=0',
    'm=audio 9 UDP/TLS/RTP/SAVPF 0',
    'a=mid:0',
    'm=application 9 UDP/DTLS/SCTP webrtc-datachannel',
    'a=mid:1',
    'a=sctp-port:5000',
    'a=dcmap:2 label="customer service";subprotocol="t140"',
    'a=dcsa:2 fmtp:t140 cps=20',
    '',
  ].join('\r\n');

  it('is found by its subprotocol, with its stream and speed', () => {
    expect(t140StreamOf(offer)).toEqual({ id: 2, cps: 20 });
    expect(t140StreamOf(offer.replace('m=application 9', 'm=application 0'))).toBeNull();
    expect(t140StreamOf(offer.replace('"t140"', '"msrp"'))).toBeNull();
    expect(t140StreamOf('v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 0\r\n')).toBeNull();
  });

  it('is written into the data channel section, once, and nowhere else', () => {
    const plain = offer.replace(/a=dc.*\r\n/g, '');
    const written = withT140(plain, { id: 2, cps: 30 });
    expect(t140StreamOf(written)).toEqual({ id: 2, cps: 30 });
    expect(written.split('m=application')[0]).not.toContain('dcmap');
    expect(withT140(written, { id: 4, cps: 1 })).toBe(written);
    const audio = plain.split('m=application')[0] ?? '';
    expect(withT140(audio, { id: 2, cps: 30 })).toBe(audio);
  });

  it('an answer that leaves sections out is read as one that refuses them', () => {
    const audio = offer.split('m=application')[0] ?? '';
    expect(withMissingSections(audio, offer)).toBe(
      `${audio}m=application 0 UDP/DTLS/SCTP webrtc-datachannel\r\nc=IN IP4 0.0.0.0\r\na=mid:1\r\n`,
    );
    expect(withMissingSections(audio.trimEnd(), offer)).toContain('a=mid:0\r\nm=application 0 ');
    expect(withMissingSections(offer, offer)).toBe(offer);
    expect(withMissingSections(audio, audio)).toBe(audio);
  });
});
