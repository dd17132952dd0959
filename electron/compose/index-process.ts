import { utilityProcess } from 'electron';
import type { IndexChild } from '#electron/knowledge/ports.ts';
import { utilityChild } from '#electron/training/utility-child.ts';
import type { Places } from './places.ts';

/** Starts the process that turns articles into index entries. */
export const forkIndexProcess = (places: Places) => (): IndexChild =>
  utilityChild(utilityProcess.fork(places.indexProcess, [], { serviceName: 'Guardline index' }));
