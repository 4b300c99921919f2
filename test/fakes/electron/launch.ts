import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright';
import { settled } from './settled.ts';

export interface LaunchOptions {
  /** Folder of the app: its package.json names the main module. */
  folder: string;
  args?: readonly string[];
  env?: NodeJS.ProcessEnv;
}

/** The `electron` module as functions of a test see it inside the main process: the real one has the same names. */
export type ElectronModule = typeof import('./index.ts');

/** A running desktop app. The double and the real Electron (through Playwright's `_electron`) are driven alike. */
export interface DesktopApp {
  /** Runs a function in the main process. It sees nothing of the test but its argument, which must be plain data. */
  evaluate<Result, Argument>(
    run: (electron: ElectronModule, argument: Argument) => Result | Promise<Result>,
    argument?: Argument,
  ): Promise<Result>;
  /** The page of the first window that is open. */
  page(): Promise<Page>;
  /** Quits as a person does, and resolves with the exit code. */
  quit(): Promise<number | null>;
  readonly exited: Promise<number | null>;
  readonly process: ChildProcess;
  /** What the main process printed until now. */
  output(): string;
}

async function pagesOf(browser: Promise<Browser> | undefined): Promise<Page[]> {
  return ((await browser)?.contexts() ?? []).flatMap((context) => context.pages());
}

const runner = fileURLToPath(new URL('run.ts', import.meta.url));

/** Starts an app under the double. */
export async function launchDouble({ folder, args = [], env = {} }: LaunchOptions): Promise<DesktopApp> {
  const environment: NodeJS.ProcessEnv = { ...process.env, ...env };
  // What a killed process leaves behind goes with its data.
  const data = args.find((argument) => argument.startsWith('--user-data-dir='))?.split('=')[1];
  if (data !== undefined) environment.TMPDIR = data;
  // Options of the test runner's Node are not meant for the app.
  delete environment.NODE_OPTIONS;
  const child = fork(runner, [folder, ...args], {
    env: environment,
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    serialization: 'advanced',
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8');
    stream?.on('data', (text: string) => {
      output += text;
    });
  }
  const exited = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  const orders = new Map<number, PromiseWithResolvers<unknown>>();
  child.on('message', ({ id, value, error }: { id: number; value: unknown; error?: string }) => {
    if (error === undefined) orders.get(id)?.resolve(value);
    else orders.get(id)?.reject(new Error(error));
    orders.delete(id);
  });
  void exited.then((code) => {
    for (const order of orders.values()) order.reject(new Error(`The app ended with ${code}:\n${output}`));
  });
  let last = 0;
  const order = (source: string, argument: unknown): Promise<unknown> => {
    last += 1;
    const pending = Promise.withResolvers<unknown>();
    orders.set(last, pending);
    child.send({ id: last, source, argument }, (error) => error && pending.reject(new Error(`${error}\n${output}`)));
    return pending.promise;
  };

  let browser: Promise<Browser> | undefined;
  const connect = async (): Promise<Browser> =>
    chromium.connectOverCDP((await order('endpoint', undefined)) as string, { noDefaults: true });
  void exited.then(async () => (await browser)?.close()).catch(() => undefined);

  const desktop: DesktopApp = {
    evaluate: (run, argument) => order(run.toString(), argument) as Promise<never>,
    async page() {
      // A page that comes into being while Playwright connects may escape its notice: connect when the first one is there.
      await settled('a window', () =>
        desktop.evaluate(({ BrowserWindow }) =>
          BrowserWindow.getAllWindows().some(({ webContents }) => webContents.getURL()),
        ),
      );
      browser ??= connect();
      const find = () => pagesOf(browser).then((pages) => pages.find((page) => page.url().includes('.app.localhost')));
      try {
        return await settled('a window with the page', find);
      } catch (error) {
        const urls = (await pagesOf(browser)).map((page) => page.url());
        throw new Error(`No window shows the page, but: ${urls.join(', ')}\n${output}`, { cause: error });
      }
    },
    async quit() {
      if (child.exitCode === null) await desktop.evaluate(({ app }) => app.quit()).catch(() => undefined);
      return exited;
    },
    exited,
    process: child,
    output: () => output,
  };
  return desktop;
}
