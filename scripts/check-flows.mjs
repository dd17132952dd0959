// Reads a folder of guided flows as the program does and prints what it would refuse, and what stands.
//   npm run check:flows [-- FOLDER]      (default: assets/flows)
// Ends with 1 when something is refused.
import { relative, resolve } from 'node:path';
import { readFlowFolder } from '#electron/flows/read-folder.ts';

const folder = resolve(process.argv[2] ?? 'assets/flows');
const { good, refused, policies, files } = await readFlowFolder(folder);

for (const { file, line, reason } of refused)
  console.log(`${file}${line === null ? '' : `:${line}`}  ${reason}`);
for (const { flow } of good) {
  const ends = flow.steps.filter(({ kind }) => kind === 'end').length;
  const width = 28;
  console.log(
    `  ${flow.id.padEnd(width)} ${flow.version}  ${String(flow.steps.length).padStart(2)} steps, ${ends} ends  ${flow.name.zh}`,
  );
}
const samples = Object.values(policies).filter(({ sample }) => sample).length;
const steps = good.reduce((sum, { flow }) => sum + flow.steps.length, 0);
console.log(
  `${relative(process.cwd(), folder) || '.'}: ${good.length} of ${files?.length ?? 0} flows stand, ${steps} steps, ` +
    `${refused.length} refusals; ${Object.keys(policies).length} policy figures, ${samples} of them sample`,
);
process.exitCode = refused.length > 0 ? 1 : 0;
