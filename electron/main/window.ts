import { app, BrowserWindow, nativeTheme } from 'electron';
import { appStart } from './app-origin.ts';

/** The colours of an empty page, as in renderer/styles/tokens.css: no white flash before the first paint. */
const background = { light: '#f9fafb', dark: '#15171b' };

/** How soon after a crash of the page's process a second one means that reloading does not help, in milliseconds. */
const crashLoop = 10_000;

/** Opens the window. Its place and size are kept by Electron under its name. */
export function openWindow(preload: string): BrowserWindow {
  const window = new BrowserWindow({
    name: 'main',
    windowStatePersistence: true,
    title: 'Punchdown',
    width: 1280,
    height: 800,
    minWidth: 720,
    minHeight: 480,
    show: false,
    backgroundColor: backgroundColor(),
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  });
  window.once('ready-to-show', () => window.show());
  const recolour = (): void => window.setBackgroundColor(backgroundColor());
  nativeTheme.on('updated', recolour);
  window.once('closed', () => nativeTheme.off('updated', recolour));
  reloadAfterCrash(window);
  window.loadURL(appStart).catch((cause: unknown) => {
    // Closed while it was loading is no failure.
    if (!window.isDestroyed()) console.error('The page could not be loaded.', cause);
  });
  return window;
}

export function focusWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

function backgroundColor(): string {
  return nativeTheme.shouldUseDarkColors ? background.dark : background.light;
}

/** The engine keeps everything, so a page whose process died is simply loaded again. */
function reloadAfterCrash(window: BrowserWindow): void {
  let last = Number.NEGATIVE_INFINITY;
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    console.error(`The page's process ended: ${reason}.`);
    const now = performance.now();
    if (now - last > crashLoop) window.webContents.reload();
    last = now;
  });
}
