import type { HandlersOf } from '#shared/contract/index.ts';
import { ok } from '#shared/errors/result.ts';
import type { slateCommands } from '#shared/slate/contract.ts';
import type { Slate } from './slate.ts';

export function createSlateHandlers(slate: Slate): HandlersOf<typeof slateCommands> {
  return {
    async 'slate/write'({ callId, text, mode }) {
      const written = await slate.write(callId, text, mode);
      return written.ok ? ok({}) : written;
    },
    async 'slate/turn'({ callId, by }) {
      const turned = await slate.turn(callId, by);
      return turned.ok ? ok({}) : turned;
    },
  };
}
