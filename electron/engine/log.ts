import { join } from 'node:path';
import electronLog from 'electron-log/node.js';
import type { ProblemCode } from '#shared/problem/problem.ts';

/**
 * The engine's log: what was called, how long it took, how it ended. Inputs, results and packets never go in, so neither do
 * secrets. One file and one older one, a megabyte each.
 */
export interface Log {
  readonly file: string | undefined;
  started(about: { version: string; host: string; node: string }): void;
  called(call: string, milliseconds: number, ended: 'ok' | ProblemCode): void;
  /** Something nobody expected; the stack names our own code only. */
  failed(call: string, error: unknown): void;
  closed(): void;
}

const fileSize = 1024 * 1024;

export function openLog({ folder, verbose }: { folder: string | undefined; verbose: boolean }): Log {
  const log = electronLog.create({ logId: 'engine' });
  const file = folder === undefined ? undefined : join(folder, 'engine.log');
  log.transports.console.level = verbose ? 'debug' : false;
  // Standard output belongs to the command line's results.
  log.transports.console.writeFn = ({ message }) => process.stderr.write(`${message.data.join(' ')}\n`);
  log.transports.file.level = file === undefined ? false : verbose ? 'debug' : 'info';
  log.transports.file.maxSize = fileSize;
  if (file !== undefined) log.transports.file.resolvePathFn = () => file;
  return {
    file,
    started: ({ version, host, node }) =>
      log.info(`started: Punchdown ${version}, ${host} host, Node ${node}, pid ${process.pid}`),
    called(call, milliseconds, ended) {
      const line = `${call}: ${ended} after ${milliseconds.toFixed(1)} ms`;
      if (ended === 'ok') log.debug(line);
      else log.info(line);
    },
    failed: (call, error) =>
      log.error(`${call}:`, error instanceof Error ? (error.stack ?? error.message) : String(error)),
    closed: () => log.info('closed'),
  };
}
