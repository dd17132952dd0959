import type { SandboxFault } from '#electron/core/sandbox/faults.ts';

type Kind = readonly [name: string, make: (random: () => number) => Omit<SandboxFault, 'on'>];

/** Everything a core does wrong, each by its name in the table. */
const kinds: readonly Kind[] = [
  ['late', (random) => ({ kind: 'delay', ms: Math.round(random() * 200) })],
  ['later than the time-out', () => ({ kind: 'delay', ms: 320 })],
  ['twice', () => ({ kind: 'twice' })],
  ['never, nothing done', () => ({ kind: 'silence', when: 'before' })],
  ['never, but done', () => ({ kind: 'silence', when: 'after' })],
  ['cut off, nothing done', () => ({ kind: 'drop', when: 'before', times: 2 })],
  ['cut off, but done', () => ({ kind: 'drop', when: 'after', times: 2 })],
  ['500', () => ({ kind: 'status', status: 500 })],
  ['503', () => ({ kind: 'status', status: 503, body: {} })],
  ['429 with Retry-After', () => ({ kind: 'status', status: 429, retryAfterS: 1 })],
  ['409 without a reason', () => ({ kind: 'status', status: 409, body: {} })],
  [
    '422 refused for now',
    () => ({ kind: 'status', status: 422, body: { code: 'refused', message: 'night batch' } }),
  ],
  ['202, done later', (random) => ({ kind: 'later', ms: Math.round(random() * 150) })],
  ['garbage', () => ({ kind: 'page' })],
];

/** What the core will do wrong in one round, chosen by the seed. Questions (`GET`) are only lost, late or garbled: a core that lies proves nothing. */
export function chooseFaults(random: () => number): readonly { name: string; fault: SandboxFault }[] {
  const count = Math.floor(random() * 4);
  return Array.from({ length: count }, () => {
    const [name, make] = kinds[Math.floor(random() * kinds.length)] ?? kinds[0]!;
    const post = random() < 0.75;
    const asked = !post && (name === '422 refused for now' || name.startsWith('202'));
    const on = post || asked ? 'POST /v1/' : 'GET /v1/';
    return { name: `${on.split(' ')[0]} ${name}`, fault: { on, ...make(random) } as SandboxFault };
  });
}
