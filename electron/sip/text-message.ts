import type { IncomingResponse } from 'sip.js/lib/core/index.js';
import { type Message, Messager, type Session, type UserAgent, type URI } from 'sip.js';
import { appError } from '#shared/errors/app-error.ts';
import { fail, ok, type Result } from '#shared/errors/result.ts';
import { partHeader } from '#shared/text/part.ts';

const plain = 'text/plain;charset=UTF-8';
const partHeaders = (part: string | undefined): string[] =>
  part === undefined ? [] : [`${partHeader}: ${part}`];

type Settle = (result: Result<void>) => void;
const refusal = (settle: Settle, status: number, phrase: string): void =>
  settle(fail(appError('call/refused-by-exchange', { status, phrase: phrase.slice(0, 280) }, 'now')));
const failure = (settle: Settle, error: unknown): void =>
  refusal(settle, 0, error instanceof Error ? error.message : String(error));

/** What a final answer means for the text. SIP.js makes up a 408 or 503 of its own when the line was lost. */
const answers = (settle: Settle) => ({
  onAccept: () => settle(ok(undefined)),
  onReject: ({ message }: IncomingResponse) =>
    refusal(settle, message.statusCode ?? 500, message.reasonPhrase ?? ''),
});

/** Text in the dialog (RFC 3428). Answered by the far end's final response. */
export function sendInDialog(session: Session, text: string, part?: string): Promise<Result<void>> {
  return new Promise((settle) => {
    session
      .message({
        requestDelegate: answers(settle),
        requestOptions: {
          extraHeaders: partHeaders(part),
          body: { contentDisposition: 'render', contentType: plain, content: text },
        },
      })
      .catch((error: unknown) => failure(settle, error));
  });
}

/** Text outside of any dialog. */
export function sendLoose(
  ua: UserAgent,
  target: URI,
  text: string,
  part: string | undefined,
  type: string = plain,
): Promise<Result<void>> {
  return new Promise((settle) => {
    const messager = new Messager(ua, target, text, type, { extraHeaders: partHeaders(part) });
    messager.message({ requestDelegate: answers(settle) }).catch((error: unknown) => failure(settle, error));
  });
}

/** What desks tell each other about calls for help (`electron/care/help-post.ts`): never shown as a text, never taken for one. */
export const noteType = 'application/vnd.guardline.help+json';
export const isNote = (message: Message): boolean =>
  (message.request.getHeader('Content-Type') ?? '').toLowerCase().startsWith(noteType);

/**
 * Words we can show, in the letters that the wire has. Anything else is refused by its type, and the answer says what is
 * taken (RFC 3261 §21.4.13).
 */
export const isPlainText = (message: Message): boolean => {
  const type = message.request.getHeader('Content-Type') ?? 'text/plain';
  const charset = /;\s*charset\s*=\s*"?([\w-]+)/i.exec(type)?.[1] ?? 'utf-8';
  return /^text\/plain\s*(;|$)/i.test(type) && /^(utf-?8|us-ascii|ascii)$/i.test(charset);
};

export const refuseType = (message: Message): Promise<void> =>
  message.reject({ statusCode: 415, extraHeaders: [`Accept: ${plain}`] });

export const partOf = (message: Message): { readonly part?: string } => {
  const part = message.request.getHeader(partHeader);
  return part === undefined ? {} : { part };
};
