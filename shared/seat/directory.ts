import { z } from 'zod';
import { topic } from '#shared/contract/define.ts';
import { instantSchema } from '#shared/lib/ids.ts';

/**
 * What a seat can do that most cannot: `sign` for sign language, otherwise a language or dialect by its tag
 * (BCP 47: en, ja, ko, bo, yue, wuu …). Lower case, so that two spellings of one are one.
 */
export const seatTagSchema = z.string().regex(/^[a-z]{2,8}(-[a-z0-9]{2,8}){0,2}$/);
export type SeatTag = z.infer<typeof seatTagSchema>;
/** `unknown`: a seat of the bank's list of which no feed tells. It can be called all the same; nobody promises that it is free. */
export const specialistStates = ['free', 'busy', 'unknown'] as const;
export type SpecialistState = (typeof specialistStates)[number];

export const specialistSeatSchema = z.strictObject({
  /** What is dialled. */
  number: z.string().min(1).max(100),
  name: z.strictObject({ zh: z.string().max(60), en: z.string().max(60) }),
  tags: z.array(seatTagSchema).min(1).max(8),
  state: z.enum(specialistStates),
  since: instantSchema,
});
export type SpecialistSeat = z.infer<typeof specialistSeatSchema>;

/** A seat of the list, before anybody has said whether it is free. */
export type ListedSeat = Pick<SpecialistSeat, 'number' | 'name' | 'tags'>;

export const seatDirectorySchema = z.strictObject({ seats: z.array(specialistSeatSchema).max(100) });
export type SeatDirectory = z.infer<typeof seatDirectorySchema>;
export const noSpecialists: SeatDirectory = { seats: [] };

export const seatDirectoryTopics = {
  /** Seats that speak a language, a dialect or sign, with who of them is free now. */
  'seat/directory': topic(seatDirectorySchema),
};

/** `8101 sign,en 手语组`: number, tags, name. Null: the line is none. */
export function parseListedSeat(line: string): ListedSeat | null {
  const [, number = '', tags = '', name = ''] = /^\s*(\S{1,100})\s+(\S+)\s*(.*?)\s*$/.exec(line) ?? [];
  const asked = tags.toLowerCase().split(/[,，]/).filter(Boolean);
  const known = asked.filter((tag) => seatTagSchema.safeParse(tag).success);
  if (number === '' || known.length === 0 || known.length !== asked.length || known.length > 8) return null;
  const shown = (name || number).slice(0, 60);
  return { number, name: { zh: shown, en: shown }, tags: known };
}

const order: Readonly<Record<SpecialistState, number>> = { free: 0, unknown: 1, busy: 2 };

/** The seats with this tag, whoever can come at once first; within one state in the order of the list. */
export const seatsFor = (directory: SeatDirectory, tag: SeatTag): readonly SpecialistSeat[] =>
  directory.seats
    .filter(({ tags }) => tags.includes(tag))
    .toSorted((a, b) => order[a.state] - order[b.state]);

/** Specialists of the fictional floor. A simulated colleague answers for each. */
export const sampleSpecialists: readonly ListedSeat[] = [
  { number: '3201', name: { zh: '何静（手语）', en: 'He Jing (sign language)' }, tags: ['sign'] },
  { number: '3202', name: { zh: '英语座席', en: 'English seat' }, tags: ['en'] },
  { number: '3203', name: { zh: '日语座席', en: 'Japanese seat' }, tags: ['ja'] },
  { number: '3204', name: { zh: '韩语座席', en: 'Korean seat' }, tags: ['ko'] },
  { number: '3205', name: { zh: '粤语座席', en: 'Cantonese seat' }, tags: ['yue'] },
  { number: '3206', name: { zh: '吴语座席', en: 'Wu dialect seat' }, tags: ['wuu'] },
];
