import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { playbookFileSchema, type Playbook } from '#shared/guidance/playbook.ts';

const file = join(import.meta.dirname, '../../assets/playbooks/fake-support-cover-expiry.yaml');

/** A playbook as it is kept with calls; its cues do not matter here. */
export const playbook: Playbook = (() => {
  const read = playbookFileSchema.parse(parse(readFileSync(file, 'utf8')));
  return {
    ...read,
    cues: read.cues.map((cue) => ({
      ...cue,
      where: 'heard' as const,
      label: cue.label ?? { zh: '线索', en: 'Cue' },
    })),
  };
})();
