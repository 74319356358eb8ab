import { app, type Session, type WebContents } from 'electron';
import { isAppPage, type Site } from './addresses';

/**
 * The window shows one page and its pictures; whatever else a page could do is refused here, for every
 * web contents that this process ever makes (Electron's security checklist, points 4, 5, 12–15).
 */
export function hardenWebContents(site: Site): void {
  app.on('web-contents-created', (_event, contents) => harden(contents, site));
}

function harden(contents: WebContents, site: Site): void {
  const stay = (event: { readonly url: string; preventDefault(): void }): void => {
    // The development server reloads its page after an edit; the built page has no reason to go anywhere.
    if (site.development === null || !isAppPage(event.url, site)) event.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** Copying text, which a page may do only while the person clicks. Reading what others have copied is another permission. */
const granted = 'clipboard-sanitized-write';

const network = { urls: ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'ftp://*/*', 'file://*/*'] };

export function hardenSession(session: Session, { served, development }: Site): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(permission === granted));
  session.setPermissionCheckHandler((_contents, permission) => permission === granted);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
  // Nothing that the window shows may come from, or go to, anywhere but this process.
  if (development !== null) return;
  session.webRequest.onBeforeRequest(network, ({ url }, answer) => answer({ cancel: !url.startsWith(`${served}/`) }));
}
