import { builtInObjects } from '#electron/objects/built-in-objects.ts';
import { openDurableConnection } from '#electron/storage/durable-connection.ts';
import type { Workspace } from '#electron/storage/workspace.ts';
import { NotificationOpener } from '#electron/tools/traps/open/notification-opener.ts';
import type { Arrival, ReceiverProfile } from '#electron/tools/traps/opened-notification.ts';
import { decodedRow, NotificationRows } from '#electron/tools/traps/receive/notification-rows.ts';
import { RuleBook } from '#electron/tools/traps/rules/apply-rules.ts';
import { compileRules } from '#electron/tools/traps/rules/compile-rules.ts';
import { RuleList } from '#electron/tools/traps/rules/rule-list.ts';
import { secureMessage } from '#electron/usm/message-security.ts';
import { userKeys } from '#electron/usm/user-keys.ts';
import { maskCommunity } from '#electron/wire/snmp/mask.ts';
import type { SnmpValue } from '#electron/wire/snmp/value.ts';
import { ProblemError } from '#shared/problem/problem.ts';
import { communityMessage, varbindsOf } from '#test/wire/snmp/sample-snmp.ts';
import { digests, ownId, senderId } from '../open/senders.ts';

export const linkDown = '1.3.6.1.6.3.1.1.5.3';
export const linkUp = '1.3.6.1.6.3.1.1.5.4';
export const coldStart = '1.3.6.1.6.3.1.1.5.1';

export const secure: ReceiverProfile = {
  id: 'secure',
  name: 'secure',
  credentials: {
    version: '3',
    user: 'operator',
    auth: { protocol: 'SHA-256', password: 'authentic words' },
    priv: { protocol: 'AES', password: 'private words' },
  },
};
const keys = userKeys(secure.credentials, senderId);
let salt = 0n;

export type Varbinds = readonly { oid: string; value: SnmpValue }[];

function withOid(oid: string, varbinds: Varbinds): Uint8Array {
  return varbindsOf([
    { oid: '1.3.6.1.2.1.1.3.0', value: { type: 'TimeTicks', value: 4711 } },
    { oid: '1.3.6.1.6.3.1.1.4.1.0', value: { type: 'OBJECT IDENTIFIER', value: oid } },
    ...varbinds,
  ]);
}

export function v2cTrap(oid: string, varbinds: Varbinds): Uint8Array {
  return communityMessage({ type: 'SNMPv2-Trap', requestId: 7, varbinds: withOid(oid, varbinds) });
}

export function encryptedTrap(oid: string, varbinds: Varbinds): Uint8Array {
  const pdu = { type: 'SNMPv2-Trap', requestId: 7, varbinds: withOid(oid, varbinds) } as const;
  const engine = { id: senderId, boots: 5, time: 1000 };
  return secureMessage(secure.credentials, engine, keys, pdu, { messageId: 9, salt: salt++, reportable: false });
}

/** What an agent says of an interface that went down or came up. */
export function linkVarbinds(index: number, status: 1 | 2): Varbinds {
  return [
    { oid: `1.3.6.1.2.1.2.2.1.1.${index}`, value: { type: 'INTEGER', value: index } },
    { oid: `1.3.6.1.2.1.2.2.1.7.${index}`, value: { type: 'INTEGER', value: 1 } },
    { oid: `1.3.6.1.2.1.2.2.1.8.${index}`, value: { type: 'INTEGER', value: status } },
    {
      oid: `1.3.6.1.2.1.2.2.1.2.${index}`,
      value: { type: 'OCTET STRING', value: new TextEncoder().encode(`eth${index}`) },
    },
  ];
}

export const epoch = 1_800_000_000_000;

/** Stores datagrams as the receiving thread does: opened, judged, written by its own code. */
export class Filler {
  readonly #connection;
  readonly #rows;
  readonly #opener;
  readonly #book: RuleBook;

  constructor(workspace: Workspace) {
    this.#connection = openDurableConnection(workspace.file);
    this.#rows = new NotificationRows(this.#connection, digests);
    const seen = new Map();
    this.#opener = new NotificationOpener({
      engine: { id: ownId, boots: 4, startedAt: epoch },
      seen: { get: (engine) => seen.get(engine), put: (engine, clock) => seen.set(engine, clock) },
      digests,
      profiles: [secure],
      settings: { communities: 'any', unknownEngines: 'accept' },
      now: () => epoch,
    });
    const addresses = (device: string): string[] => {
      throw new ProblemError('device-unknown', { device });
    };
    const names = { objects: builtInObjects, addresses };
    this.#book = new RuleBook(compileRules(new RuleList(workspace, names).list(), names));
  }

  /** In one transaction. Gives the ids. */
  store(arrivals: readonly (Pick<Arrival, 'bytes'> & Partial<Arrival>)[]): number[] {
    return this.#connection.transaction(arrivals.length, () => {
      const { last } = this.#rows.progress();
      const ids = arrivals.map((part, place) => {
        const arrival = { address: '192.0.2.1', port: 50_000, receiver: 162, at: epoch + last + place, ...part };
        const id = last + 1 + place;
        const opened = this.#opener.open(arrival);
        const outcome = this.#book.judge(id, arrival.at, arrival.address, opened);
        const bytes = maskCommunity(arrival.bytes);
        this.#rows.addRaw(id, { ...arrival, bytes, id, source: undefined, wantsAnswer: false });
        this.#rows.addDecoded(decodedRow({ id, at: arrival.at, address: arrival.address }, opened, outcome, false));
        return id;
      });
      this.#rows.advance(last + ids.length, last + ids.length, ids.length, 0);
      return ids;
    });
  }

  close(): void {
    this.#connection.close();
  }
}
