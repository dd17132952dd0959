import { utilityProcess } from 'electron';
import type { ConvertChild } from '#electron/editor/ports.ts';
import { utilityChild } from '#electron/training/utility-child.ts';
import type { Places } from './places.ts';

/** Starts the process that turns documents into texts. */
export const forkImportProcess = (places: Places) => (): ConvertChild =>
  utilityChild(utilityProcess.fork(places.importProcess, [], { serviceName: 'Guardline import' }));
