import type { ReceiverSettings } from '#shared/model/notification.ts';
import { ProblemError } from '#shared/problem/problem.ts';
import type { KnownDevices, ReceiverThread, TrapsDeps } from '../deps.ts';
import type { Arrival, ReceiverProfile } from '../opened-notification.ts';
import type { OwnEngineKeeper } from '../own-engine.ts';
import type { CompiledRules } from '../rules/compiled-rule.ts';
import type { FromReceiver, ToReceiver } from './receiver-messages.ts';

/** Milliseconds that the thread gets to store what it has when it is to end. */
const closePatience = 5000;
/** Datagrams of a capture that are handed over at a time. */
const importRows = 1000;

export interface LinkNeed extends Pick<TrapsDeps, 'devices' | 'file' | 'startReceiverThread' | 'communityKey'> {
  engine: OwnEngineKeeper;
  settings(): ReceiverSettings;
  rules(): CompiledRules;
  onMessage(message: FromReceiver): void;
  /** It ended without being told to. */
  onDeath(reason: string): void;
}

interface Imported {
  resolve(found: { accepted: number; refused: number }): void;
  reject(error: unknown): void;
}

/** The receiving thread as the engine has it: started when it is first needed. */
export class ThreadLink {
  readonly #need: LinkNeed;
  readonly #imports = new Map<number, Imported>();
  #thread: Promise<ReceiverThread> | undefined;
  #importNumber = 0;
  #closed: (() => void) | undefined;
  #isClosing = false;

  constructor(need: LinkNeed) {
    this.#need = need;
  }

  /** Starts the thread where it does not run. */
  async post(message: ToReceiver): Promise<void> {
    if (this.#isClosing) throw new ProblemError('cancelled');
    this.#thread ??= this.#start();
    (await this.#thread).post(message);
  }

  /** Starts the thread, which then reads what was left unread. */
  wake(): void {
    this.#thread ??= this.#start();
    this.#thread.catch(() => {});
  }

  /** Who is accepted, or what is kept, has changed. */
  admissionChanged(): void {
    const { devices, settings } = this.#need;
    this.#tell({ type: 'admit', profiles: openProfiles(devices), settings: settings() });
  }

  rulesChanged(): void {
    this.#tell({ type: 'rules', rules: this.#need.rules() });
  }

  /** To a thread that runs. */
  #tell(message: ToReceiver): void {
    this.#thread?.then(
      (thread) => thread.post(message),
      () => {},
    );
  }

  /**
   * Stores and reads datagrams of a capture, in the order of their arrival.
   *
   * @throws ProblemError trap-disk-full, trap-not-stored; those before are stored then.
   */
  async import(arrivals: readonly Arrival[]): Promise<{ accepted: number; refused: number }> {
    const sum = { accepted: 0, refused: 0 };
    for (let from = 0; from < arrivals.length; from += importRows) {
      const number = ++this.#importNumber;
      const found = await new Promise<{ accepted: number; refused: number }>((resolve, reject) => {
        this.#imports.set(number, { resolve, reject });
        this.post({ type: 'import', number, arrivals: arrivals.slice(from, from + importRows) }).catch(reject);
      }).finally(() => this.#imports.delete(number));
      sum.accepted += found.accepted;
      sum.refused += found.refused;
    }
    return sum;
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    if (this.#thread === undefined) return;
    const thread = await this.#thread.catch(() => undefined);
    if (thread === undefined) return;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.#closed = resolve;
      timer = setTimeout(resolve, closePatience);
      thread.post({ type: 'close' });
    });
    clearTimeout(timer);
    await thread.end();
  }

  async #start(): Promise<ReceiverThread> {
    const { engine, communityKey, devices, file, settings, rules, startReceiverThread } = this.#need;
    try {
      return startReceiverThread(
        {
          file,
          engine: await engine.get(),
          communityKey: communityKey(),
          profiles: openProfiles(devices),
          settings: settings(),
          rules: rules(),
        },
        { onMessage: (message) => this.#take(message), onExit: (reason) => this.#ended(reason) },
      );
    } catch (error) {
      this.#thread = undefined;
      throw error;
    }
  }

  #take(message: FromReceiver): void {
    switch (message.type) {
      case 'imported':
        this.#imports.get(message.number)?.resolve(message);
        break;
      case 'import-failed':
        this.#imports.get(message.number)?.reject(ProblemError.of(message.problem));
        break;
      case 'closed':
        this.#closed?.();
        break;
      default:
        this.#need.onMessage(message);
    }
  }

  #ended(reason: string): void {
    this.#closed?.();
    if (this.#isClosing) return;
    this.#thread = undefined;
    for (const { reject } of this.#imports.values()) reject(new ProblemError('trap-receiver-ended', {}, reason));
    this.#need.onDeath(reason);
  }
}

/** Those whose secrets can be read. */
function openProfiles(devices: KnownDevices): ReceiverProfile[] {
  return devices.profiles().flatMap(({ id, name }) => {
    try {
      return [{ id, name, credentials: devices.credentials(id) }];
    } catch (error) {
      if (error instanceof ProblemError) return [];
      throw error;
    }
  });
}
