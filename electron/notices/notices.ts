import type { Log } from '#electron/log/log.ts';
import type { HandlersOf } from '#shared/contract/index.ts';
import { appError } from '#shared/errors/app-error.ts';
import { fail, ok } from '#shared/errors/result.ts';
import type { Clock, Undo } from '#shared/lib/clock.ts';
import { createPublisher, type Source } from '#shared/lib/publisher.ts';
import { noNotices, type noticeCommands, type NoticesState } from '#shared/notices/contract.ts';
import { noticesOf } from '#shared/notices/view.ts';
import type { Role } from '#shared/seat/role.ts';
import type { NoticeContent } from './notice-library.ts';
import type { NoticeRepository } from './ports.ts';

export interface NoticesDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly repository: NoticeRepository;
  readonly content: Source<NoticeContent>;
  readonly person: Source<{ readonly id: string; readonly role: Role } | null>;
  /** The day on this machine's calendar, `YYYY-MM-DD`. */
  readonly today: () => string;
}

export interface Notices {
  readonly state: Source<NoticesState>;
  readonly handlers: HandlersOf<typeof noticeCommands>;
  dispose(): void;
}

/** A new day is noticed within this time. */
const lookEveryMs = 60_000;

/** Builds the notices of whoever is signed in. */
export function createNotices(deps: NoticesDeps): Notices {
  const { clock, repository, content, person } = deps;
  const state = createPublisher<NoticesState>(noNotices);
  const show = (): void => {
    const { notices, refused } = content.get();
    const who = person.get();
    if (who === null) return state.set({ ...noNotices, refused: [...refused] });
    const confirmedAt = (noticeId: string, version: string): number | null => {
      try {
        return repository.confirmedAt(who.id, noticeId, version);
      } catch {
        deps.log.error('readings unreadable');
        return null;
      }
    };
    state.set({ ...noticesOf(notices, deps.today(), who.role, confirmedAt), refused: [...refused] });
  };
  let day = deps.today();
  let undoTimer: Undo = () => undefined;
  const watch = (): void => {
    undoTimer = clock.after(lookEveryMs, () => {
      if (deps.today() !== day) {
        day = deps.today();
        show();
      }
      watch();
    });
  };
  const undos = [content.subscribe(show), person.subscribe(show)];
  show();
  watch();
  return {
    state,
    handlers: {
      'notices/confirm': async ({ noticeId, version }) => {
        const who = person.get();
        const notice = state
          .get()
          .notices.find((one) => one.noticeId === noticeId && one.version === version);
        if (who === null || !notice) return fail(appError('notices/unknown', { noticeId }));
        repository.confirm({ personId: who.id, noticeId, version, at: clock.now() });
        show();
        return ok({});
      },
    },
    dispose() {
      undoTimer();
      undos.forEach((undo) => undo());
    },
  };
}
