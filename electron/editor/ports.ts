import type { FileOverlay } from '#electron/content/overlay-port.ts';
import type { Who } from '#shared/core/text.ts';
import type { ContentKind } from '#shared/editor/kinds.ts';
import type { VersionState } from '#shared/editor/phase.ts';
import type { Undo } from '#shared/lib/clock.ts';
import type { CheckedText, EditorStep, Origin, Version } from '#shared/editor/version.ts';

/** A version with its text. */
export interface KeptVersion extends Version {
  readonly text: string;
}

/** What a step changes besides the state. */
export interface StepChange {
  readonly reviewer?: Who | null;
  readonly from?: string | null;
  readonly to?: string | null;
  readonly publishedAt?: number;
}

export interface PublishedText {
  readonly versionId: string;
  readonly kind: ContentKind;
  readonly contentId: string;
  readonly origin: Origin;
  /** SHA-256 of the text. */
  readonly hash: string;
  readonly from: string;
  readonly to: string | null;
  readonly publishedAt: number;
}

/** An item of the bank's content service as it was last taken. */
export interface SyncedItem {
  readonly kind: ContentKind;
  readonly contentId: string;
  readonly sha256: string;
  readonly versionId: string;
}

/**
 * Versions and what was done with them. Nothing is ever removed: a text that was sent to review does not change any more, a step
 * stands for good. Every method is on disk when it returns. Implemented in `electron/store`.
 */
export interface EditorRepository {
  begin(version: KeptVersion, step: EditorStep): void;
  /** Of a draft: text, title, id, authors, revision. Throws for any other. */
  save(version: KeptVersion): void;
  step(versionId: string, state: VersionState, step: EditorStep, change: StepChange): void;
  version(versionId: string): KeptVersion | undefined;
  /** The draft, the one in review or the approved one of a content; at most one. */
  open(kind: ContentKind, contentId: string): KeptVersion | undefined;
  /** Newest first. */
  versions(kind: ContentKind, contentId: string, limit: number): readonly Version[];
  steps(versionId: string): readonly EditorStep[];
  /** Newest change first: of every content its open version, else its newest. `text` in id or title. */
  list(ask: {
    readonly kind: ContentKind | null;
    readonly states: readonly VersionState[];
    readonly text: string;
    readonly limit: number;
  }): readonly Version[];
  /** Every published version that may be in force on a day to come or today; texts are read one by one. */
  published(): readonly PublishedText[];
  text(versionId: string): string;
  /** In review and not written by this person. */
  waitingFor(personId: string): number;
  synced(): readonly SyncedItem[];
  /** All of it or nothing: what the service now has is kept as published versions, what it no longer has is withdrawn. */
  keepSync(change: {
    readonly published: readonly { readonly version: KeptVersion; readonly steps: readonly EditorStep[] }[];
    readonly withdrawn: readonly { readonly versionId: string; readonly step: EditorStep }[];
    readonly synced: readonly SyncedItem[];
    readonly etag: string | null;
  }): void;
  etag(): string | null;
}

/** The program's own content of a kind: files that a version stands before. */
export interface OwnContent {
  /** Ids and titles with `text` in one of them, at most `limit`. */
  find(text: string, limit: number): Promise<readonly OwnItem[]>;
  /** Of every file there is, whether or not it can be read or is indexed yet. */
  ids(): Promise<readonly string[]>;
  /** The file's text; null when there is none. */
  text(contentId: string): Promise<string | null>;
}

export interface OwnItem {
  readonly contentId: string;
  readonly title: { readonly zh: string; readonly en: string };
}

/** How one kind of content is read and checked: by the same readers as its files. Never throws. */
export interface KindRules {
  readonly own: OwnContent;
  check(contentId: string, text: string): CheckedText;
  /** A new one, as far as it can be written without a person. */
  template(contentId: string, words: string, day: string): string;
}

export type Kinds = Readonly<Record<ContentKind, KindRules>>;

/** One end of the pipe between main and the import process. */
export interface ConvertPort {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): Undo;
}
export interface ConvertChild extends ConvertPort {
  onClose(listener: () => void): Undo;
  kill(): void;
}

/** A file as a text of ours, or why it is none. */
export type ConvertedFile =
  | {
      readonly ok: true;
      readonly converted: {
        readonly kind: ContentKind;
        readonly contentId: string;
        readonly text: string;
        readonly remarks: readonly string[];
      };
    }
  | { readonly ok: false; readonly reason: string };

/** Reads one file at a time, away from main's event loop. Never rejects. */
export interface Converter {
  convert(name: string, bytes: Uint8Array, day: string): Promise<ConvertedFile>;
  dispose(): void;
}

/** Asks for a folder in the system's own dialog; null: the person changed their mind. */
export type ChooseFolder = (why: 'import' | 'export') => Promise<string | null>;

/** What stands before the program's files, by kind. */
export type Overlay = Readonly<Record<ContentKind, FileOverlay>>;
