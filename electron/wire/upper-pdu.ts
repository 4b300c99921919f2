import type { PacketFault, PacketField } from '#shared/model/packet-field.ts';
import { field, octetCount } from './field.ts';
import { ipv6AddressLength, ipv6At, octetsOfIpv6 } from './ipv6-address.ts';
import { ipv4At, octetsOfIpv4, uint16At, uint32At } from './octets.ts';
import { shorten, textBytes } from './text.ts';
import { Writer } from './writer.ts';

/**
 * What is in front of octets that were read from a stream, where no packet was seen: who sent them to whom (LINKTYPE_WIRESHARK_UPPER_PDU, the
 * tags of Wireshark's exported PDUs). So they are in a capture file what they are, without headers that nobody sent.
 */
export interface UpperPdu {
  source?: string;
  destination?: string;
  sourcePort?: number;
  destinationPort?: number;
  transport?: 'tcp' | 'udp';
  /** Where the octets start. */
  offset: number;
}

const tags = {
  end: 0,
  dissector: 12,
  ipv4Source: 20,
  ipv4Destination: 21,
  ipv6Source: 22,
  ipv6Destination: 23,
  portType: 24,
  sourcePort: 25,
  destinationPort: 26,
} as const;
/** Port types of exported PDUs. */
const portTypes = { tcp: 2, udp: 3 } as const;
const tagHeaderLength = 4;

/** Reads the tags; what is cut or of another length is named. */
export function decodeUpperPdu(bytes: Uint8Array, faults: PacketFault[]): UpperPdu | undefined {
  const pdu: UpperPdu = { offset: bytes.length };
  let at = 0;
  while (at + tagHeaderLength <= bytes.length) {
    const tag = uint16At(bytes, at);
    const length = uint16At(bytes, at + 2);
    const value = at + tagHeaderLength;
    if (value + length > bytes.length) {
      faults.push({ offset: at, reason: `tag ${tag} of ${octetCount(length)}, ${bytes.length - value} there` });
      return pdu;
    }
    at = value + Math.ceil(length / 4) * 4;
    if (tag === tags.end) {
      pdu.offset = Math.min(at, bytes.length);
      return pdu;
    }
    readTag(bytes, tag, value, length, pdu);
  }
  faults.push({ offset: Math.min(at, bytes.length), reason: 'the tags of the PDU have no end' });
  return pdu;
}

function readTag(bytes: Uint8Array, tag: number, at: number, length: number, pdu: UpperPdu): void {
  if (tag === tags.ipv4Source && length === 4) pdu.source = ipv4At(bytes, at);
  else if (tag === tags.ipv4Destination && length === 4) pdu.destination = ipv4At(bytes, at);
  else if (tag === tags.ipv6Source && length === ipv6AddressLength) pdu.source = ipv6At(bytes, at);
  else if (tag === tags.ipv6Destination && length === ipv6AddressLength) pdu.destination = ipv6At(bytes, at);
  else if (length !== 4) return;
  else if (tag === tags.sourcePort) pdu.sourcePort = uint32At(bytes, at);
  else if (tag === tags.destinationPort) pdu.destinationPort = uint32At(bytes, at);
  else if (tag === tags.portType) {
    const type = uint32At(bytes, at);
    if (type === portTypes.tcp) pdu.transport = 'tcp';
    else if (type === portTypes.udp) pdu.transport = 'udp';
  }
}

/** Octets of a stream with who sent them to whom. Addresses without a zone. */
export function encodeUpperPdu(parts: {
  source: string;
  destination: string;
  sourcePort: number;
  destinationPort: number;
  transport: 'tcp' | 'udp';
  payload: Uint8Array;
}): Uint8Array {
  const writer = new Writer();
  const put = (tag: number, value: Uint8Array) => {
    writer.uint16(tag).uint16(value.length).bytes(value);
    for (let pad = value.length; pad % 4 !== 0; pad++) writer.uint8(0);
  };
  const number = (tag: number, value: number) => {
    writer.uint16(tag).uint16(4).uint32(value);
  };
  const isIpv6 = parts.source.includes(':');
  const address = (text: string) =>
    isIpv6 ? (octetsOfIpv6(text) ?? new Uint8Array(ipv6AddressLength)) : octetsOfIpv4(text);
  put(tags.dissector, textBytes('data'));
  put(isIpv6 ? tags.ipv6Source : tags.ipv4Source, address(parts.source));
  put(isIpv6 ? tags.ipv6Destination : tags.ipv4Destination, address(parts.destination));
  number(tags.portType, portTypes[parts.transport]);
  number(tags.sourcePort, parts.sourcePort);
  number(tags.destinationPort, parts.destinationPort);
  writer.uint16(tags.end).uint16(0).bytes(parts.payload);
  return writer.take();
}

export function describeUpperPdu({
  source,
  destination,
  sourcePort,
  destinationPort,
  transport,
  offset,
}: UpperPdu): PacketField {
  const end = (address: string | undefined, port: number | undefined) =>
    shorten(`${address ?? '?'} port ${port ?? '?'}`);
  const value = `${end(source, sourcePort)} → ${end(destination, destinationPort)}`;
  return field('upper', transport === undefined ? 'Exported PDU' : transport.toUpperCase(), value, 0, offset, {
    children: [
      field('upper.source', 'source', end(source, sourcePort), 0, offset),
      field('upper.destination', 'destination', end(destination, destinationPort), 0, offset),
    ],
  });
}
