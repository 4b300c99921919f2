import { decodeSnmp } from '#electron/wire/snmp/message.ts';
import type { PduToSend } from '#electron/wire/snmp/pdu.ts';
import { VarbindList } from '#electron/wire/snmp/varbind-list.ts';
import type { Spoiling } from './agent-behaviour.ts';

/** Bytes of the value in an oversized answer. */
const oversize = 60_000;

/** What is sent instead of the answer `pdu`; `encode` makes a message of a PDU. */
export function spoilAnswer(
  spoiling: Spoiling,
  pdu: PduToSend,
  encode: (pdu: PduToSend, messageIdOffset?: number) => Uint8Array,
): Uint8Array {
  switch (spoiling) {
    case 'empty':
      return new Uint8Array();
    case 'garbage':
      return Uint8Array.from({ length: 97 }, (_, i) => (i * 151 + 7) & 255);
    case 'cut short':
      return encode(pdu).slice(0, -5);
    case 'oversized':
      return encode({ ...pdu, varbinds: hugeVarbind(pdu) });
    case 'bytes behind it':
      return Buffer.concat([encode(pdu), Uint8Array.of(0xde, 0xad, 0xbe, 0xef)]);
    case 'length beyond the end':
      return Buffer.concat([Uint8Array.of(0x30, 0x84, 0x7f, 0xff, 0xff, 0xff), encode(pdu).slice(2)]);
    case 'wrong request id':
      return encode({ ...pdu, requestId: (pdu.requestId + 1) & 0x7fffffff });
    case 'wrong message id':
      return encode(pdu, 1);
    case 'wrong version':
      return withOtherVersion(encode(pdu));
    case 'wrong community':
      return withOtherCommunity(encode(pdu));
    case 'a request for an answer':
      return encode({ ...pdu, type: 'GetRequest' });
  }
}

function hugeVarbind({ varbinds }: PduToSend): Uint8Array {
  const first = VarbindList.read(varbinds, 0, varbinds.length, []);
  const oid = first.count > 0 ? first.oid(0) : '1.3.6.1.2.1.1.1.0';
  const list = VarbindList.of([{ oid, value: { type: 'OCTET STRING', value: new Uint8Array(oversize).fill(0x41) } }]);
  return list.bytes.slice(list.start, list.end);
}

/** The version is the first INTEGER: v1 becomes v2c, all others v1. */
function withOtherVersion(bytes: Uint8Array): Uint8Array {
  const length = bytes[1] ?? 0;
  const at = 2 + (length < 0x80 ? 0 : length & 0x7f) + 2;
  const copy = bytes.slice();
  copy[at] = bytes[at] === 0 ? 1 : 0;
  return copy;
}

function withOtherCommunity(bytes: Uint8Array): Uint8Array {
  const { community } = decodeSnmp(bytes);
  const copy = bytes.slice();
  if (community !== undefined && community.length > 0) copy[community.start] = (copy[community.start] ?? 0) ^ 1;
  return copy;
}
