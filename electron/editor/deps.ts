import type { Log } from '#electron/log/log.ts';
import type { Who } from '#shared/core/text.ts';
import type { ContentKind } from '#shared/editor/kinds.ts';
import { appError } from '#shared/errors/app-error.ts';
import { fail } from '#shared/errors/result.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { ContentOverlay } from './overlay.ts';
import type { EditorRepository, Kinds } from './ports.ts';

export interface EditorDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly newId: () => string;
  readonly repository: EditorRepository;
  readonly kinds: Kinds;
  readonly overlay: ContentOverlay;
  readonly person: () => Who | null;
}

/** For what also looks at the text that is in force: a published version's, else the program's own file. */
export interface DraftDeps extends EditorDeps {
  readonly inForceText: (kind: ContentKind, contentId: string) => Promise<string | null>;
}

export const nobody = () => fail(appError('common/not-allowed', { need: 'signedIn' }));
