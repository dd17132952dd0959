import { z } from 'zod';

/** Why a value is refused. The window has a sentence for each (`settings.problem.<reason>`). */
export const settingReasonSchema = z.enum([
  'wrongType',
  'tooSmall',
  'tooLarge',
  'tooLong',
  'tooMany',
  'notOneOf',
  'controlCharacters',
  'notWebSocketUrl',
  'wsOnlyLoopback',
  'notHttpUrl',
  'httpOnlyLoopback',
  'credentialsInUrl',
  'partsAfterPath',
  'notDomain',
  'notSipUser',
  'notAbsolutePath',
  'fileNotReadable',
  'fileNotCertificate',
  'notStunUrl',
  'notTurnUrl',
  'notSipUri',
  'notHeaderName',
  'notDialCode',
  'notLinkHost',
  'notSpecialist',
  'headerUsedTwice',
  'policyOnly',
]);
export type SettingReason = z.infer<typeof settingReasonSchema>;

const key = z.string().max(100);

export const settingsErrors = {
  /** `limit`: the bound that was broken (number, length or the allowed words), where there is one. */
  'settings/invalid': z.strictObject({
    key,
    reason: settingReasonSchema,
    limit: z.union([z.string().max(300), z.number()]).optional(),
  }),
  'settings/locked': z.strictObject({ key }),
  /** The value is right but the disk refused it; the old value holds. */
  'settings/not-saved': z.strictObject({ key, detail: z.string().max(200) }),
  /** Secrets can be kept only once the store is unlocked. */
  'settings/secrets-locked': z.strictObject({}),
  /** What was given as a private key is none: PEM, not encrypted. */
  'settings/not-a-key': z.strictObject({}),
  'settings/secret-too-long': z.strictObject({ max: z.number() }),
};
