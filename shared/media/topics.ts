import { z } from 'zod';
import { command, topic } from '#shared/contract/define.ts';
import { instantSchema } from '#shared/lib/ids.ts';
import { backgroundStateSchema, deviceSchema, deviceUseSchema } from './contract.ts';

/**
 * A device in use was pulled out and `now` took its place (empty: the system's own choice, null: there is none), or the chosen one is back
 * and in use again.
 */
export const movedDeviceSchema = z.strictObject({
  kind: deviceUseSchema,
  what: z.enum(['gone', 'back']),
  device: z.string().max(500),
  now: z.string().max(500).nullable(),
  at: instantSchema,
});
export type MovedDevice = z.infer<typeof movedDeviceSchema>;

const done = z.strictObject({});
const atDesk = { roles: ['agent', 'trainer', 'teamLead'] } as const;

export const mediaCommands = {
  /** 'Speak up and clear' for whoever is on the line; off again when the last call is over. */
  'media/speak-clearly': command(z.strictObject({ on: z.boolean() }), done, atDesk),
  /** The agent has read that a device went away, or that it is back. */
  'media/put-away-moved': command(z.strictObject({ kind: deviceUseSchema }), done, atDesk),
};

export const mediaTopics = {
  'media/state': topic(
    z.strictObject({
      /** The sound devices of this machine as the media window sees them; changes as they are plugged in and out. */
      devices: z.array(deviceSchema).max(200),
      /** The agent's voice goes out louder and clearer. */
      clear: z.boolean(),
      /** Of the agent's camera, while it is on. */
      background: backgroundStateSchema,
      /** One a use, in the order in which they matter: whoever talks is heard, hears, is rung. */
      moved: z.array(movedDeviceSchema).max(3),
    }),
  ),
};
