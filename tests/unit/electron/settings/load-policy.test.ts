import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findPolicy, loadPolicy } from '#electron/settings/load-policy.ts';
import { policyFileCandidates } from '#electron/settings/policy-file.ts';
import { testFolder } from '#tests/support/test-folder.ts';

function policy(text: string, name = 'policy.yaml') {
  const file = join(testFolder(), name);
  writeFileSync(file, text);
  return { file, outcome: loadPolicy(file, (path) => (path.includes('missing') ? 'fileNotReadable' : null)) };
}

const whole = `# the bank's own
exchange:
  mode: configured
  url: wss://voice.bank.example/ws
  domain: voice.bank.example
  caFile: /etc/ssl/bank.pem
  stun: [ "stun:stun.bank.example:3478" ]
  headers:
    queue: X-Line
seat.wrapUpSeconds: 60
care:
  elderlyFromWomen: 55
notifications: { enabled: false }
`;

test('nested groups and dotted keys both work', () => {
  const { file, outcome } = policy(whole);
  expect(outcome).toEqual({
    kind: 'policy',
    policy: {
      file,
      values: {
        'exchange.mode': 'configured',
        'exchange.url': 'wss://voice.bank.example/ws',
        'exchange.domain': 'voice.bank.example',
        'exchange.caFile': '/etc/ssl/bank.pem',
        'exchange.stun': ['stun:stun.bank.example:3478'],
        'exchange.headers.queue': 'X-Line',
        'seat.wrapUpSeconds': 60,
        'care.elderlyFromWomen': 55,
        'notifications.enabled': false,
      },
    },
  });
});

test('JSON is read by the same parser, also with tabs, CRLF and a byte order mark', () => {
  const text = '\ufeff{\r\n\t"theme": "dark",\r\n\t"seat": {\r\n\t\t"wrapUpSeconds": 45\r\n\t}\r\n}\r\n';
  expect(policy(text, 'policy.json').outcome).toMatchObject({
    kind: 'policy',
    policy: { values: { theme: 'dark', 'seat.wrapUpSeconds': 45 } },
  });
});

test('an empty file, or one of comments only, sets nothing', () => {
  expect(policy('').outcome).toMatchObject({ kind: 'policy', policy: { values: {} } });
  expect(policy('# nothing yet\n').outcome).toMatchObject({ kind: 'policy', policy: { values: {} } });
});

describe('what stops the start, with its place', () => {
  test.each([
    ['a key nobody knows', 'theme: dark\nexchange:\n  urll: x\n', 'unknownKey', 3, 3, 'exchange.urll', ''],
    ['a group nobody knows', 'exchnage:\n  url: x\n', 'unknownKey', 1, 1, 'exchnage', ''],
    ['a wrong word', 'theme: dark\nlanguage: fr\n', 'badValue', 2, 11, 'language', 'notOneOf'],
    ['a wrong type', 'seat:\n  wrapUpSeconds: "90"\n', 'badValue', 2, 18, 'seat.wrapUpSeconds', 'wrongType'],
    [
      'a number out of range',
      'seat:\n  wrapUpSeconds: 9000\n',
      'badValue',
      2,
      18,
      'seat.wrapUpSeconds',
      'tooLarge',
    ],
    [
      'an insecure address',
      'exchange.url: ws://voice.bank.example\n',
      'badValue',
      1,
      15,
      'exchange.url',
      'wsOnlyLoopback',
    ],
    [
      'a certificate file that is not there',
      'core.caFile: /etc/missing.pem',
      'badValue',
      1,
      14,
      'core.caFile',
      'fileNotReadable',
    ],
    ['no value', 'theme:\n', 'badValue', 1, 7, 'theme', 'notOneOf'],
    ['a key given twice', 'theme: dark\ntheme: light\n', 'duplicateKey', 2, 1, '', /unique/],
    [
      'a key given twice in two forms',
      'seat:\n  wrapUpSeconds: 90\nseat.wrapUpSeconds: 60\n',
      'duplicateKey',
      3,
      1,
      'seat.wrapUpSeconds',
      '',
    ],
    ['a password', 'exchange:\n  password: hunter2\n', 'secretNotAllowed', 2, 3, 'exchange.password', ''],
    [
      'one header for two facts',
      'exchange.headers.queue: X-A\nexchange.headers.callId: x-a\n',
      'badValue',
      1,
      25,
      'exchange.headers.queue',
      'headerUsedTwice',
    ],
    ['broken indentation', 'exchange:\n  url: wss://a.example\n domain: b\n', 'syntax', 3, 1, '', /./],
    ['an open bracket', '{ "theme": "dark"', 'syntax', 1, 18, '', /./],
    ['a tag', 'theme: !js dark\n', 'syntax', 1, 8, '', /tag/i],
    ['an alias', 'theme: &x dark\nlanguage: *x\n', 'badValue', 2, 11, 'language', 'notOneOf'],
    ['a second document', 'theme: dark\n---\ntheme: light\n', 'syntax', 2, 1, '', /document/i],
    ['a list', '- theme\n', 'notAMapping', 1, 1, '', ''],
    ['a word where a group belongs', 'exchange: yes\n', 'notAMapping', 1, 11, 'exchange', ''],
  ] as const)('%s', (_, text, reason, line, column, key, detail) => {
    const { file, outcome } = policy(text);
    expect(outcome).toMatchObject({ kind: 'problem', problem: { file, reason, line, column, key } });
    if (outcome.kind === 'problem' && typeof detail === 'string') expect(outcome.problem.detail).toBe(detail);
    if (outcome.kind === 'problem' && typeof detail !== 'string')
      expect(outcome.problem.detail).toMatch(detail);
  });

  test('the value of a refused password is not told on', () => {
    expect(JSON.stringify(policy('exchange:\n  password: hunter2\n').outcome)).not.toContain('hunter2');
  });

  test('the broken bound comes along', () => {
    expect(policy('seat.wrapUpSeconds: 9000').outcome).toMatchObject({ problem: { limit: 1800 } });
  });
});

describe('finding it', () => {
  const place = { platform: 'linux', env: {}, argv: [], packaged: false } as const;

  test('each system has its place', () => {
    expect(policyFileCandidates(place)[0]).toBe('/etc/guardline/policy.yaml');
    expect(policyFileCandidates({ ...place, platform: 'darwin' })[2]).toBe(
      '/Library/Application Support/Guardline/policy.json',
    );
    expect(policyFileCandidates({ ...place, platform: 'win32', env: { ProgramData: 'D:\\PD' } })[2]).toBe(
      'D:\\PD\\Guardline\\policy.json',
    );
  });

  test('a switch names another file, but not to a packaged program', () => {
    const argv = ['electron', '.', '--policy-file=/tmp/p.yaml'];
    expect(policyFileCandidates({ ...place, argv })).toEqual(['/tmp/p.yaml']);
    expect(policyFileCandidates({ ...place, argv, packaged: true })[0]).toBe('/etc/guardline/policy.yaml');
  });

  test('a named file that is not there, or cannot be read, is a problem', () => {
    const file = join(testFolder(), 'gone.yaml');
    const argv = [`--policy-file=${file}`];
    expect(findPolicy({ ...place, argv }, () => null)).toMatchObject({
      kind: 'problem',
      problem: { file, reason: 'unreadable', detail: 'ENOENT', line: 0 },
    });
    mkdirSync(file);
    expect(findPolicy({ ...place, argv }, () => null)).toMatchObject({
      problem: { reason: 'unreadable', detail: 'EISDIR' },
    });
  });

  test('none is none, and two are a problem', () => {
    const windows = { ...place, platform: 'win32', env: { ProgramData: testFolder() } } as const;
    expect(findPolicy(windows, () => null)).toEqual({ kind: 'none' });
    for (const file of policyFileCandidates(windows).slice(1)) writeFileSync(file, 'theme: dark');
    expect(findPolicy(windows, () => null)).toMatchObject({ problem: { reason: 'twoFiles' } });
  });
});
