import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Log } from '#electron/log/log.ts';
import {
  type CommandHandlers,
  type CommandName,
  commands,
  type TopicName,
  type TopicSnapshot,
  topics,
} from '#shared/contract/index.ts';
import { appError } from '#shared/errors/app-error.ts';
import { fail, type Result } from '#shared/errors/result.ts';
import type { Source } from '#shared/lib/publisher.ts';
import type { Role } from '#shared/seat/role.ts';
import { channels } from './channels.ts';
import type { DeskDoor } from './desk-door.ts';

/** One source per topic. A missing one does not compile. */
export type TopicSources = { readonly [T in TopicName]: Source<TopicSnapshot<T>> };

export interface DeskLinkDeps {
  readonly handlers: CommandHandlers;
  readonly sources: TopicSources;
  readonly role: () => Role | null;
  readonly door: DeskDoor;
  readonly log: Log;
  /** Called with performance.now() at both ends of a command: for the bench and the log of slow ones. */
  readonly onServed?: (name: string, fromMs: number, toMs: number) => void;
}

export interface DeskLink {
  dispose(): void;
}

const envelope = z.tuple([z.string().max(100), z.unknown()]);

/** The desk windows' only way into main: sender check (at the door) → parse → role → handle → Result. */
export function createDeskLink(deps: DeskLinkDeps): DeskLink {
  const { door, sources } = deps;
  const revisions = new Map<TopicName, number>();
  const waiting = new Set<TopicName>();

  const publish = (): void => {
    for (const topic of waiting) {
      for (const contents of door.windows) {
        if (!contents.isDestroyed())
          contents.send(channels.topic, topic, revisions.get(topic), sources[topic].get());
      }
    }
    waiting.clear();
  };
  // Several changes in one turn of the loop leave as one snapshot: the last.
  const changed = (topic: TopicName): void => {
    revisions.set(topic, (revisions.get(topic) ?? 0) + 1);
    if (waiting.size === 0) queueMicrotask(publish);
    waiting.add(topic);
  };
  const names = Object.keys(topics) as TopicName[];
  const undo = names.map((topic) => (sources[topic] as Source<unknown>).subscribe(() => changed(topic)));

  door.open({
    async command(words) {
      const fromMs = performance.now();
      const result = await serve(deps, words);
      deps.onServed?.(String(words[0]), fromMs, performance.now());
      return result;
    },
    ask(topic) {
      const name = names.find((known) => known === topic);
      if (name === undefined) throw new Error('no such topic');
      return { revision: revisions.get(name) ?? 0, snapshot: sources[name].get() };
    },
  });

  return {
    dispose() {
      for (const one of undo) one();
      door.dispose();
    },
  };
}

async function serve(deps: DeskLinkDeps, args: readonly unknown[]): Promise<Result<unknown>> {
  const parsed = envelope.safeParse(args);
  if (!parsed.success || !Object.hasOwn(commands, parsed.data[0])) {
    deps.log.error('unknown command refused');
    return fail(appError('common/invalid-input', { field: 'command', reason: 'unknown' }));
  }
  const name = parsed.data[0] as CommandName;
  const definition = commands[name];
  const role = deps.role();
  if (definition.roles !== undefined && (role === null || !definition.roles.includes(role))) {
    return fail(appError('common/not-allowed', { need: definition.roles.join(', ') }));
  }
  const input = definition.input.safeParse(parsed.data[1]);
  if (!input.success) {
    const issue = input.error.issues[0];
    const field = issue?.path.join('.') ?? '';
    deps.log.warn('command with a wrong payload', { command: name, field });
    return fail(
      appError('common/invalid-input', { field: field.slice(0, 200), reason: issue?.code ?? 'invalid' }),
    );
  }
  try {
    const handle = deps.handlers[name] as (input: unknown) => Promise<Result<unknown>> | Result<unknown>;
    return await handle(input.data);
  } catch (error) {
    const reference = randomUUID().slice(0, 8);
    const { name: kind, message, stack } = error instanceof Error ? error : new Error(String(error));
    deps.log.error('command failed by a bug', { command: name, reference, kind, message, stack });
    return fail(appError('common/internal', { reference }));
  }
}
