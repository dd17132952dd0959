import type { PersonName } from './contract.ts';

export interface NameOnFile {
  readonly surname: string;
  /** In Latin letters; for a foreigner the name as in the passport. */
  readonly surnameLatin: string;
  readonly sex: 'f' | 'm' | 'unknown';
  readonly masked: string;
}

const titles = { f: ['女士', 'Ms'], m: ['先生', 'Mr'], unknown: ['', ''] } as const;

/** How an agent addresses someone: 贾女士, Ms Jia. Without a known sex the masked name, as guessing would offend. */
export function personName(name: NameOnFile): PersonName {
  const [zh, en] = titles[name.sex];
  if (name.sex === 'unknown') return { zh: name.masked, en: name.masked, masked: name.masked };
  return {
    zh: `${name.surname}${zh}`,
    en: `${en} ${name.surnameLatin || name.surname}`,
    masked: name.masked,
  };
}
