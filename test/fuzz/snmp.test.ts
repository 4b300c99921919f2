import { describe, expect, it } from 'vitest';
import { oidFault, oidOctets, oidText } from '#electron/wire/ber/oid.ts';
import { describeFrame } from '#electron/wire/describe.ts';
import { buildIpv4Datagram, buildIpv6Datagram, parseFrame } from '#electron/wire/frame.ts';
import { describeSnmp } from '#electron/wire/snmp/describe-snmp.ts';
import { maskCommunity } from '#electron/wire/snmp/mask.ts';
import {
  decodeScopedPdu,
  decodeSnmp,
  encodeCommunityMessage,
  encodeScopedPdu,
  isSnmp,
  type SnmpMessage,
} from '#electron/wire/snmp/message.ts';
import { snmpFact } from '#electron/wire/snmp/message-summary.ts';
import { VarbindList } from '#electron/wire/snmp/varbind-list.ts';
import { summarize } from '#electron/wire/summary.ts';
import { toHex } from '#shared/model/hex.ts';
import type { PacketFault, PacketField } from '#shared/model/packet-field.ts';
import {
  communityMessage,
  engineId,
  everyValue,
  pduTypes,
  samplePdu,
  trapFields,
  v3Message,
  varbindsOf,
} from '#test/wire/snmp/sample-snmp.ts';
import { fuzz } from './run-fuzz.ts';

const timeout = 600_000;

const few = everyValue.map((varbind) => varbindsOf([varbind]));
const pdus = [
  ...pduTypes.map((type) => samplePdu(type, type === 'Trap' ? { trap: trapFields } : {})),
  ...few.map((varbinds) => samplePdu('Response', { varbinds })),
];
const messages = pdus.flatMap((pdu) => [
  communityMessage(pdu, 0),
  communityMessage(pdu, 1),
  v3Message(pdu, { level: 'auth' }).bytes,
  v3Message(pdu, { level: 'priv' }).bytes,
]);
const scopedPdus = pdus.map((pdu) => encodeScopedPdu({ engineId, name: new Uint8Array(), pdu }));
const endpoints = { sourcePort: 161, destinationPort: 50_000 };

function check(condition: boolean, what: string): void {
  if (!condition) throw new Error(what);
}

function checkFaults(faults: readonly PacketFault[], end: number): void {
  check(faults.length < 20, 'more faults than fields');
  for (const { offset } of faults) check(offset >= 0 && offset <= end, 'fault outside the bytes');
}

/** Every varbind can be asked for, lies inside, and survives being written. */
function checkVarbinds(list: VarbindList, limit: number): void {
  let at = list.start;
  const again: Parameters<typeof VarbindList.of>[0][number][] = [];
  for (let i = 0; i < list.count; i++) {
    check(list.oidStart(i) > at && list.valueStart(i) >= list.oidStart(i) + list.oidLength(i), 'varbinds overlap');
    at = list.valueStart(i) + list.valueLength(i);
    check(at <= list.end && at <= limit, 'varbind outside its list');
    const oid = list.oid(i);
    check(
      toHex(oidOctets(oid) ?? new Uint8Array()) ===
        toHex(list.bytes.subarray(list.oidStart(i), list.oidStart(i) + list.oidLength(i))),
      'OID changed',
    );
    again.push({ oid, value: list.value(i) });
  }
  const written = VarbindList.of(again);
  check(written.count === list.count, 'varbinds were lost');
  for (let i = 0; i < list.count; i++) {
    check(written.oid(i) === list.oid(i) && written.value(i).type === list.value(i).type, 'varbind changed');
  }
}

function checkMessage(bytes: Uint8Array, message: SnmpMessage): void {
  checkFaults(message.faults, bytes.length);
  check(message.start >= 0 && message.end <= bytes.length, 'message outside the bytes');
  const { community, pdu, v3, version } = message;
  if (community !== undefined) {
    check(community.start + community.length <= bytes.length, 'community outside the bytes');
    const masked = decodeSnmp(maskCommunity(bytes));
    check(masked.faults.length === message.faults.length, 'masking changed the message');
  }
  if (v3?.encrypted !== undefined) check(v3.encrypted.start + v3.encrypted.length <= bytes.length, 'encrypted outside');
  if (pdu === undefined) return;
  checkVarbinds(pdu.varbinds, bytes.length);
  snmpFact(pdu);
  if (message.faults.length > 0 || community === undefined || (version !== 0 && version !== 1)) return;
  const { varbinds, type, requestId, errorStatus, errorIndex, trap } = pdu;
  const octets = varbinds.bytes.subarray(varbinds.start, varbinds.end);
  const encoded = encodeCommunityMessage({
    version,
    community: bytes.subarray(community.start, community.start + community.length),
    pdu: { type, requestId, errorStatus, errorIndex, varbinds: octets, ...(trap && { trap }) },
  });
  const again = decodeSnmp(encoded);
  check(again.faults.length === 0 && again.pdu?.requestId === requestId, 'message changed');
  check(again.pdu?.varbinds.count === varbinds.count, 'varbinds of the message changed');
}

function checkTree(fields: readonly PacketField[], start: number, end: number): number {
  let count = 0;
  for (const { id, offset, length, value, children } of fields) {
    check(offset >= start && length >= 0 && offset + length <= end, `${id} leaves its parent`);
    check(value.length <= 1100, `${id} is not bounded`);
    count += 1 + (children === undefined ? 0 : checkTree(children, offset, offset + length));
  }
  return count;
}

describe('random and mutated SNMP', () => {
  it('into decodeSnmp and every varbind of it', { timeout }, () => {
    let accepted = 0;
    const { longest } = fuzz({
      name: 'decode-snmp',
      seeds: messages,
      kept: 16,
      run(bytes) {
        const message = decodeSnmp(bytes);
        checkMessage(bytes, message);
        if (message.faults.length === 0) accepted++;
        else
          check(!isSnmp(bytes, 0, bytes.length) || message.end === bytes.length, 'SNMP that does not fill its bytes');
      },
    });
    expect(longest).toBeLessThan(50);
    expect(accepted).toBeGreaterThan(0);
  });

  it('into describeSnmp, with whatever a wrong key gives', { timeout }, () => {
    let shown = 0;
    let index = 0;
    const { longest } = fuzz({
      name: 'describe-snmp',
      seeds: messages,
      kept: 16,
      run(bytes) {
        const scoped = scopedPdus[index++ % scopedPdus.length] ?? new Uint8Array();
        const reveal = () => ({ scoped: index % 3 === 0 ? bytes : scoped });
        const { layer, faults } = describeSnmp(bytes, decodeSnmp(bytes), { reveal });
        checkFaults(faults, bytes.length);
        shown += checkTree([layer], 0, bytes.length);
      },
    });
    expect(longest).toBeLessThan(50);
    expect(shown).toBeGreaterThan(0);
  });

  it('into decodeScopedPdu, as a wrong key gives it', { timeout }, () => {
    const { longest } = fuzz({
      name: 'scoped-pdu',
      seeds: scopedPdus,
      run(bytes) {
        const faults: PacketFault[] = [];
        const pdu = decodeScopedPdu(bytes, 0, bytes.length, faults)?.pdu;
        checkFaults(faults, bytes.length);
        if (pdu !== undefined) checkVarbinds(pdu.varbinds, bytes.length);
      },
    });
    expect(longest).toBeLessThan(50);
  });

  it('in datagrams of both IP versions', { timeout }, () => {
    const frames = messages.flatMap((payload) => [
      buildIpv4Datagram({ ...endpoints, sourceAddress: '10.0.0.1', destinationAddress: '10.0.0.2', payload }),
      buildIpv6Datagram({ ...endpoints, sourceAddress: '::1', destinationAddress: 'fe80::2', payload }),
    ]);
    let index = 0;
    const { longest } = fuzz({
      name: 'snmp-frame',
      seeds: frames,
      run(bytes) {
        const link = (bytes[0] ?? 0) >> 4 === 6 ? 'ipv6' : 'ipv4';
        const frame = parseFrame(bytes, link);
        for (const { offset } of frame.faults) check(offset >= 0 && offset <= bytes.length, 'fault outside the frame');
        check(summarize(frame).name !== '', 'no name');
        if (index++ % 8 === 0) checkTree(describeFrame(bytes, link).layers, 0, bytes.length);
      },
    });
    expect(longest).toBeLessThan(50);
  });

  it('octets as OIDs', { timeout }, () => {
    const { longest } = fuzz({
      name: 'oid',
      seeds: everyValue.map(({ oid }) => oidOctets(oid) ?? new Uint8Array()),
      longest: 300,
      run(bytes) {
        const text = oidText(bytes, 0, bytes.length);
        if (oidFault(bytes, 0, bytes.length) !== undefined) return;
        check(toHex(oidOctets(text) ?? new Uint8Array()) === toHex(bytes), 'OID changed');
      },
    });
    expect(longest).toBeLessThan(50);
  });

  it('as large as a datagram can be', { timeout }, () => {
    const shortest = new Uint8Array(65_000);
    for (let at = 0; at + 7 <= shortest.length; at += 7) shortest.set([0x30, 5, 6, 1, 0x2b, 5, 0], at);
    const large = [
      communityMessage(samplePdu('Response', { varbinds: shortest.subarray(0, 64_995) })),
      communityMessage(
        samplePdu('Response', {
          varbinds: varbindsOf([
            { oid: '1.3.6', value: { type: 'OCTET STRING', value: new Uint8Array(65_000).fill(0x5c) } },
          ]),
        }),
      ),
      // Headers inside headers, as deep as they go.
      new Uint8Array(65_000).fill(0x30),
      new Uint8Array(65_000).map((_, index) => (index % 2 === 0 ? 0x30 : 0x84)),
      communityMessage(samplePdu('Response', { varbinds: new Uint8Array(65_000).fill(0x06) })),
    ];
    const { longest } = fuzz(
      {
        name: 'large-snmp',
        seeds: large,
        kept: 30,
        longest: 65_507,
        run(bytes) {
          const message = decodeSnmp(bytes);
          checkFaults(message.faults, bytes.length);
          const list = message.pdu?.varbinds;
          for (let i = 0; list !== undefined && i < list.count; i++)
            check(list.oid(i) !== '' && list.value(i) !== null, '');
          const { layer } = describeSnmp(bytes, message);
          check(checkTree([layer], 0, bytes.length) < 4000, 'too many lines');
        },
      },
      1000,
    );
    expect(longest).toBeLessThan(50);
  });
});
