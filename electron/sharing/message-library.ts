import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseContent, type Parsed } from '#electron/content/content-port.ts';
import type { Log } from '#electron/log/log.ts';
import { createPublisher, type Source } from '#shared/lib/publisher.ts';
import { noSharingLibrary, type SharingLibrary } from '#shared/sharing/contract.ts';
import { linkProblem } from '#shared/sharing/link.ts';
import { type MessagesFile, messagesFileSchema, problemOfMessages } from '#shared/sharing/template.ts';

export interface MessageLibrary {
  readonly content: Source<MessagesFile>;
  /** What a window may choose from. */
  readonly library: Source<SharingLibrary>;
  /** Reads it anew. A refused file keeps what was read before. Never rejects. */
  load(): Promise<void>;
}

/** Templates and addresses, or the line and the reason why the file is refused; an address the policy does not let out is one. */
export function parseMessages(file: string, text: string, hosts: readonly string[]): Parsed<MessagesFile> {
  const parsed = parseContent(file, text, messagesFileSchema);
  if (!parsed.ok) return parsed;
  const refuse = (path: readonly PropertyKey[], reason: string): Parsed<MessagesFile> => ({
    ok: false,
    refused: { file, line: parsed.lineOf(path), reason },
  });
  const problem = problemOfMessages(parsed.value);
  if (problem !== null) return refuse(problem.path, problem.reason);
  for (const [at, { url }] of parsed.value.links.entries()) {
    const why = linkProblem(url, hosts);
    if (why !== null) return refuse(['links', at, 'url'], `${url}: ${why}`);
  }
  return parsed;
}

export function createMessageLibrary(deps: {
  readonly file: string;
  readonly log: Log;
  readonly linkHosts: () => readonly string[];
}): MessageLibrary {
  const { file, log } = deps;
  const content = createPublisher<MessagesFile>({ templates: [], links: [] });
  const library = createPublisher<SharingLibrary>(noSharingLibrary);
  const show = (refused: SharingLibrary['refused']): void => {
    const { templates, links } = content.get();
    library.set({ templates: templates.map(({ id, label }) => ({ id, label })), links, refused });
  };
  return {
    content,
    library,
    async load() {
      const parsed = await readFile(file, 'utf8').then(
        (text) => parseMessages(basename(file), text, deps.linkHosts()),
        () =>
          ({ ok: false, refused: { file: basename(file), line: null, reason: 'cannot be read' } }) as const,
      );
      if (parsed.ok) content.set(parsed.value);
      else log.warn('messages refused', { file: parsed.refused.file, line: parsed.refused.line });
      show(parsed.ok ? [] : [parsed.refused]);
    },
  };
}
