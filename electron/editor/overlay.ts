import { createHash } from 'node:crypto';
import { inForceOn } from '#shared/editor/in-force.ts';
import { contentKinds, fileNameOf, type ContentKind } from '#shared/editor/kinds.ts';
import type { Clock, Undo } from '#shared/lib/clock.ts';
import { createPublisher, type Source } from '#shared/lib/publisher.ts';
import { localDay, untilNextDay } from './local-day.ts';
import type { FileOverlay } from '#electron/content/overlay-port.ts';
import type { EditorRepository, Overlay, PublishedText } from './ports.ts';

/** SHA-256 of a text, as versions and the content service name it. */
export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

export interface ContentOverlay {
  /** What stands before the program's files today. The same object until something is another. */
  readonly overlay: Source<Overlay>;
  inForce(kind: ContentKind, contentId: string): PublishedText | null;
  /** Published, and its first day has not come: the next one. */
  scheduled(kind: ContentKind, contentId: string): PublishedText | null;
  /** Something was published or withdrawn. */
  refresh(): void;
  dispose(): void;
}

/** A clock that was set is noticed after so long, milliseconds. */
const lookAgainMs = 600_000;

/** Keeps which published versions are in force, by the days of an injected clock: at midnight the next one stands by itself. */
export function createContentOverlay({
  repository,
  clock,
}: {
  readonly repository: Pick<EditorRepository, 'published' | 'text'>;
  readonly clock: Clock;
}): ContentOverlay {
  let published: ReadonlyMap<string, readonly PublishedText[]> = new Map();
  let standing: readonly PublishedText[] = [];
  const overlay = createPublisher<Overlay>(none());
  let undo: Undo = () => {};

  const look = (): void => {
    const today = localDay(clock.now());
    const now = [...published.values()].flatMap((all) => inForceOn(all, today) ?? []);
    if (signOf(now) !== signOf(standing)) {
      standing = now;
      overlay.set(overlayOf(now, repository));
    }
    undo();
    undo = clock.after(Math.min(lookAgainMs, untilNextDay(clock.now()) + 1), look);
  };
  const refresh = (): void => {
    const byContent = new Map<string, PublishedText[]>();
    for (const one of repository.published()) {
      const known = byContent.get(keyOf(one.kind, one.contentId));
      if (known) known.push(one);
      else byContent.set(keyOf(one.kind, one.contentId), [one]);
    }
    published = byContent;
    look();
  };
  refresh();
  const of = (kind: ContentKind, contentId: string): readonly PublishedText[] =>
    published.get(keyOf(kind, contentId)) ?? [];
  return {
    overlay,
    inForce: (kind, contentId) => inForceOn(of(kind, contentId), localDay(clock.now())),
    scheduled(kind, contentId) {
      const today = localDay(clock.now());
      const coming = of(kind, contentId).filter(({ from }) => from > today);
      return coming.toSorted((a, b) => (a.from < b.from ? -1 : 1))[0] ?? null;
    },
    refresh,
    dispose: () => undo(),
  };
}

/** One kind's part of what stands before the files. */
export const overlayFor = (overlay: ContentOverlay, kind: ContentKind) => (): FileOverlay =>
  overlay.overlay.get()[kind];

const keyOf = (kind: ContentKind, contentId: string): string => `${kind} ${contentId}`;
const signOf = (all: readonly PublishedText[]): string =>
  all
    .map(({ versionId }) => versionId)
    .toSorted()
    .join(' ');

const none = (): Overlay =>
  Object.fromEntries(contentKinds.map((kind) => [kind, new Map()])) as unknown as Overlay;

function overlayOf(standing: readonly PublishedText[], repository: Pick<EditorRepository, 'text'>): Overlay {
  const of = (kind: ContentKind): FileOverlay =>
    new Map(
      standing
        .filter((one) => one.kind === kind)
        .map(({ contentId, versionId, hash }) => [
          fileNameOf(kind, contentId),
          { hash, read: () => repository.text(versionId) },
        ]),
    );
  return Object.fromEntries(contentKinds.map((kind) => [kind, of(kind)])) as unknown as Overlay;
}
