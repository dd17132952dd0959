import type { LooseMessage } from '#electron/sip/ports.ts';
import type { Log } from '#electron/log/log.ts';
import type { TextMessage } from '#shared/call/contract.ts';
import { appError } from '#shared/errors/app-error.ts';
import { fail, ok, type Result } from '#shared/errors/result.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { CallId } from '#shared/lib/ids.ts';
import { createPublisher, type Source } from '#shared/lib/publisher.ts';
import { noTexts, type TextState } from '#shared/text/contract.ts';
import { createAssembler, formatPart } from '#shared/text/part.ts';
import type { Phrase } from '#shared/text/phrases.ts';
import { splitText } from '#shared/text/split.ts';
import type { TextRepository } from './ports.ts';

export interface TextsDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly newId: () => string;
  readonly repository: TextRepository;
  /** The call on the screen, to whom the draft belongs. */
  readonly call: Source<{ readonly callId: CallId } | null>;
  readonly phrases: Source<readonly Phrase[]>;
  readonly maskNumber: (number: string) => string;
  /** The whole number of an asserted address; empty when there is none. */
  readonly numberOf: (address: string) => string;
  readonly textBytes: () => number;
  readonly sendText: (number: string, text: string, part?: string) => Promise<Result<void>>;
}

/** What is written beside the calls: drafts, ready phrases, and texts from people whose call is not up. */
export interface Texts {
  readonly state: Source<TextState>;
  keepDraft(callId: CallId, text: string): Result<Record<string, never>>;
  /** Keeps a text from outside of any call. False: it could not be kept, and its sender is to know. */
  heard(message: LooseMessage): boolean;
  reply(threadId: string, text: string): Promise<Result<Record<string, never>>>;
  putAway(threadId: string): Result<Record<string, never>>;
  dispose(): void;
}

const mostThreads = 20;
const mostMessages = 100;
const mostChars = 20_000;

export function createTexts(deps: TextsDeps): Texts {
  const { clock, repository, log } = deps;
  const state = createPublisher<TextState>(noTexts);
  const assembler = createAssembler();

  const shownThreads = (): TextState['loose'] =>
    repository
      .openThreads()
      .slice(0, mostThreads)
      .map(({ number, messages, ...thread }) => ({
        ...thread,
        numberMasked: deps.maskNumber(number),
        messages: messages.slice(-mostMessages),
      }));
  const show = (change: Partial<TextState>): void => state.set({ ...state.get(), ...change });
  const followCall = (call: { readonly callId: CallId } | null): void => {
    const callId = call?.callId ?? null;
    if (callId === state.get().callId) return;
    show({ callId, draft: callId === null ? '' : repository.draft(callId) });
  };
  const undos = [
    deps.call.subscribe(followCall),
    deps.phrases.subscribe((phrases) => show({ phrases: [...phrases] })),
  ];
  show({ phrases: [...deps.phrases.get()], loose: shownThreads() });
  followCall(deps.call.get());

  const save = (threadId: string, message: TextMessage): void => {
    repository.saveLoose(threadId, message);
    show({ loose: shownThreads() });
  };
  const base = { at: 0, way: 'message', problem: null } as const;

  return {
    state,
    keepDraft(callId, text) {
      repository.keepDraft(callId, text, clock.now());
      if (callId === state.get().callId) show({ draft: text });
      return ok({});
    },
    heard({ asserted, user, displayName, text, part }) {
      const number = (deps.numberOf(asserted) || user).slice(0, 100);
      const at = clock.now();
      try {
        const threadId = repository.threadOf(number, displayName.slice(0, 200), deps.newId, at);
        const { id, text: whole } = assembler.take(text, part);
        for (let from = 0; from < Math.max(1, whole.length); from += mostChars) {
          const messageId = id === null ? deps.newId() : `${id.slice(0, 40)}-${from}`;
          const words = whole.slice(from, from + mostChars);
          save(threadId, { ...base, id: messageId, from: 'caller', text: words, at, state: 'sent' });
        }
        return true;
      } catch (error) {
        log.error('text outside of a call not kept', { error: String(error) });
        return false;
      }
    },
    async reply(threadId, text) {
      const thread = repository.openThreads().find((one) => one.threadId === threadId);
      if (thread === undefined) return fail(appError('text/unknown-thread', {}));
      const id = deps.newId();
      const message: TextMessage = { ...base, id, from: 'agent', text, at: clock.now(), state: 'sending' };
      save(threadId, message);
      const parts = splitText(text, deps.textBytes());
      let gone = '';
      for (const [at, part] of parts.entries()) {
        const header =
          parts.length > 1 ? formatPart({ textId: id, part: at + 1, of: parts.length }) : undefined;
        const sent = await deps.sendText(thread.number, part, header);
        if (!sent.ok) {
          const failed = { ...message, state: 'failed', problem: problemOf(sent.error.params) } as const;
          if (gone !== '') save(threadId, { ...message, text: gone, state: 'sent' });
          const rest = { ...failed, id: gone === '' ? id : deps.newId(), text: text.slice(gone.length) };
          save(threadId, rest);
          return sent;
        }
        gone += part;
      }
      save(threadId, { ...message, state: 'sent' });
      return ok({});
    },
    putAway(threadId) {
      repository.putAway(threadId, clock.now());
      show({ loose: shownThreads() });
      return ok({});
    },
    dispose: () => undos.forEach((undo) => undo()),
  };
}

function problemOf(params: object): NonNullable<TextMessage['problem']> {
  const status = 'status' in params ? params.status : 0;
  if (status === 408) return 'noAnswer';
  return status === 0 || status === 503 ? 'lineLost' : 'refused';
}
