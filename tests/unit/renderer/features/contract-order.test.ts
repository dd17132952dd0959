import { expect, test } from 'vitest';
import { careFlagIds } from '#shared/care/care-flag.ts';
import { relationSchema, verifyMethodSchema } from '#shared/caller/identity.ts';
import { choosableReasons, dispositions } from '#shared/seat/contract.ts';
import { pauseReasons } from '#renderer/commands/seat-commands.ts';
import { flagOrder } from '#renderer/features/caller-panel/flags-dialog.tsx';
import { thirdPartyRelations } from '#renderer/features/caller-panel/speaker-dialog.tsx';
import { methodOrder } from '#renderer/features/caller-panel/verify-dialog.tsx';
import { dispositionOrder } from '#renderer/features/wrap-up/disposition-order.ts';

// The window writes these lists out so that it need not carry the contract's schemas; nothing may be missing from them.
test.each([
  ['dispositions', dispositionOrder, dispositions],
  ['care flags', flagOrder, careFlagIds],
  ['checks of identity', methodOrder, verifyMethodSchema.options],
  [
    'relations of a third party',
    thirdPartyRelations,
    relationSchema.exclude(['unknown', 'assumedHolder', 'holder']).options,
  ],
  ['pause codes', pauseReasons, choosableReasons],
])('%s are all offered', (_name, offered, wanted) => {
  expect([...offered].sort()).toEqual([...wanted].sort());
});
