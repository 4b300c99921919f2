import { EventEmitter } from 'node:events';
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeBrowser, keepProfileIn } from './app-browser.ts';
import { schemes } from './protocol.ts';
import { takeInstanceLock } from './single-instance.ts';

interface Manifest {
  name: string;
  productName?: string;
  version: string;
}

class App extends EventEmitter {
  #ready = Promise.withResolvers<void>();
  #isReady = false;
  #quitting = false;
  #manifest: Manifest = { name: 'electron-double', version: '0.0.0' };
  #userData = join(tmpdir(), `electron-double-${process.pid}-data`);
  /** Set by the windows' own file. */
  closeWindows: () => Promise<void> = async () => {};

  get isPackaged(): boolean {
    return process.env.ELECTRON_DOUBLE_PACKAGED === '1';
  }

  isReady(): boolean {
    return this.#isReady;
  }

  whenReady(): Promise<void> {
    return this.#ready.promise;
  }

  enableSandbox(): void {
    if (this.#isReady) throw new Error('app.enableSandbox() can only be called before app is ready');
    this.sandboxEnabled = true;
  }

  /** The double's own. */
  sandboxEnabled = false;

  getVersion(): string {
    return this.#manifest.version;
  }

  getPath(name: string): string {
    if (name !== 'userData') throw new Error(`The double knows no path "${name}".`);
    mkdirSync(this.#userData, { recursive: true });
    return this.#userData;
  }

  getPreferredSystemLanguages(): string[] {
    const language = (process.env.LANGUAGE ?? process.env.LANG ?? 'en').split(':')[0] ?? 'en';
    return [language.split('.')[0]?.replace('_', '-') ?? 'en'];
  }

  requestSingleInstanceLock(additionalData: unknown = null): boolean {
    const second = { argv: process.argv, workingDirectory: process.cwd(), additionalData };
    return takeInstanceLock(this.#userData, second, ({ argv, workingDirectory, additionalData: data }) => {
      void this.#ready.promise.then(() => this.emit('second-instance', {}, argv, workingDirectory, data));
    });
  }

  quit(): void {
    if (this.#quitting) return;
    if (!this.#isReady) {
      this.exit(0);
      return;
    }
    if (this.#prevented('before-quit')) return;
    this.#quitting = true;
    void this.closeWindows().then(() => this.#finish());
  }

  /** Ends without asking anybody. */
  exit(code = 0): void {
    this.#quitting = true;
    void closeBrowser().finally(() => process.exit(code));
  }

  /** The double's own: starts as Electron does, `ready` not before the main module has run to its end. */
  async launch(manifest: Manifest, userData: string | undefined, main: () => Promise<unknown>): Promise<void> {
    this.#manifest = manifest;
    this.#userData = userData ?? this.#userData;
    keepProfileIn(this.getPath('userData'));
    const late = setTimeout(() => {
      console.error('The main module awaits something that comes after it (app.whenReady()?): Electron would hang.');
      this.exit(1);
    }, 10_000);
    await main();
    clearTimeout(late);
    if (this.#quitting) return;
    schemes.onReady();
    this.#isReady = true;
    this.emit('ready');
    this.#ready.resolve();
  }

  /** The double's own. */
  allWindowsClosed(): void {
    if (this.#quitting) return;
    if (this.listenerCount('window-all-closed') === 0) this.quit();
    else this.emit('window-all-closed');
  }

  #finish(): void {
    if (this.#prevented('will-quit')) {
      this.#quitting = false;
      return;
    }
    this.emit('quit', {}, 0);
    this.exit(0);
  }

  #prevented(name: string): boolean {
    let prevented = false;
    this.emit(name, { preventDefault: () => (prevented = true) });
    return prevented;
  }
}

export const app = new App();
