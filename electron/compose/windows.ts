import { type App, dialog, nativeTheme } from 'electron';
import type { CallManager } from '#electron/call/call-manager.ts';
import type { OwnedMediaLink } from '#electron/ipc/media-link.ts';
import { linkPictures } from '#electron/ipc/picture-link.ts';
import type { MediaService } from '#electron/media/media-service.ts';
import type { DeskWindow } from '#electron/window/desk-window.ts';
import { createMediaWindow, type MediaWindow } from '#electron/window/media-window.ts';
import { createRingNotice } from '#electron/window/ring-notice.ts';
import { isLive } from '#shared/call/call-state.ts';
import type { CallSnapshot } from '#shared/call/contract.ts';
import type { SettingValues } from '#shared/settings/values.ts';
import type { Base } from './base.ts';
import type { FirstWindow } from './first-window.ts';
import { filled, mainWords } from './words.ts';

export interface Windows {
  /** A desk wants pictures: from now on, and again whenever the media window is new. */
  openPictures(): void;
  dispose(): void;
}

/** A desk that does not come to be painted is no reason to be deaf. */
const mediaAnywayMs = 3_000;

/** The hidden window, speaking through this link. */
export const openMediaWindow = ({ places, log }: FirstWindow, link: OwnedMediaLink): MediaWindow =>
  createMediaWindow({ preload: places.mediaPreload, log, attach: link.attach, detach: link.detach });

/** What the windows may do, the hidden one, and how the desk comes forward when somebody rings. */
export function composeWindows(
  app: App,
  base: Base,
  parts: {
    readonly first: FirstWindow;
    readonly calls: CallManager;
    readonly media: Pick<MediaService, 'onReturned' | 'cameraWanted'>;
    readonly openMedia: () => MediaWindow;
    /** The hidden window, where a caller in silence could not wait for everything else. */
    readonly hurried: MediaWindow | undefined;
  },
): Windows {
  const { clock, settings } = base;
  const { calls, first } = parts;
  const { desk } = first;
  const words = () => mainWords(settings.values.get().language, app.getLocale());
  const isUp = (): boolean =>
    calls.state.get().calls.some(({ state }) => isLive(state) && state !== 'ringing');
  let media = parts.hurried;
  let quitAnyway = false;
  let closed = false;

  const followTheme = ({ theme }: SettingValues): void => {
    nativeTheme.themeSource = theme;
    desk.setDark(nativeTheme.shouldUseDarkColors);
  };
  followTheme(settings.values.get());
  const undoTheme = settings.values.subscribe(followTheme);

  first.rule({
    isMedia: (contents) => contents === media?.contents(),
    mayUseCamera: parts.media.cameraWanted,
    mayClose() {
      if (quitAnyway || !isUp()) return true;
      void askToQuit(words()).then((quit) => {
        if (!quit) return;
        quitAnyway = true;
        app.quit();
      });
      return false;
    },
  });
  // A second window beside the first would keep the person waiting; nobody calls before somebody is here.
  const openMedia = (): void => {
    if (closed) return;
    media ??= parts.openMedia();
  };
  void desk.painted.then(openMedia);
  const undoAnyway = clock.after(mediaAnywayMs, openMedia);
  followRing(parts.calls, desk, settings.values.get, words);
  let wanted = false;
  const openPictures = (): void => {
    wanted = true;
    linkPictures(media?.contents() ?? null, first.door.windows);
  };
  parts.media.onReturned(() => {
    if (wanted) openPictures();
  });
  return {
    openPictures,
    dispose() {
      closed = true;
      undoTheme();
      undoAnyway();
      media?.close();
    },
  };
}

async function askToQuit(words: ReturnType<typeof mainWords>): Promise<boolean> {
  const { response } = await dialog.showMessageBox({
    type: 'warning',
    message: words.close.message,
    detail: words.close.detail,
    buttons: [words.close.stay, words.close.quit],
    defaultId: 0,
    cancelId: 0,
  });
  return response === 1;
}

function followRing(
  calls: CallManager,
  desk: DeskWindow,
  values: () => SettingValues,
  words: () => ReturnType<typeof mainWords>,
): void {
  let ringing: string | null = null;
  const act = (what: 'answer' | 'decline') => (): void => {
    const call = calls.state.get().calls.find(({ state }) => state === 'ringing');
    if (call !== undefined) void calls[what](call.id);
  };
  const notice = createRingNotice({ answer: act('answer'), decline: act('decline'), open: desk.comeForward });
  calls.state.subscribe(({ calls: now }) => {
    const call = now.find(({ state }) => state === 'ringing');
    if (call?.id === ringing || (call === undefined && ringing === null)) return;
    ringing = call?.id ?? null;
    if (call === undefined) {
      notice.close();
      desk.settle();
      return;
    }
    // The panel goes out first: raising a window and a notice keep main busy for as long as a look-up takes.
    setImmediate(() => {
      if (ringing === call.id) announce(call);
    });
  });
  const announce = (call: CallSnapshot): void => {
    desk.comeForward();
    if (!values()['notifications.enabled']) return;
    const { ring } = words();
    const about = { name: call.displayName, number: call.numberMasked, queue: '' };
    notice.show({
      title: filled(ring.title, about),
      body: filled(ring.body, about),
      answer: ring.answer,
      decline: ring.decline,
    });
  };
}
