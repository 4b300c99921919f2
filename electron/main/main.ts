import { join } from 'node:path';
import { app, BrowserWindow, dialog, session } from 'electron';
import type { DesktopCommand } from '#shared/contract/desktop.ts';
import { m } from '#shared/messages/compiled/messages.js';
import { setLocale } from '#shared/messages/compiled/runtime.js';
import type { Problem } from '#shared/problem/problem.ts';
import { problemText } from '#shared/problem/problem-text.ts';
import { AppearanceFile, applyTheme, nativeLocale } from './appearance.ts';
import { channels } from './channels.ts';
import { DesktopNotices } from './desktop-notices.ts';
import { EngineProcess } from './engine-process.ts';
import { guardPermissions, guardWebContents } from './guards.ts';
import { type Appearance, listenToPage } from './ipc.ts';
import { offerEditMenu, showMenu } from './menu.ts';
import { registerPageScheme, servePage } from './page-protocol.ts';
import { desktopSecretKey } from './secret-key.ts';
import { startOptions } from './start-options.ts';
import { focusWindow, openWindow } from './window.ts';

/** The built files lie side by side: out/main, out/preload, out/engine, out/packet, out/renderer. */
const built = join(import.meta.dirname, '..');

registerPageScheme();
app.enableSandbox();
guardWebContents();

// One instance per user: a second one would find the workspace in use.
if (app.requestSingleInstanceLock()) {
  // Not awaited: Electron is ready only after this module has run to its end.
  void app.whenReady().then(run);
} else {
  app.quit();
}

function run(): void {
  const options = startOptions(process.argv.slice(1));
  const appearanceFile = new AppearanceFile(join(app.getPath('userData'), 'appearance.json'));
  apply(appearanceFile.read());
  guardPermissions(session.defaultSession);
  servePage(join(built, 'renderer'));

  const engine = new EngineProcess({
    modules: {
      engine: join(built, 'engine/utility-process.js'),
      packet: join(built, 'packet/packet-process.js'),
    },
    start: { ...options, version: app.getVersion() },
    onRefused: (problem) => void offerTemporaryWorkspace(engine, problem),
    onGaveUp: (crashes, reason) => void offerAnotherTry(engine, crashes, reason),
  });
  // The key store may ask the person for a password: the window is there by then.
  setImmediate(() => void desktopSecretKey().then((secrets) => engine.start({ secrets })));

  const notices = new DesktopNotices(() => {
    const window = mainWindow();
    if (window !== undefined) focusWindow(window);
  });
  listenToPage({
    onConnect: (page) => engine.connect(page),
    onAppearance: (appearance) => {
      appearanceFile.write(appearance);
      apply(appearance);
    },
    onNotify: (page, notice) => notices.show(page, notice),
  });

  const open = (): void => offerEditMenu(openWindow(join(built, 'preload/preload.cjs')));
  open();

  app.on('second-instance', () => {
    const window = mainWindow();
    if (window === undefined) open();
    else focusWindow(window);
  });
  app.on('activate', () => {
    if (mainWindow() === undefined) open();
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  closeBeforeQuit(engine);
}

/** Theme and language of everything native. */
function apply({ theme, locale }: Appearance): void {
  applyTheme(theme);
  setLocale(nativeLocale(locale), { reload: false });
  showMenu(sendCommand);
}

function mainWindow(): BrowserWindow | undefined {
  return BrowserWindow.getAllWindows().find((window) => !window.isDestroyed());
}

function sendCommand(command: DesktopCommand): void {
  mainWindow()?.webContents.send(channels.command, command);
}

/** The engine ends before the app does, after every window is closed: nothing is asked of it any more. */
function closeBeforeQuit(engine: EngineProcess): void {
  let closed = false;
  app.on('will-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    void engine.close().then(() => {
      closed = true;
      app.quit();
    });
  });
}

async function offerTemporaryWorkspace(engine: EngineProcess, problem: Problem): Promise<void> {
  const text = problemText(problem);
  const { response } = await dialog.showMessageBox({
    type: 'error',
    title: m.app_name(),
    message: m.desktop_start_failed_title({ app: m.app_name() }),
    detail: [text.what, text.why, text.todo].filter((part) => part !== '').join('\n\n'),
    buttons: [m.desktop_start_failed_temporary(), m.desktop_start_failed_quit()],
    defaultId: 0,
    cancelId: 1,
  });
  if (response === 0) engine.start({ temporary: true });
  else app.quit();
}

async function offerAnotherTry(engine: EngineProcess, count: number, reason: string): Promise<void> {
  const { response } = await dialog.showMessageBox({
    type: 'error',
    title: m.app_name(),
    message: m.desktop_engine_gave_up_title(),
    detail: m.desktop_engine_gave_up_text({ count, reason }),
    buttons: [m.desktop_engine_gave_up_again(), m.desktop_start_failed_quit()],
    defaultId: 0,
    cancelId: 1,
  });
  if (response === 0) engine.start();
  else app.quit();
}
