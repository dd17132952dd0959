import { describe, expect, it } from 'vitest';
import { scryptAside } from '#electron/secrets/scrypt-aside.ts';

const text = (word: string): Uint8Array => new TextEncoder().encode(word);
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe('scrypt in a thread of its own', () => {
  it('gives the keys of RFC 7914, section 12', async () => {
    const key = await scryptAside({
      passphrase: text('password'),
      salt: text('NaCl'),
      bytes: 64,
      options: { N: 1024, r: 8, p: 16 },
    });
    expect(hex(key)).toBe(
      'fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640',
    );
  });

  it('rejects what cannot be worked out', async () => {
    const options = { N: 1000, r: 8, p: 1 };
    const work = scryptAside({ passphrase: text('a'), salt: text('b'), bytes: 32, options });
    await expect(work).rejects.toThrow();
  });

  it('leaves the thread that asks free', async () => {
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 1);
    const options = { N: 2 ** 15, r: 8, p: 1, maxmem: 2 ** 27 };
    await scryptAside({ passphrase: text('a'), salt: text('b'), bytes: 32, options });
    clearInterval(timer);
    expect(turns).toBeGreaterThan(3);
  });
});
