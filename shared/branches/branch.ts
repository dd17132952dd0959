import { z } from 'zod';
import { playbookVersionSchema } from '#shared/guidance/playbook.ts';
import { bilingual } from '#shared/lib/bilingual.ts';

const id = z
  .string()
  .max(60)
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'must be kebab-case');
const reading = z
  .string()
  .max(120)
  .regex(/^[a-z]+( [a-z]+)*$/, 'must be pinyin in syllables');

export const branchServices = [
  'wheelchair',
  'signLanguage',
  'elderlyCounter',
  'foreignCash',
  'coinExchange',
  'english',
  'japanese',
  'korean',
  'selfService24',
  'safeBox',
  'corporate',
] as const;
export type BranchService = (typeof branchServices)[number];

/** `09:00-17:00`; null: closed. */
const span = z
  .string()
  .max(11)
  .regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/, 'must be HH:MM-HH:MM')
  .refine((text) => text.slice(0, 5) < text.slice(6), 'ends before it begins')
  .nullable();

export const hoursSchema = z.strictObject({ weekday: span, saturday: span, sunday: span, holiday: span });
export type Hours = z.infer<typeof hoursSchema>;

/** Degrees, WGS 84. */
export const pointSchema = z.strictObject({
  lat: z.number().min(-90).max(90),
  lon: z.number().min(-180).max(180),
});
export type Point = z.infer<typeof pointSchema>;

const branch = z.strictObject({
  id,
  name: bilingual(24, 60),
  reading,
  district: bilingual(12, 40),
  districtReading: reading,
  address: bilingual(60, 120),
  phone: z
    .string()
    .max(30)
    .regex(/^[\d+ -]+$/),
  at: pointSchema,
  hours: hoursSchema,
  services: z.array(z.enum(branchServices)).max(11),
});

/** One city's file. */
export const cityFileSchema = z.strictObject({
  id,
  version: playbookVersionSchema,
  sample: z.boolean().default(false),
  city: bilingual(12, 40),
  reading,
  branches: z.array(branch).min(1).max(500),
});
export type CityFile = z.infer<typeof cityFileSchema>;

/** A branch as windows get it, with its city. */
export const branchSchema = branch.extend({
  cityId: id,
  city: bilingual(12, 40),
  cityReading: reading,
  sample: z.boolean(),
});
export type Branch = z.infer<typeof branchSchema>;

export const placeSchema = z.strictObject({ id, city: id, name: bilingual(20, 60), at: pointSchema });
export type Place = z.infer<typeof placeSchema>;
export const placesFileSchema = z.array(placeSchema).max(500);

const day = z.iso.date();
export const calendarSchema = z.strictObject({
  holidays: z.array(z.strictObject({ name: bilingual(12, 40), from: day, to: day })).max(200),
  /** Saturdays and Sundays that are worked in exchange. */
  worked: z.array(day).max(100),
});
export type Calendar = z.infer<typeof calendarSchema>;
