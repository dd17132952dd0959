import type { Log } from '#electron/log/log.ts';
import type { Flow } from '#shared/flows/flow.ts';
import type { FlowContent } from '#shared/flows/view.ts';
import { summaryOf } from '#shared/flows/view.ts';
import { noFlows, type FlowLibrary } from '#shared/flows/state.ts';
import type { FileOverlay } from '#electron/content/overlay-port.ts';
import type { RefusedFile } from '#shared/guidance/library.ts';
import { createPublisher } from '#shared/lib/publisher.ts';
import type { Source } from '#shared/lib/publisher.ts';
import type { FlowRepository, Shelf, ShelvedFlow } from './ports.ts';
import { readFlowFolder } from './read-folder.ts';

export interface FlowLibraryDeps {
  /** `assets/flows`: one `<flow-id>.yaml` each, and `policy/figures.yaml`. */
  readonly folder: string;
  readonly repository: Pick<FlowRepository, 'shelf' | 'shelve'>;
  readonly log: Log;
  /** Published versions that stand before the files. */
  readonly overlay?: () => FileOverlay;
}

export interface Flows {
  /** What windows find flows by. Empty until the first `load` is through. */
  readonly library: Source<FlowLibrary>;
  /** The flows themselves and the bank's figures. */
  readonly content: Source<FlowContent>;
  /** Reads all content anew and publishes it. A refused file keeps its last good content. Never rejects. */
  load(): Promise<FlowLibrary>;
}

/** What stands in for a refused file: the last good flow that was read from it. A file that is gone is gone on purpose. */
function kept(
  shelf: readonly ShelvedFlow[],
  good: readonly ShelvedFlow[],
  files: readonly string[] | null,
): readonly ShelvedFlow[] {
  const now = new Set(good.map(({ file }) => file));
  return shelf.filter(({ file }) => !now.has(file) && (files === null || files.includes(file)));
}

const byName = (a: ShelvedFlow, b: ShelvedFlow): number => (a.flow.id < b.flow.id ? -1 : 1);

/** Reads the guided flows: content, so a bank can change them without a new program. */
export function createFlowLibrary({ folder, repository, log, overlay }: FlowLibraryDeps): Flows {
  const library = createPublisher<FlowLibrary>(noFlows);
  const content = createPublisher<FlowContent>({ flows: [], policies: {} });

  const shelf = (): Shelf => {
    try {
      return repository.shelf();
    } catch {
      log.error('flow shelf unreadable');
      return { flows: [], policies: {} };
    }
  };

  const publish = (
    flows: readonly Flow[],
    policies: FlowContent['policies'],
    refused: readonly RefusedFile[],
    all: readonly ShelvedFlow[],
  ): void => {
    content.set({ flows, policies });
    library.set({
      flows: flows.map(summaryOf),
      refused: refused.slice(0, 500).map((one) => ({
        ...one,
        kept: all.find(({ file }) => file === one.file)?.flow.version ?? null,
      })),
    });
  };

  return {
    library,
    content,
    async load() {
      const last = shelf();
      const read = await readFlowFolder(folder, last.policies, overlay?.());
      const stand = kept(last.flows, read.good, read.files);
      const all = [...read.good, ...stand].toSorted(byName);
      for (const { file, line } of read.refused) log.warn('flow refused', { file, line });
      publish(
        all.map(({ flow }) => flow),
        read.policies,
        read.refused,
        all,
      );
      repository.shelve({ flows: all, policies: read.policies });
      log.info('flows ready', { flows: all.length, refused: read.refused.length });
      return library.get();
    },
  };
}
