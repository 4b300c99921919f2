import type { DatagramIo, DatagramPort } from '#electron/net/udp/datagram-io.ts';
import { compareOids } from '#electron/wire/ber/oid.ts';
import { decodeSnmp, encodeCommunityMessage } from '#electron/wire/snmp/message.ts';
import type { Pdu } from '#electron/wire/snmp/pdu.ts';
import type { SnmpValue } from '#electron/wire/snmp/value.ts';
import { VarbindList } from '#electron/wire/snmp/varbind-list.ts';

const columns = 22;
const rows = 300;

const loopback = '127.0.0.1';
/** Bytes; as much as the client's. */
const receiveBuffer = 4 * 1024 * 1024;

/** An agent on loopback that answers from a table in memory; nobody else hears of it. Its port. */
export async function openRehearsalAgent(io: DatagramIo, entry: string): Promise<DatagramPort> {
  const table = new RehearsalTable(entry);
  const agent: DatagramPort = await io.open({
    ...{ family: 'ipv4', address: loopback, receiveBuffer },
    onDatagram({ bytes, address, port }) {
      const answer = table.answer(bytes);
      if (answer !== undefined) agent.send(answer, port, address);
    },
  });
  return agent;
}

/** Sockets that reach this machine only. */
export function onLoopback(io: DatagramIo): DatagramIo {
  return { ...io, open: (options) => io.open({ ...options, address: loopback }) };
}

/** An interface table of a middle size, encoded once: an answer is a piece of it. */
class RehearsalTable {
  readonly #list: VarbindList;
  /** Where each varbind starts, and the end. */
  readonly #starts: number[] = [];

  constructor(entry: string) {
    const varbinds: { oid: string; value: SnmpValue }[] = [];
    for (let column = 1; column <= columns; column++) {
      for (let row = 1; row <= rows; row++)
        varbinds.push({ oid: `${entry}.${column}.${row}`, value: sampleValue(column, row) });
    }
    this.#list = VarbindList.of(varbinds);
    for (let at = 0; at < this.#list.count; at++) {
      this.#starts.push(at === 0 ? 0 : this.#list.valueStart(at - 1) + this.#list.valueLength(at - 1));
    }
    this.#starts.push(this.#list.end);
  }

  answer(question: Uint8Array): Uint8Array | undefined {
    const { version, community, pdu } = decodeSnmp(question);
    if (pdu === undefined || community === undefined) return undefined;
    const octets = question.subarray(community.start, community.start + community.length);
    const answer = { type: 'Response' as const, requestId: pdu.requestId, varbinds: this.#varbinds(pdu) };
    return Buffer.from(encodeCommunityMessage({ version: version === 0 ? 0 : 1, community: octets, pdu: answer }));
  }

  #varbinds({ type, errorIndex, varbinds }: Pdu): Uint8Array {
    if (type === 'GetBulkRequest') return this.#piece(this.#after(varbinds, 0), errorIndex);
    const asked = Array.from({ length: varbinds.count }, (_, index) => {
      const next = this.#after(varbinds, index);
      return this.#piece(type === 'GetNextRequest' ? next : Math.max(0, next - 1), 1);
    });
    return Buffer.concat(asked);
  }

  /** Some varbinds from one on; behind the last of them what says so. */
  #piece(from: number, count: number): Uint8Array {
    if (from >= this.#list.count) return endOfView;
    const [start = 0, end = this.#list.end] = [
      this.#starts[from],
      this.#starts[Math.min(from + count, this.#list.count)],
    ];
    return this.#list.bytes.subarray(start, end);
  }

  /** Index of the first varbind behind an OID. */
  #after(asked: VarbindList, index: number): number {
    const list = this.#list;
    let [low, high] = [0, list.count];
    while (low < high) {
      const middle = (low + high) >> 1;
      const order = compareOids(
        ...([list.bytes, list.oidStart(middle), list.oidLength(middle)] as const),
        ...([asked.bytes, asked.oidStart(index), asked.oidLength(index)] as const),
      );
      if (order > 0) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

const behindAll = VarbindList.of([{ oid: '1.3.6.1.2.1.3', value: { type: 'endOfMibView' } }]);
const endOfView = behindAll.bytes.subarray(behindAll.start, behindAll.end);

/** All types that a table of interfaces has. */
function sampleValue(column: number, row: number): SnmpValue {
  const kind = column % 5;
  if (kind === 0) return { type: 'Counter32', value: column * 100_000 + row };
  if (kind === 1) return { type: 'INTEGER', value: row };
  if (kind === 2) return { type: 'OCTET STRING', value: Buffer.from(`interface ${row}`) };
  if (kind === 3) return { type: 'Gauge32', value: 1_000_000_000 };
  return { type: 'TimeTicks', value: row * 8640 };
}
