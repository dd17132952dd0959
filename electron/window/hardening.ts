import type { App, Session, WebContents } from 'electron';
import type { Log } from '#electron/log/log.ts';
import { appScheme } from './app-protocol.ts';

/** What the media window may have: microphone, the choice of a loudspeaker. No other window has anything. */
const mediaPermissions = new Set(['media', 'speaker-selection', 'audioCapture']);

/** Denies by default, the camera even to the media window until somebody at the desk has asked for it: permissions, devices, requests to anything but our own pages. */
export function hardenSession(
  session: Session,
  isMediaWindow: (contents: WebContents | null) => boolean,
  mayUseCamera: () => boolean,
  log: Log,
): void {
  session.setPermissionRequestHandler((contents, permission, decide, details) => {
    const wantsVideo = 'mediaTypes' in details && (details.mediaTypes ?? []).includes('video');
    const allowed =
      isMediaWindow(contents) && mediaPermissions.has(permission) && (!wantsVideo || mayUseCamera());
    if (!allowed) log.warn('permission denied', { permission });
    decide(allowed);
  });
  session.setPermissionCheckHandler(
    (contents, permission) => isMediaWindow(contents) && mediaPermissions.has(permission),
  );
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest((details, decide) => {
    const own = details.url.startsWith(`${appScheme}:`) || details.url.startsWith('devtools:');
    if (!own) log.error('request to the outside refused', { scheme: details.url.split(':')[0] });
    decide({ cancel: !own });
  });
}

/** No window navigates away, opens another one, or embeds a foreign page. */
export function hardenContents(app: App, log: Log): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event, url) => {
      // A reload. Another page of our own would leave the desk without its screen.
      if (url === contents.getURL()) return;
      log.error('navigation refused');
      event.preventDefault();
    });
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => {
      log.error('new window refused');
      return { action: 'deny' };
    });
  });
}
