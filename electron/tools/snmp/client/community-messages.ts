import { encodeCommunityMessage } from '#electron/wire/snmp/message.ts';
import type { RequestPdu } from './request.ts';

const text = new TextEncoder();

interface Template {
  version: 0 | 1;
  community: string;
  request: RequestPdu;
  bytes: Uint8Array;
  /** Where the four octets of the request-id stand. */
  idAt: number;
}

/**
 * Encodes requests of v1 and v2c. Thousands of agents are often asked the same: then a message is a copy of the one before with another
 * request-id, which must therefore always take four octets (`fourOctets`).
 */
export class CommunityMessages {
  #last: Template | undefined;
  #community = { text: '', octets: new Uint8Array() };

  encode(version: 0 | 1, community: string, request: RequestPdu, requestId: number): Uint8Array {
    const last = this.#last;
    if (last?.version === version && last.community === community && isSame(last.request, request)) {
      // From Node's pool: thousands of arrays with memory of their own keep the collector busy.
      const copy = Buffer.from(last.bytes);
      putId(copy, last.idAt, requestId);
      return copy;
    }
    if (this.#community.text !== community) this.#community = { text: community, octets: text.encode(community) };
    const { octets } = this.#community;
    const { type, varbinds, errorStatus = 0, errorIndex = 0 } = request;
    const pdu = { type, varbinds, errorStatus, errorIndex, requestId };
    const bytes = encodeCommunityMessage({ version, community: octets, pdu });
    this.#last = { version, community, request, bytes, idAt: idPlace(bytes, octets.length) };
    return bytes;
  }
}

/** An identifier whose encoding takes four octets. */
export function fourOctets(id: number): number {
  return id | 0x0100_0000;
}

function isSame(a: RequestPdu, b: RequestPdu): boolean {
  return (
    a.varbinds === b.varbinds && a.type === b.type && a.errorStatus === b.errorStatus && a.errorIndex === b.errorIndex
  );
}

function putId(bytes: Uint8Array, at: number, id: number): void {
  bytes[at] = id >>> 24;
  bytes[at + 1] = id >>> 16;
  bytes[at + 2] = id >>> 8;
  bytes[at + 3] = id;
}

/** Behind the headers of message, version, community and PDU, and its own. */
function idPlace(bytes: Uint8Array, community: number): number {
  const header = (at: number) => ((bytes[at + 1] ?? 0) < 0x80 ? 2 : 2 + ((bytes[at + 1] ?? 0) & 0x7f));
  const version = header(0);
  const name = version + 3;
  const pdu = name + header(name) + community;
  return pdu + header(pdu) + 2;
}
