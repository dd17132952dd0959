import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { isQueueId } from '#shared/floor/queues.ts';
import { scenarioSummarySchema } from '#shared/training/contract.ts';
import { scenarioSchema, summaryOf } from '#shared/training/scenario.ts';
import { scriptSchema } from '#shared/training/script.ts';

const folder = 'assets/scenarios';
const read = (path: string): unknown => parse(readFileSync(path, 'utf8'));
const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
const samples = readdirSync(`${folder}/samples`);
const numbers = [...readFileSync('assets/sandbox/customers.yaml', 'utf8').matchAll(/number: '(\+\d+)'/g)].map(
  ([, n]) => n,
);

describe('scenario files', () => {
  it.each(files)('%s is complete', (file) => {
    const scenario = scenarioSchema.parse(read(`${folder}/${file}`));
    expect(scenario.script.id).toBe(file.replace('.yaml', ''));
    expect(scenario.cases[0]!.replace('.', '-')).toBe(scenario.script.id.replace('case-', ''));
    expect(isQueueId(scenario.script.queue)).toBe(true);
    expect(numbers).toContain(scenario.script.customer.number);
    expect(scenarioSummarySchema.parse(summaryOf(scenario))).not.toHaveProperty('script');
  });

  it.each(samples)('sample %s is complete', (file) => {
    const script = scriptSchema.parse(read(`${folder}/samples/${file}`));
    expect(script.id).toBe(`sample-${file.replace('.yaml', '')}`);
    expect(isQueueId(script.queue)).toBe(true);
    expect(numbers).toContain(script.customer.number);
  });

  it('has an elderly, a hearing-impaired and a foreign-language one', () => {
    const flags = files.flatMap((file) => scenarioSchema.parse(read(`${folder}/${file}`)).flags);
    expect(flags.toSorted()).toEqual(['elderly', 'foreignLanguage', 'hearingImpaired', 'hearingImpaired']);
  });

  it('names only playbooks, questions and lines that exist', () => {
    for (const file of files) {
      const text = readFileSync(`${folder}/${file}`, 'utf8');
      const playbookId = /playbookId: \[([a-z-]+)\]/.exec(text)?.[1];
      if (playbookId === undefined) continue;
      const playbook = readFileSync(`assets/playbooks/${playbookId}.yaml`, 'utf8');
      for (const [, ids] of text.matchAll(/(?:questionId|lineId): \[([A-Za-z, ]+)\]/g)) {
        for (const id of ids!.split(/, */)) expect(playbook).toContain(`- id: ${id}\n`);
      }
    }
    expect(files.length).toBe(4);
  });
});

describe('the script schema', () => {
  const beat = { note: { zh: '一', en: 'one' }, lines: [], next: [], hangUp: true };
  const script = {
    id: 'sample-x',
    customer: { number: '+8613800000000', displayName: 'x' },
    queue: 'queue-general',
    language: 'zh',
    channel: 'voice',
    voice: { name: 'cmn', wordsPerMinute: 150, pitch: 50 },
    start: 'a',
  };
  const problems = (beats: unknown): string[] =>
    scriptSchema.safeParse({ ...script, beats }).error?.issues.map(({ message }) => message) ?? [];

  it('refuses a way to nowhere, a beat nobody reaches, and a caller who could be stuck', () => {
    expect(problems({ a: beat })).toEqual([]);
    expect(problems({ b: beat })).toEqual(['start leads to a, which is no beat', 'no way leads to b']);
    expect(problems({ a: { ...beat, hangUp: false } })).toEqual(['a has no last way out by time']);
    const line = { id: '01', text: 'x' };
    expect(problems({ a: { ...beat, lines: [line, line] } })).toEqual(['line 01 stands twice']);
  });
});
