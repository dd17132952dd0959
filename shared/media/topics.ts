import { z } from 'zod';
import { command, topic } from '#shared/contract/define.ts';
import { instantSchema } from '#shared/lib/ids.ts';
import { deviceSchema } from './contract.ts';

/** A device that was pulled out while a call used it, and what took its place; `now` null: nothing was there. */
export const goneDeviceSchema = z.strictObject({
  kind: z.enum(['microphone', 'speaker']),
  gone: z.string().max(500),
  now: z.string().max(500).nullable(),
  at: instantSchema,
});
export type GoneDevice = z.infer<typeof goneDeviceSchema>;

const done = z.strictObject({});
const atDesk = { roles: ['agent', 'trainer', 'teamLead'] } as const;

export const mediaCommands = {
  /** 'Speak up and clear' for whoever is on the line; off again when the last call is over. */
  'media/speak-clearly': command(z.strictObject({ on: z.boolean() }), done, atDesk),
  /** The agent has read that a device went away. */
  'media/put-away-gone': command(z.strictObject({}), done, atDesk),
};

export const mediaTopics = {
  'media/state': topic(
    z.strictObject({
      /** The sound devices of this machine as the media window sees them; changes as they are plugged in and out. */
      devices: z.array(deviceSchema).max(200),
      /** The agent's voice goes out louder and clearer. */
      clear: z.boolean(),
      gone: goneDeviceSchema.nullable(),
    }),
  ),
};
