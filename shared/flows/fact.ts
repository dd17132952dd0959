import { z } from 'zod';
import { careFlagIds } from '#shared/care/care-flag.ts';
import { accountActionKindSchema, cardFactIdSchema, cardKindSchema } from '#shared/core/vocabulary.ts';
import { accountCueIds } from '#shared/guidance/cue.ts';

const prefixed = <P extends string, I extends string>(prefix: P, ids: readonly I[]): readonly `${P}.${I}`[] =>
  ids.map((id) => `${prefix}.${id}` as const);

/** About the person: who speaks, and whether that was checked. */
export const personFactIds = [
  'caller.known',
  'caller.holder',
  'caller.thirdParty',
  'caller.ownNumber',
  'identity.verified',
  'identity.failed',
  'identity.simplified',
] as const;

/**
 * About the card the flow is about; about any of the holder's cards while none is chosen.
 * `held`: the core said so. `holdAsked`: on its way, the caller must not hear "done" yet. `unread`: cards could not be read.
 */
export const cardStateFactIds = [
  'card.any',
  'card.chosen',
  'card.held',
  'card.holdAsked',
  'card.holdFailed',
  'card.lost',
  'card.closed',
  'card.supplementary',
  'card.unread',
] as const;

export const transferFactIds = ['transfer.pending', 'transfer.newPayee'] as const;

/**
 * What a flow may look at: everything here is on the caller panel already. A flow that asks for anything else is refused,
 * or it would wait for a fact that nobody delivers.
 */
export const factIds = [
  ...personFactIds,
  ...prefixed('flag', careFlagIds),
  ...cardStateFactIds,
  ...prefixed('card.kind', cardKindSchema.options),
  ...prefixed('card.fact', cardFactIdSchema.options),
  ...transferFactIds,
  ...prefixed('risk', accountCueIds),
  ...prefixed('today', accountActionKindSchema.options),
] as const;

export type FactId = (typeof factIds)[number];

const known: ReadonlySet<string> = new Set(factIds);
export const isFactId = (id: string): id is FactId => known.has(id);

/** In a file any word of this form; whether it is a fact is the checker's business, which names the line. */
export const factWordSchema = z.string().regex(/^[a-z][a-zA-Z0-9.]{1,59}$/);
