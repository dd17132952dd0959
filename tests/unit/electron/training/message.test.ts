import { describe, expect, it } from 'vitest';
import {
  branchOf,
  cseqOf,
  dropFirst,
  parseNameAddr,
  prepend,
  quoted,
  replace,
  responseTo,
  tagOf,
  topVia,
  userOf,
} from '#electron/training/sip/headers.ts';
import {
  formatMessage,
  header,
  headerList,
  parseMessage,
  type SipMessage,
} from '#electron/training/sip/message.ts';

const wire = (...lines: string[]): string => lines.join('\r\n');
const parsed = (text: string): SipMessage => {
  const message = parseMessage(text);
  if (!message) throw new Error('not a message');
  return message;
};

const invite = wire(
  'INVITE sip:queue-elderly@floor.test SIP/2.0',
  'Via: SIP/2.0/WS a.invalid;branch=z9hG4bKa, SIP/2.0/WS b.invalid;branch=z9hG4bKb',
  'v: SIP/2.0/WS c.invalid;branch=z9hG4bKc',
  'f: "贾女士, \\"阿婆\\"" <sip:+8613800000001@floor.test;user=phone>;tag=abc',
  't: <sip:queue-elderly@floor.test>',
  'i: 1@x',
  'CSeq: 7 INVITE',
  'X-Unknown:kept as it is;  even=this ',
  'Subject: 一条',
  '\t折起来的 标题',
  'Max-Forwards: 70',
  'Content-Length: 6',
  '',
  '你好',
);

describe('SIP messages', () => {
  it('keeps what it does not know, byte for byte, and counts the body in bytes', () => {
    const message = parsed(invite);
    expect(message.body).toBe('你好');
    expect(header(message, 'x-unknown')).toBe('kept as it is;  even=this');
    const again = formatMessage(message);
    expect(again).toContain('\r\nContent-Length: 6\r\n\r\n你好');
    expect(parsed(again)).toEqual({
      ...message,
      headers: message.headers.toSorted(
        ([a], [b]) => Number(a === 'Content-Length') - Number(b === 'Content-Length'),
      ),
    });
  });

  it('cuts a body at its Content-Length, in bytes', () => {
    const text = wire('OPTIONS sip:x SIP/2.0', 'Content-Length: 3', '', '你好');
    expect(parsed(text).body).toBe('你');
  });

  it('joins folded lines', () => {
    expect(header(parsed(invite), 'subject')).toBe('一条 折起来的 标题');
  });

  it('sees Vias on one line and on several as one list', () => {
    const message = parsed(invite);
    expect(headerList(message, 'via').map(branchOf)).toEqual(['z9hG4bKa', 'z9hG4bKb', 'z9hG4bKc']);
    expect(topVia(message)).toContain('a.invalid');
    const popped = { ...message, headers: dropFirst(message.headers, 'via') };
    expect(headerList(popped, 'via').map(branchOf)).toEqual(['z9hG4bKb', 'z9hG4bKc']);
    const twice = { ...message, headers: dropFirst(dropFirst(message.headers, 'via'), 'via') };
    expect(headerList(twice, 'via').map(branchOf)).toEqual(['z9hG4bKc']);
  });

  it('reads names, tags and users, also with commas, quotes and a user part that is encoded', () => {
    const from = parseNameAddr(header(parsed(invite), 'from')!);
    expect(from.display).toBe('贾女士, "阿婆"');
    expect(userOf(from.uri)).toBe('+8613800000001');
    expect(tagOf(parsed(invite), 'from')).toBe('abc');
    expect(tagOf(parsed(invite), 'to')).toBeUndefined();
    expect(userOf('sip:%2B86138@x')).toBe('+86138');
    expect(userOf('sip:floor.test')).toBe('');
    expect(parseNameAddr('sip:a@b;tag=1').params.get('tag')).toBe('1');
    expect(parseNameAddr(`${quoted('a"b\\c')} <sip:x@y>`).display).toBe('a"b\\c');
  });

  it('edits one line and leaves the others', () => {
    const message = parsed(invite);
    const edited = replace(
      prepend(message.headers, 'Via', 'SIP/2.0/WS p;branch=z9hG4bKp'),
      'Max-Forwards',
      '69',
    );
    expect(edited.length).toBe(message.headers.length + 1);
    expect(edited.filter(([name]) => name === 'Max-Forwards')).toEqual([['Max-Forwards', '69']]);
    expect(edited.find(([name]) => name === 'X-Unknown')).toEqual(['X-Unknown', 'kept as it is;  even=this']);
  });

  it('answers with all Vias and a To tag', () => {
    const answer = responseTo(parsed(invite), 486, { toTag: 'mine' });
    expect(answer.start).toEqual({ kind: 'response', status: 486, phrase: 'Busy Here' });
    expect(headerList(answer, 'via').length).toBe(3);
    expect(tagOf(answer, 'to')).toBe('mine');
    expect(cseqOf(answer)).toEqual({ number: 7, method: 'INVITE' });
  });

  it('refuses what is no SIP', () => {
    for (const text of [
      '',
      'GET / HTTP/1.1\r\n\r\n',
      'INVITE sip:x SIP/2.0\r\nno colon\r\n\r\n',
      'SIP/2.0 999 x\r\n\r\n',
    ]) {
      expect(parseMessage(text)).toBeNull();
    }
  });

  it('reads responses without a phrase and with line feeds alone', () => {
    expect(parsed('SIP/2.0 200\nCSeq: 1 BYE\n\n').start).toEqual({
      kind: 'response',
      status: 200,
      phrase: '',
    });
  });
});
