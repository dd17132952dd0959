import { z } from 'zod';
import { command, topic } from '#shared/contract/define.ts';
import { coreProblemSchema } from '#shared/core/problem.ts';
import { settingReasonSchema } from './errors.ts';
import { settingKeySchema, settingValuesSchema } from './values.ts';

/** What the program keeps encrypted and never shows again. */
export const secretNameSchema = z.enum([
  'exchange.password',
  'exchange.clientKey',
  'exchange.turnPassword',
  'core.token',
  'content.token',
  'core.clientKey',
  'core.oauthSecret',
]);
export type SecretName = z.infer<typeof secretNameSchema>;
export const secretStatusSchema = z.record(secretNameSchema, z.enum(['set', 'notSet']));
export type SecretStatus = Readonly<z.infer<typeof secretStatusSchema>>;

/**
 * A value before it is checked. Deliberately wide, so that a wrong one reaches the check of its key and comes back as
 * settings/invalid with a reason, instead of being stopped at the door without one.
 */
export const rawSettingSchema = z.union([
  z.string().max(2000),
  z.number(),
  z.boolean(),
  z.null(),
  z.array(z.string().max(1000)).max(20),
]);
export type RawSetting = z.infer<typeof rawSettingSchema>;

export const settingsStateSchema = z.strictObject({
  values: settingValuesSchema,
  /** Where each value in force comes from. */
  sources: z.record(settingKeySchema, z.enum(['default', 'user', 'policy'])),
  /** Keys the administrator's policy file has set: shown, not editable. */
  locked: z.array(settingKeySchema),
  /** Values of the settings file that were refused when it was read; the default holds until the key is set anew. */
  setAside: z
    .array(
      z.strictObject({
        key: z.string().max(100),
        reason: z.union([settingReasonSchema, z.enum(['unknownKey', 'fileUnreadable'])]),
      }),
    )
    .max(100),
  /** Keys still needed before the configured exchange or core can be used. */
  missing: z.array(settingKeySchema),
  secrets: secretStatusSchema,
  /** True once a value has changed that takes hold only at the next start. */
  restartNeeded: z.boolean(),
  /** The policy file in force (full path, for the administrator who looks at the screen), or null. */
  policyFile: z.string().max(1000).nullable(),
});
export type SettingsState = Readonly<z.infer<typeof settingsStateSchema>>;

/** How a trial connection went. `code` has words (`settings.check.<code>`); `detail` is the other side's own text. */
export const checkOutcomeSchema = z.strictObject({
  ok: z.boolean(),
  code: z.enum([
    'reachable',
    'notConfigured',
    'incomplete',
    'notWebSocket',
    'answeredWithError',
    /** Something answers there, but not as a FunASR server. */
    'notRecogniser',
    /** Connected, and it says nothing to silence: older recognisers do so. */
    'recogniserQuiet',
    ...coreProblemSchema.options,
  ]),
  detail: z.string().max(200),
  tookMs: z.number().nullable(),
});
export type CheckOutcome = Readonly<z.infer<typeof checkOutcomeSchema>>;

const nothing = z.strictObject({});
const done = z.strictObject({});

export const settingsCommands = {
  /** Fails with settings/invalid {key, reason, limit?}, settings/locked {key} or settings/not-saved. */
  'settings/set': command(z.strictObject({ key: settingKeySchema, value: rawSettingSchema }), done),
  /** Back to the default. */
  'settings/reset': command(z.strictObject({ key: settingKeySchema }), done),
  /** Keeps a secret encrypted; an empty value forgets it. The value is never sent back. */
  'settings/set-secret': command(
    z.strictObject({ name: secretNameSchema, value: z.string().max(4000) }),
    done,
  ),
  'settings/check-exchange': command(nothing, checkOutcomeSchema),
  'settings/check-core': command(nothing, checkOutcomeSchema),
  'settings/check-captions': command(nothing, checkOutcomeSchema),
  /** The camera's picture for the settings page, outside of any call: session `cameraPreviewId` of the pictures. */
  'settings/preview-camera': command(
    z.strictObject({ on: z.boolean() }),
    z.strictObject({ camera: z.enum(['off', 'ok', 'none', 'denied']) }),
  ),
} as const;

export const settingsTopics = { 'settings/state': topic(settingsStateSchema) } as const;
