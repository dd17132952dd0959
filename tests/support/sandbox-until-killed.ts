import { writeSync } from 'node:fs';
import { startSandbox } from './sandbox-core.ts';

/** Run as a process of its own: a sandbox core on the given port and journal, until it is killed. */
const [, , port, dataFile] = process.argv;
if (dataFile === undefined) throw new Error('port and journal');
const core = await startSandbox({ port: Number(port), dataFile });
writeSync(1, `${core.url}\n`);
