import { z } from 'zod';
import { command, topic } from '#shared/contract/define.ts';
import { personSchema } from './people.ts';

/**
 * Where the way from program start to a signed-in person stands.
 *
 *   starting ──► choosePassphrase ──┐
 *      │  └────► enterPassphrase ───┤
 *      │                            ├──► signIn ⇄ signedIn
 *      ├────────────────────────────┘      ▲
 *      └──► storeDamaged ──(start fresh)───┘   (any unlocking step may also end in storeDamaged)
 *
 * A `policyProblem` keeps the phase at `starting`: the program goes no further until the file is mended.
 */
export const accessPhaseSchema = z.enum([
  'starting',
  'choosePassphrase',
  'enterPassphrase',
  'storeDamaged',
  'signIn',
  'signedIn',
]);
export type AccessPhase = z.infer<typeof accessPhaseSchema>;

/**
 * Why the store cannot be used.
 * damaged: the file is not readable with the right key · newer: written by a later version of the program ·
 * keyMissing / keyDamaged: the file that holds its wrapped key is gone or unreadable ·
 * keyRefused: the key store of the system no longer opens the key (other user, reset keyring) ·
 * keyStoreGone: the key was given to a key store that does not answer now · inaccessible: the disk refuses (rights, full).
 */
export const damageReasonSchema = z.enum([
  'damaged',
  'newer',
  'keyMissing',
  'keyDamaged',
  'keyRefused',
  'keyStoreGone',
  'inaccessible',
]);
export type DamageReason = z.infer<typeof damageReasonSchema>;

export const damageSchema = z.strictObject({
  reason: damageReasonSchema,
  /** Name (no folder) of the file that cannot be used. */
  file: z.string().max(200),
  /** Name (no folder) it will be kept under when the person chooses to start fresh; null where that is not offered. */
  keptAs: z.string().max(200).nullable(),
});
export type Damage = Readonly<z.infer<typeof damageSchema>>;

/** A fault of the administrator's policy file. `line` and `column` count from 1; 0 when the fault has no place. */
export const policyProblemSchema = z.strictObject({
  file: z.string().max(1000),
  line: z.number().int().min(0),
  column: z.number().int().min(0),
  reason: z.enum([
    'unreadable',
    'twoFiles',
    'syntax',
    'notAMapping',
    'unknownKey',
    'duplicateKey',
    'badValue',
    'secretNotAllowed',
  ]),
  /** The setting concerned, empty when none. */
  key: z.string().max(100),
  /** badValue: the reason code of settings/invalid; syntax: the parser's words; twoFiles: the other file; unreadable: the system's code. */
  detail: z.string().max(300),
  /** badValue: the bound that was broken or the allowed words, where there is one. */
  limit: z.union([z.string().max(300), z.number()]).nullable(),
});
export type PolicyProblem = Readonly<z.infer<typeof policyProblemSchema>>;

export const accessStateSchema = z.strictObject({
  phase: accessPhaseSchema,
  /** Who guards the key of the store. `backend`: what the system calls its key store, empty with a passphrase. */
  keyStore: z.strictObject({ kind: z.enum(['os', 'passphrase']), backend: z.string().max(60) }),
  damage: damageSchema.nullable(),
  /** No try before this instant after wrong passphrases; null when one may be made at once. */
  tryAgainAt: z.number().nullable(),
  /** True while a passphrase is being worked on (about half a second). */
  busy: z.boolean(),
  people: z.array(personSchema).max(50),
  person: personSchema.nullable(),
  policyProblem: policyProblemSchema.nullable(),
});
export type AccessState = Readonly<z.infer<typeof accessStateSchema>>;

/** Longer than the rule allows, so that the rule and not the transport says why a passphrase is refused. */
const passphraseSchema = z.string().max(1000);
const nothing = z.strictObject({});
const done = z.strictObject({});

export const accessCommands = {
  /** First start without a key store: sets the passphrase and makes the store. */
  'access/choose-passphrase': command(z.strictObject({ passphrase: passphraseSchema }), done),
  'access/unlock': command(z.strictObject({ passphrase: passphraseSchema }), done),
  'access/sign-in': command(z.strictObject({ personId: z.string().min(1).max(100) }), done),
  'access/sign-out': command(nothing, done),
  /** After damage, only by explicit choice: the unusable files are kept under `damage.keptAs`, an empty store is made. */
  'access/start-fresh': command(nothing, done),
  /** After damage: looks again (the keyring is open now, the disk is back). */
  'access/retry': command(nothing, done),
} as const;

export const accessTopics = { 'access/state': topic(accessStateSchema) } as const;
