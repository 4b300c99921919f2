import { resolve } from 'node:path';
import type { ExchangeResult } from '#shared/model/dhcp-exchange.ts';
import type { Namespace } from '#test/lab/namespace.ts';

export const commandLine = resolve(import.meta.dirname, '../../../out/cli/main.js');

/** Runs one call through the command-line host inside a namespace; fails loudly with what it printed. */
export async function callIn<T = ExchangeResult>(
  namespace: Namespace,
  call: string,
  input: object,
  ...more: string[]
): Promise<T> {
  const { code, stdout, stderr } = await namespace.run(
    process.execPath,
    [commandLine, 'call', call, JSON.stringify(input), ...more],
    { timeout: 60_000 },
  );
  if (code !== 0) throw new Error(`${call} ended with ${code}: ${stderr}`);
  return JSON.parse(stdout) as T;
}

/** What happened, in one line a packet: "sent DISCOVER", "received OFFER". */
export function story(result: {
  packets: readonly { direction: string; name: string; ignored?: string | undefined }[];
}): string[] {
  return result.packets
    .filter(({ ignored }) => ignored === undefined)
    .map(({ direction, name }) => `${direction} ${name}`);
}
