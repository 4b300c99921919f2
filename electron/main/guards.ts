import { app, type Session, type WebContents } from 'electron';
import { isAppUrl } from './app-origin.ts';

/** What the page may ask of Chromium without being refused: putting text on the clipboard from a click. */
const allowedPermissions: readonly string[] = ['clipboard-sanitized-write'];

/**
 * No page leaves the app's own origin, opens a window or embeds another page. `shell.openExternal` is called nowhere: text
 * from packets and files must never choose what the system opens.
 */
export function guardWebContents(): void {
  app.on('web-contents-created', (_event, contents) => {
    const stayHere = (event: { url: string; preventDefault(): void }): void => {
      if (!isAppUrl(event.url)) event.preventDefault();
    };
    contents.on('will-navigate', stayHere);
    contents.on('will-frame-navigate', stayHere);
    contents.on('will-redirect', stayHere);
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}

/** Electron grants everything by default. Requests, silent checks and devices each have their own handler. */
export function guardPermissions(session: Session): void {
  session.setPermissionRequestHandler((contents, permission, decide) => {
    decide(allowedPermissions.includes(permission) && isOurs(contents));
  });
  session.setPermissionCheckHandler((contents, permission, origin) => {
    return allowedPermissions.includes(permission) && isOurs(contents) && isAppUrl(origin);
  });
  session.setDevicePermissionHandler(() => false);
}

function isOurs(contents: WebContents | null): boolean {
  return contents !== null && isAppUrl(contents.getURL());
}
