import { EventEmitter } from 'node:events';
import type { Page } from 'playwright';
import { app } from './app.ts';
import { browser } from './app-browser.ts';
import { nativeTheme } from './native-theme.ts';
import { WebContents } from './web-contents.ts';

interface Options {
  show?: boolean;
  title?: string;
  backgroundColor?: string;
  webPreferences?: { preload?: string } & Record<string, unknown>;
  [option: string]: unknown;
}

const windows = new Set<BrowserWindow>();

export class BrowserWindow extends EventEmitter {
  readonly webContents: WebContents;
  /** The double's own: what the window was made with. */
  readonly options: Options;
  readonly #page: Promise<Page>;
  #backgroundColor: string;
  #visible: boolean;
  #minimized = false;
  #destroyed = false;

  constructor(options: Options = {}) {
    super();
    if (!app.isReady()) throw new Error('Cannot create BrowserWindow before app is ready');
    this.options = options;
    this.#backgroundColor = options.backgroundColor ?? '#FFF';
    this.#visible = options.show ?? true;
    this.webContents = new WebContents({ sandbox: true, contextIsolation: true, ...options.webPreferences });
    windows.add(this);
    app.emit('web-contents-created', {}, this.webContents);
    this.webContents.on('did-create-window', () => new BrowserWindow());
    this.#page = this.#open();
  }

  static getAllWindows(): BrowserWindow[] {
    return [...windows];
  }

  async loadURL(url: string): Promise<void> {
    await this.#page;
    if (this.#destroyed) return;
    await this.webContents.load(url);
    this.emit('ready-to-show');
  }

  show(): void {
    this.#visible = true;
  }

  focus(): void {}

  minimize(): void {
    this.#minimized = true;
  }

  restore(): void {
    this.#minimized = false;
  }

  isVisible(): boolean {
    return this.#visible;
  }

  isMinimized(): boolean {
    return this.#minimized;
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  setBackgroundColor(color: string): void {
    if (this.#destroyed) throw new TypeError('Object has been destroyed');
    this.#backgroundColor = color;
  }

  getBackgroundColor(): string {
    return this.#backgroundColor;
  }

  close(): void {
    let prevented = false;
    this.emit('close', { preventDefault: () => (prevented = true) });
    if (!prevented) void this.#page.then((page) => page.close());
  }

  async #open(): Promise<Page> {
    const { context } = await browser();
    const page = await context.newPage();
    const recolour = () => page.emulateMedia({ colorScheme: nativeTheme.shouldUseDarkColors ? 'dark' : 'light' });
    await recolour();
    const onTheme = (): void => void recolour().catch(() => undefined);
    nativeTheme.on('updated', onTheme);
    page.on('close', () => {
      nativeTheme.off('updated', onTheme);
      this.#closed();
    });
    await this.webContents.attach(page, this.options.webPreferences?.preload ?? '');
    return page;
  }

  #closed(): void {
    this.#destroyed = true;
    windows.delete(this);
    this.emit('closed');
    if (windows.size === 0) app.allWindowsClosed();
  }
}

app.closeWindows = async () => {
  const closing = [...windows].map((window) => new Promise<void>((resolve) => window.once('closed', () => resolve())));
  for (const window of windows) window.close();
  await Promise.all(closing);
};
