export type { SpecialistSeat } from './directory.ts';

/** Sign language among the tags of a seat. */
export const signTag = 'sign';
