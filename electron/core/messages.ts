import { idempotencyHeader } from '#shared/core/wire-hold.ts';
import { wireMessageStateSchema } from '#shared/core/wire-message.ts';
import type { HttpClient } from './http.ts';
import type { MessageGateway } from './ports.ts';
import { readAnswer } from './read-answer.ts';

/** Texts to callers through the bank's message service; the key makes a repetition the same text, not a second one. */
export function createMessages(http: HttpClient, timeoutMs: number): MessageGateway {
  return {
    sendMessage: async (key, message) =>
      readAnswer(
        wireMessageStateSchema,
        await http.send({
          method: 'POST',
          path: 'v1/messages',
          body: message,
          headers: { [idempotencyHeader]: key },
          repeatable: true,
          timeoutMs,
        }),
        timeoutMs,
      ),
    messageByKey: async (key) =>
      readAnswer(
        wireMessageStateSchema,
        await http.send({
          method: 'GET',
          path: `v1/messages/${encodeURIComponent(key)}`,
          repeatable: true,
          timeoutMs,
        }),
        timeoutMs,
      ),
  };
}
