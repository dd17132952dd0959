/**
 * What a care flag can offer, warn of or make the desk ask about twice. Ids are content (`assets/care-cards`, part `desk`); each stands for
 * something the agent can really do.
 */
export const deskActions = [
  'help',
  'steps',
  'safety',
  'text',
  'languageSeat',
  'dialectSeat',
  'documents',
  'careCallBack',
  'sendMessage',
  'sendPicture',
  'hold',
  'blindTransfer',
  'hangUp',
] as const;
export type DeskAction = (typeof deskActions)[number];

/** Parts of the middle column that a flag can bring to the top, in the order in which they stand otherwise. */
export const middleParts = ['facts', 'greeting', 'required', 'careLines'] as const;
export type MiddlePart = (typeof middleParts)[number];

/** What a flag changes on the desk, as the care card says it. */
export interface DeskOfFlag {
  readonly size: 'normal' | 'large';
  /** Aimed speaking rate in syllables a second; null: no aim. */
  readonly pace: number | null;
  readonly first: readonly MiddlePart[];
  readonly offer: readonly DeskAction[];
  readonly avoid: readonly DeskAction[];
  readonly askFirst: readonly DeskAction[];
}

/** What all flags of a call change together, the most demanding flag first: the largest size, the slowest pace, every caution. */
export function deskOf(flags: readonly DeskOfFlag[]): DeskOfFlag {
  const all = <T>(of: (one: DeskOfFlag) => readonly T[]): readonly T[] => [...new Set(flags.flatMap(of))];
  const paces = flags.flatMap(({ pace }) => (pace === null ? [] : [pace]));
  const avoid = all(({ avoid: one }) => one);
  return {
    size: flags.some(({ size }) => size === 'large') ? 'large' : 'normal',
    pace: paces.length > 0 ? Math.min(...paces) : null,
    first: all(({ first }) => first),
    offer: all(({ offer }) => offer).filter((one) => !avoid.includes(one)),
    avoid,
    askFirst: all(({ askFirst }) => askFirst),
  };
}

/** The parts of the middle in the order that suits this caller. */
export const orderOfParts = ({ first }: DeskOfFlag): readonly MiddlePart[] => [
  ...first,
  ...middleParts.filter((part) => !first.includes(part)),
];
