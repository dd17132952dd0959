import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { z } from 'zod';
import { scenarioSchema, type Scenario } from '#shared/training/scenario.ts';
import { outboundScenario, outboundSchema, type Outbound } from '#shared/training/outbound.ts';
import { scriptSchema, type Script } from '#shared/training/script.ts';

/** What the simulated callers are made of; ships with the program, so a mistake in it is a bug and throws. */
export interface TrainingContent {
  /** By id, ordered by file name. */
  readonly scenarios: ReadonlyMap<string, Scenario>;
  /** Everyday callers who ring by themselves, in the order of their files. */
  readonly samples: readonly Script[];
  /** What somebody does whom the desk rings. */
  readonly called: Script;
  /** What a trainer can send: the scenarios, then the verification cases that are judged. */
  readonly playable: ReadonlyMap<string, Scenario>;
  /** Verification cases with whom they ring, by the script's id. */
  readonly outbound: ReadonlyMap<string, Outbound>;
}

function read<T extends z.ZodType>(folder: string, schema: T): z.output<T>[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .toSorted()
    .map((name) => {
      const result = schema.safeParse(parse(readFileSync(join(folder, name), 'utf8')));
      if (!result.success) throw new Error(`${name}: ${result.error.message}`);
      return result.data;
    });
}

/** Reads `scenarios/`, `scenarios/samples/`, `scenarios/called/` and `scenarios/outbound/` under the assets folder. */
export function readTrainingContent(assetsDir: string): TrainingContent {
  const scenarios = read(join(assetsDir, 'scenarios'), scenarioSchema);
  const [called] = read(join(assetsDir, 'scenarios', 'called'), scriptSchema);
  if (!called) throw new Error('nobody to be called');
  const outbound = read(join(assetsDir, 'scenarios', 'outbound'), outboundSchema);
  const played = outbound.map(outboundScenario).filter((one) => one !== null);
  return {
    called,
    outbound: new Map(outbound.map((one) => [one.script.id, one])),
    playable: new Map([...scenarios, ...played].map((scenario) => [scenario.script.id, scenario])),
    scenarios: new Map(scenarios.map((scenario) => [scenario.script.id, scenario])),
    samples: read(join(assetsDir, 'scenarios', 'samples'), scriptSchema),
  };
}
