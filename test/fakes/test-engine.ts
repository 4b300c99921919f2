import { resolve } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Engine, type EngineOptions, startEngine } from '#electron/engine/engine.ts';
import { startChildProcess } from '#electron/net/packet/start-child.ts';

const packetProcess = resolve(import.meta.dirname, '../../electron/net/packet/packet-process.ts');

/** The real engine in this process, closed with the test. `whenFinished`: that of the test's own context, for tests that run side by side. */
export async function testEngine(
  options: Partial<EngineOptions> = {},
  whenFinished: (close: () => Promise<void>) => void = onTestFinished,
): Promise<Engine> {
  const engine = await startEngine({
    host: 'command-line',
    workspace: undefined,
    startPacketProcess: startChildProcess({ entry: packetProcess }),
    version: '0.0.0-test',
    ...options,
  });
  whenFinished(() => engine.close());
  return engine;
}
