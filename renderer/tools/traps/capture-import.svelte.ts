import type { Client } from '#shared/contract/index.ts';
import type { ImportProgress, NotificationImport } from '#shared/model/notification-capture.ts';
import type { Problem } from '#shared/problem/problem.ts';
import { RunningCall } from '../../rpc/running-call.svelte.ts';
import { toProblem } from '../../rpc/to-problem.ts';

/** Ports of a text such as "162, 16200"; undefined for what is none. */
export function readPorts(text: string): number[] | undefined {
  const ports = text.split(/[\s,]+/).filter((part) => part !== '');
  const numbers = ports.map((part) => (/^\d{1,5}$/.test(part) ? Number(part) : 0));
  const fit = numbers.length > 0 && numbers.length <= 100 && numbers.every((port) => port >= 1 && port <= 65_535);
  return fit ? numbers : undefined;
}

/** The import of a capture's notifications. It needs no browser. */
export class CaptureImport extends RunningCall {
  path = $state('');
  ports = $state('162');
  progress = $state.raw<ImportProgress>();
  result = $state.raw<NotificationImport>();
  problem = $state.raw<Problem>();
  readonly portNumbers = $derived(readPorts(this.ports));

  readonly #client: Client;
  #import = '';

  constructor(client: Client) {
    super();
    this.#client = client;
  }

  async run(): Promise<void> {
    const ports = this.portNumbers;
    const path = this.path.trim();
    if (this.phase !== 'idle' || ports === undefined || path === '') return;
    this.#import = crypto.randomUUID();
    this.result = undefined;
    this.progress = undefined;
    this.problem = undefined;
    await this.whileRunning(async (signal) => {
      try {
        const result = await this.#client.traps.importCapture({ path, ports, import: this.#import }, { signal });
        this.result = result;
        this.problem = result.problem;
      } catch (thrown) {
        const problem = toProblem(thrown);
        if (!signal.aborted) this.problem = problem;
      }
    });
  }

  /** Takes what the engine tells of imports. */
  told(progress: ImportProgress): void {
    if (progress.import === this.#import) this.progress = progress;
  }
}
