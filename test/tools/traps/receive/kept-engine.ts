import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Engine, startEngine } from '#electron/engine/engine.ts';
import { memorySecrets, type Secrets } from '#electron/storage/vault.ts';
import type { ReceiverSettings } from '#shared/model/notification.ts';

export const settings: ReceiverSettings = {
  communities: 'profiles',
  unknownEngines: 'accept',
  keepCount: 100_000,
  keepDays: 0,
};

/** An engine whose workspace and secrets outlive it, as on a person's machine; gone with the test. */
export class KeptEngine {
  readonly folder = mkdtempSync(join(tmpdir(), 'punchdown-kept-'));
  readonly #file = join(this.folder, 'kept.punchdown');
  readonly #secrets: Secrets = { ...memorySecrets(), protection: 'file' };
  #engine: Engine | undefined;

  constructor() {
    onTestFinished(async () => {
      await this.#engine?.close();
      rmSync(this.folder, { recursive: true, force: true });
    });
  }

  /** Starts it, or ends it and starts it again. */
  async start(): Promise<Engine['client']> {
    await this.stop();
    this.#engine = await startEngine({
      host: 'command-line',
      version: '0',
      workspace: this.#file,
      secrets: this.#secrets,
      startPacketProcess: () => {
        throw new Error('no frames here');
      },
    });
    return this.#engine.client;
  }

  async stop(): Promise<void> {
    await this.#engine?.close();
    this.#engine = undefined;
  }

  /** What lies on the disk. */
  stored(): Buffer {
    return readFileSync(this.#file);
  }
}
