import type { KillResult } from './run-kills.ts';

const rows = (tally: ReadonlyMap<string, number>): string =>
  [...tally]
    .toSorted((a, b) => b[1] - a[1])
    .map(([name, times]) => `| ${name} | ${times} |`)
    .join('\n');

/** The table of a run, as Markdown. */
export function killTable(result: KillResult, seed: number, minutes: number): string {
  const { kills, asked, onDisk, confirmed, released, withdrawn } = result;
  const faults = [...result.faults.values()].reduce((sum, one) => sum + one, 0);
  return `# Holds under kill -9

${kills} kills at random moments, seed ${seed}, ${minutes.toFixed(1)} min. The real outbox, database and client in a process of its own
against the sandbox core over HTTP, which misbehaved ${faults} times.

| what | count |
| --- | --- |
| answered for by the product before the kill | ${asked} |
| on disk in the end | ${onDisk} |
| confirmed with the core's receipt | ${confirmed} |
| of these releases by a team lead | ${released} |
| withdrawn before anything left | ${withdrawn} |
| **lost** | **${result.lost.length}** |
| **doubled** | **${result.doubled.length}** |
| **shown as confirmed without a receipt** | **${result.unproved.length}** |
| left without an end | ${result.unfinished.length} |
| audit broken or incomplete | ${result.audit.length} |

| last thing said before the kill | kills |
| --- | --- |
${rows(result.killedIn)}

| what the core did wrong | times |
| --- | --- |
${rows(result.faults)}
`;
}

export const violations = (result: KillResult): readonly string[] => [
  ...result.lost,
  ...result.doubled,
  ...result.unproved,
  ...result.unfinished,
  ...result.audit,
];
