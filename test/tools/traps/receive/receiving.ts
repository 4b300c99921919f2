import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from '#shared/contract/index.ts';
import type { NotificationDetails } from '#shared/model/notification.ts';
import type { Credentials } from '#shared/model/snmp-target.ts';
import { run } from '#test/lab/namespace.ts';

/** What `traps.listen` tells, until the test is over. */
export class Listening {
  readonly told: NotificationDetails[] = [];
  /** Settles when the stream has ended. */
  readonly ended: Promise<void>;
  readonly #end = new AbortController();

  private constructor(stream: AsyncIterable<NotificationDetails>, end: AbortController) {
    this.#end = end;
    this.ended = this.#read(stream);
  }

  static async on(client: Client, port: number): Promise<Listening> {
    const end = new AbortController();
    const stream = await client.traps.listen({ port }, { signal: end.signal });
    const listening = new Listening(stream, end);
    while (!(await client.traps.status()).receivers.some((receiver) => receiver.port === port)) await delay(10);
    return listening;
  }

  async #read(stream: AsyncIterable<NotificationDetails>): Promise<void> {
    try {
      for await (const one of stream) this.told.push(one);
    } catch (error) {
      if (!this.#end.signal.aborted) throw error;
    }
  }

  async stop(): Promise<void> {
    this.#end.abort();
    await this.ended;
  }
}

/** How snmptrap and snmpinform are told whom to be. */
export function senderOptions({ version, community, user = '', auth, priv }: Credentials): string[] {
  if (version !== '3') return ['-v', version, '-c', community ?? ''];
  const level = priv !== undefined ? 'authPriv' : auth !== undefined ? 'authNoPriv' : 'noAuthNoPriv';
  return [
    ...['-v', '3', '-l', level, '-u', user],
    ...(auth === undefined ? [] : ['-a', auth.protocol, '-A', auth.password ?? '']),
    ...(priv === undefined ? [] : ['-x', priv.protocol.replace(/-(\d+)-C$/, '$1C'), '-X', priv.password ?? '']),
  ];
}

/** Runs a sender of net-snmp without MIBs; `folder` is where it keeps what it keeps. */
export function runSender(program: 'snmptrap' | 'snmpinform', folder: string, args: readonly string[]) {
  const env = { ...process.env, SNMP_PERSISTENT_DIR: folder, SNMPCONFPATH: folder, MIBS: '', LC_ALL: 'C.UTF-8' };
  return run(program, args, { env });
}
