import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseMessages } from '#electron/sharing/message-library.ts';
import { linkProblem } from '#shared/sharing/link.ts';
import { fillGaps } from '#shared/sharing/template.ts';

const hosts = ['bank.example'];

describe('addresses for callers', () => {
  it('go out over https and under the bank’s own hosts only', () => {
    expect(linkProblem('https://bank.example/app', hosts)).toBeNull();
    expect(linkProblem('https://www.bank.example', hosts)).toBeNull();
    for (const [url, why] of [
      ['http://www.bank.example/', 'notHttps'],
      ['https://bank.example.evil.example/', 'hostNotAllowed'],
      ['https://evilbank.example/', 'hostNotAllowed'],
      ['https://bank.example@evil.example/', 'hasCredentials'],
      ['https://t.cn/A6xyz', 'shortener'],
      ['https://bit.ly/abc', 'shortener'],
      ['https://银行.example/', 'notAnAddress'],
      ['https://bank.example:8443/', 'notAnAddress'],
      ['https://bank.example/\n', 'notAnAddress'],
      ['javascript:alert(1)', 'notAnAddress'],
      [`https://bank.example/${'a'.repeat(300)}`, 'notAnAddress'],
    ] as const)
      expect(linkProblem(url, hosts), url).toBe(why);
  });
});

describe('templates', () => {
  const text = readFileSync(join(import.meta.dirname, '../../../../assets/messages/messages.yaml'), 'utf8');

  it('of the product are complete in four languages, and every address is under the policy', () => {
    const parsed = parseMessages('messages.yaml', text, hosts);
    expect(parsed.ok ? parsed.value.templates.length : parsed.refused).toBe(5);
    expect(parseMessages('messages.yaml', text, ['other.example'])).toMatchObject({
      ok: false,
      refused: { reason: expect.stringContaining('hostNotAllowed') as string },
    });
  });

  it('are refused with their line for a gap that nothing fills, languages that differ, or an address in the words', () => {
    const broken = (from: string, to: string) => parseMessages('m.yaml', text.replace(from, to), hosts);
    expect(broken('受理号 {receipt}', '受理号 {recepit}')).toMatchObject({
      refused: { reason: 'nothing fills {recepit}', line: expect.any(Number) as number },
    });
    expect(broken('receipt {receipt}.', 'receipt.')).toMatchObject({
      refused: { reason: 'other gaps than the Chinese' },
    });
    expect(broken('请在 {link:app}', '请在 https://a.example {link:app}')).toMatchObject({
      refused: { reason: 'an address stands here: use {link:ID}' },
    });
    expect(broken('id: documents', 'id: holdDone')).toMatchObject({
      refused: { reason: '“holdDone” stands here twice' },
    });
  });

  it('are filled from the call, addresses whole, and say what is missing', () => {
    const links = [{ id: 'app', label: { zh: '手机', en: 'App' }, url: 'https://www.bank.example/app' }];
    expect(fillGaps('卡 {card}，{link:app}', { card: '6222 02** **** 7788' }, links)).toEqual({
      text: '卡 6222 02** **** 7788，https://www.bank.example/app',
    });
    expect(fillGaps('{card} {receipt}', { card: '6222' }, links)).toEqual({ gap: 'receipt' });
    expect(fillGaps('{link:gone}', {}, links)).toEqual({ gap: 'link:gone' });
  });
});
