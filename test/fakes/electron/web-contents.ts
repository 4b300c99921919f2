import { EventEmitter } from 'node:events';
import type { Frame, Page, Route } from 'playwright';
import { originOf, toAppUrl, toPageUrl } from './app-url.ts';
import { ipcMain } from './ipc-main.ts';
import { cloned, type MessagePortMain } from './message-port.ts';
import { PageChannel } from './page-channel.ts';
import { schemes } from './protocol.ts';
import { session } from './session.ts';

export interface WebFrameMain {
  url: string;
  origin: string;
  parent: null;
  /** Stays with the frame from document to document. */
  frameTreeNodeId: number;
}

type WindowOpen = (details: { url: string }) => { action: 'allow' | 'deny' };

let lastId = 0;

/** A page of Chromium, with the events by which a main process watches over it. */
export class WebContents extends EventEmitter {
  readonly id: number;
  readonly session = session.defaultSession;
  readonly #preferences: Record<string, unknown>;
  readonly #channel: PageChannel;
  #page: Page | undefined;
  #frame: WebFrameMain | null = null;
  #url = '';
  /** The navigation that the main process asked for itself: it is not announced. */
  #ownNavigation: string | undefined;
  #windowOpen: WindowOpen = () => ({ action: 'allow' });
  /** Requests that left the page for somewhere else; the double lets none through. */
  readonly foreignRequests: string[] = [];

  constructor(preferences: Record<string, unknown>) {
    super();
    lastId += 1;
    this.id = lastId;
    this.#preferences = preferences;
    this.#channel = new PageChannel((channel, args) => {
      const event = { sender: this, senderFrame: this.#frame, ports: [] };
      ipcMain.emit(channel, event, ...args);
    });
  }

  get mainFrame(): WebFrameMain | null {
    return this.#frame;
  }

  getURL(): string {
    return this.#url;
  }

  isDestroyed(): boolean {
    return this.#page?.isClosed() ?? false;
  }

  setWindowOpenHandler(handler: WindowOpen): void {
    this.#windowOpen = handler;
  }

  getLastWebPreferences(): Record<string, unknown> {
    return this.#preferences;
  }

  send(channel: string, ...args: unknown[]): void {
    this.#channel.post(channel, cloned(args), []);
  }

  postMessage(channel: string, message: unknown, transfer: MessagePortMain[] = []): void {
    this.#channel.post(
      channel,
      [cloned(message)],
      transfer.map((port) => port.take()),
    );
  }

  reload(): void {
    this.#ownNavigation = this.#url;
    this.#page?.reload().catch(() => undefined);
  }

  /** The double's own: takes over a page before anything is loaded into it. */
  async attach(page: Page, preload: string): Promise<void> {
    this.#page = page;
    await this.#channel.attach(page, preload, (url) => this.#windowOpened(url));
    await page.route('**/*', (route) => this.#route(route).catch(() => undefined));
    page.on('crash', () => {
      this.#channel.gone();
      this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 });
    });
    page.on('close', () => {
      this.#channel.gone();
      this.#frame = null;
      this.emit('destroyed');
    });
  }

  async load(url: string): Promise<void> {
    this.#ownNavigation = url;
    await this.#page?.goto(toPageUrl(url, schemes.standard()));
  }

  #windowOpened(url: string): void {
    const { action } = this.#windowOpen({ url: toAppUrl(url, schemes.standard()) });
    if (action === 'allow') this.emit('did-create-window');
  }

  async #route(route: Route): Promise<void> {
    const request = route.request();
    const url = toAppUrl(request.url(), schemes.standard());
    const frame = request.isNavigationRequest() ? request.frame() : undefined;
    if (frame !== undefined && !this.#mayNavigate(frame, url)) {
      await route.abort('aborted');
      return;
    }
    const handler = schemes.handler(new URL(url).protocol.slice(0, -1));
    if (handler === undefined) {
      this.foreignRequests.push(url);
      if (frame === undefined) await route.abort('failed');
      else await route.fulfill({ contentType: 'text/html', body: `<title>Somewhere else</title>` });
      return;
    }
    const response = await handler(new Request(url, { method: request.method() }));
    if (frame !== undefined && frame === this.#page?.mainFrame()) await this.#arrived(url);
    await route.fulfill({
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: Buffer.from(await response.arrayBuffer()),
    });
  }

  /** Asks as Electron does: every frame first, then the main frame; not for what the main process loads itself. */
  #mayNavigate(frame: Frame, url: string): boolean {
    const isMainFrame = frame === this.#page?.mainFrame();
    if (isMainFrame && this.#ownNavigation === url) {
      this.#ownNavigation = undefined;
      return true;
    }
    let prevented = false;
    const event = { url, isMainFrame, preventDefault: () => (prevented = true) };
    this.emit('will-frame-navigate', event);
    if (isMainFrame && !prevented) this.emit('will-navigate', event, url);
    return !prevented;
  }

  /** A new document of ours: a new frame object, and the permissions that the session's handlers give it. */
  async #arrived(url: string): Promise<void> {
    this.#url = url;
    this.#frame = { url, origin: originOf(url), parent: null, frameTreeNodeId: this.id };
    const page = this.#page;
    if (page === undefined) return;
    const pageOrigin = new URL(toPageUrl(url, schemes.standard())).origin;
    await this.session.applyPermissions(page.context(), this, originOf(url), pageOrigin);
  }
}
