import { z } from 'zod';
import { roleSchema } from '#shared/seat/role.ts';

/** Somebody who may sign in at this seat. `sample`: belongs to the fictional floor of the first start. */
export const personSchema = z.strictObject({
  id: z.string().min(1).max(100),
  name: z.strictObject({ zh: z.string().min(1).max(60), en: z.string().min(1).max(60) }),
  role: roleSchema,
  /** 工号; empty when the person has none (a trainer). */
  seatNumber: z.string().max(20),
  sample: z.boolean(),
});
export type Person = Readonly<z.infer<typeof personSchema>>;

/** The three people of the sample floor. Fictional; shown only while the embedded exchange is in use. */
export const samplePeople: readonly Person[] = [
  {
    id: 'sample-agent',
    name: { zh: '林晓晴', en: 'Lin Xiaoqing' },
    role: 'agent',
    seatNumber: '3107',
    sample: true,
  },
  {
    id: 'sample-lead',
    name: { zh: '周敏', en: 'Zhou Min' },
    role: 'teamLead',
    seatNumber: '3100',
    sample: true,
  },
  {
    id: 'sample-trainer',
    name: { zh: '吴桐', en: 'Wu Tong' },
    role: 'trainer',
    seatNumber: '3190',
    sample: true,
  },
];
