import { describe, expect, it } from 'vitest';
import { describeFrame } from '#electron/wire/describe.ts';
import { buildIpv4Datagram, buildIpv6Datagram, parseFrame } from '#electron/wire/frame.ts';
import { encodeScopedPdu } from '#electron/wire/snmp/message.ts';
import type { RevealScopedPdu } from '#electron/wire/snmp/message-summary.ts';
import type { PduToSend } from '#electron/wire/snmp/pdu.ts';
import { summarize } from '#electron/wire/summary.ts';
import { textBytes } from '#electron/wire/text.ts';
import type { LinkType } from '#shared/model/packet-event.ts';
import { type DecodedPacket, decodedPacketSchema, type PacketField } from '#shared/model/packet-field.ts';
import {
  communityMessage,
  engineId,
  hex,
  pduTypes,
  samplePdu,
  trapFields,
  v3Message,
  varbindsOf,
} from './sample-snmp.ts';

const ipv4 = { sourceAddress: '10.0.0.1', destinationAddress: '10.0.0.2' };
const ipv6 = { sourceAddress: 'fe80::1', destinationAddress: 'fe80::2' };
const toAgent = { sourcePort: 50_000, destinationPort: 161 };
const datagram = (payload: Uint8Array) => buildIpv4Datagram({ ...ipv4, ...toAgent, payload });
const flatten = (list: readonly PacketField[]): PacketField[] =>
  list.flatMap((line) => [line, ...flatten(line.children ?? [])]);

function lines(packet: DecodedPacket): Map<string, PacketField> {
  return new Map(flatten(packet.layers).map((line) => [line.id, line]));
}

const described = (payload: Uint8Array, reveal?: RevealScopedPdu) =>
  lines(describeFrame(datagram(payload), 'ipv4', reveal && { reveal }));
const summaryOf = (payload: Uint8Array, reveal?: RevealScopedPdu, link: LinkType = 'ipv4') =>
  summarize(parseFrame(datagram(payload), link), reveal && { reveal });

/** Every line inside its parent, siblings in the order of the bytes. */
function expectNested(list: readonly PacketField[], start: number, end: number): void {
  let at = start;
  for (const { id, offset, length, children } of list) {
    expect(offset, id).toBeGreaterThanOrEqual(at);
    at = offset + length;
    expect(at, id).toBeLessThanOrEqual(end);
    if (children !== undefined) expectNested(children, offset, at);
  }
}

const named: PduToSend = samplePdu('GetRequest', {
  varbinds: varbindsOf([{ oid: '1.3.6.1.2.1.1.5.0', value: { type: 'NULL' } }]),
});

describe('the tree of a message', () => {
  it('has exact places and words for numbers', () => {
    const found = described(communityMessage(named));
    const expected = [
      ['snmp', 'v2c get-request, 1.3.6.1.2.1.1.5.0', 28, 43],
      ['snmp.version', 'v2c (1)', 30, 3],
      ['snmp.community', '(hidden), 6 octets, which cross the wire in clear text', 33, 8],
      ['snmp.pdu', 'get-request, 1.3.6.1.2.1.1.5.0', 41, 30],
      ['snmp.requestId', '305419896', 43, 6],
      ['snmp.errorStatus', 'noError (0)', 49, 3],
      ['snmp.errorIndex', '0', 52, 3],
      ['snmp.varbinds', '1 varbind', 55, 16],
      ['snmp.varbind.1', '1.3.6.1.2.1.1.5.0: NULL', 57, 14],
      ['snmp.varbind.1.name', '1.3.6.1.2.1.1.5.0', 59, 10],
      ['snmp.varbind.1.value', '', 69, 2],
    ] as const;
    for (const [id, value, offset, length] of expected) expect(found.get(id)).toMatchObject({ value, offset, length });
  });

  it.each(pduTypes)('of a %s covers every byte of it, in order', (type) => {
    const pdu = samplePdu(type, type === 'Trap' ? { trap: trapFields } : {});
    const payloads = [communityMessage(pdu, 0), communityMessage(pdu), v3Message(pdu, { level: 'auth' }).bytes];
    for (const payload of payloads) {
      const bytes = datagram(payload);
      const packet = describeFrame(bytes, 'ipv4');
      expect(packet.faults).toEqual([]);
      expect(decodedPacketSchema.parse(packet)).toEqual(packet);
      expectNested(packet.layers.slice(2), 28, bytes.length);
      expect(packet.layers.map(({ id }) => id)).toEqual(['ipv4', 'udp', 'snmp']);
      // Tags and lengths of what has parts are the parent's; everything else is a line of its own.
      const leaves = flatten(packet.layers.slice(2)).filter(({ children }) => children === undefined);
      const lit = leaves.reduce((sum, { length }) => sum + length, 0);
      expect(payload.length - lit).toBeLessThan(70);
      expect(lines(packet).get('snmp.varbind.16')?.value).toBe('1.3.6.1.6.3.16: endOfMibView');
    }
  });

  it('shows values for people', () => {
    const found = described(communityMessage(samplePdu('Response', { errorStatus: 2, errorIndex: 1 })));
    const value = (index: number) => {
      const line = found.get(`snmp.varbind.${index}.value`);
      return `${line?.name} ${line?.value}`;
    };
    expect(Array.from({ length: 16 }, (_, index) => value(index + 1))).toEqual([
      'OCTET STRING "Core switch\\x0d\\x0aVersion 7"',
      'OBJECT IDENTIFIER 1.3.6.1.4.1.8072.3.2.10',
      'TimeTicks 4000000000 (40000000 s (462 d 23 h 6 min 40 s))',
      'INTEGER -129',
      'Counter32 4294967295',
      'Gauge32 1000000000',
      'Counter64 18446744073709551615',
      'IpAddress 10.0.0.1',
      'OCTET STRING 001b210a0b0c',
      'Opaque 040161',
      'Float 1.5',
      'Double -2.25',
      ...['NULL ', 'noSuchObject ', 'noSuchInstance ', 'endOfMibView '],
    ]);
    expect(found.get('snmp.errorStatus')?.value).toBe('noSuchName (2)');
    expect(found.get('snmp')?.value).toBe('v2c response, noSuchName, varbind 1');
  });

  it('breaks down the header of v3 and its engine ID', () => {
    const found = described(v3Message(named, { level: 'auth' }).bytes);
    const expected = [
      ['snmp.msgId', '4711', 4],
      ['snmp.msgMaxSize', '65507 bytes', 5],
      ['snmp.msgFlags', 'authenticated, reportable (0x05)', 3],
      ['snmp.msgSecurityModel', 'USM (3)', 3],
      ['snmp.security', 'user "admin"', 48],
      ['snmp.engineId', '80001f8803001b210a0b0c', 13],
      ['snmp.engineId.enterprise', '8072', 4],
      ['snmp.engineId.format', 'MAC (3)', 1],
      ['snmp.engineId.data', 'MAC 00:1b:21:0a:0b:0c', 6],
      ['snmp.engineBoots', '7', 3],
      ['snmp.engineTime', '93784 s (1 d 2 h 3 min 4 s)', 5],
      ['snmp.userName', '"admin"', 7],
      ['snmp.authParameters', '00'.repeat(12), 14],
      ['snmp.privParameters', '', 2],
      ['snmp.contextEngineId.data', 'MAC 00:1b:21:0a:0b:0c', 6],
      ['snmp.contextName', '"ctx"', 5],
    ] as const;
    for (const [id, value, length] of expected) expect(found.get(id), id).toMatchObject({ value, length });
  });

  it('never has a community in it, as text or with the lines of a fault', () => {
    const payload = communityMessage(named, 1, 's3cret');
    for (let length = 0; length <= payload.length; length++) {
      const { layers, faults } = describeFrame(datagram(payload.subarray(0, length)), 'ipv4');
      const shown = JSON.stringify([layers, faults]);
      expect(shown).not.toContain('s3cret');
    }
  });

  it('puts a fault at the innermost line that has its place', () => {
    const payload = communityMessage(named);
    payload[payload.length - 4] = 0x80;
    const packet = describeFrame(datagram(payload), 'ipv4');
    expect(packet.faults).toHaveLength(1);
    const faulty = flatten(packet.layers).filter(({ fault }) => fault !== undefined);
    expect(faulty.map(({ id, fault }) => [id, fault])).toEqual([['snmp.varbinds', 'OID arc with a leading zero']]);
  });

  it('of too many varbinds says how many more there are', () => {
    const many = Array.from({ length: 1500 }, (_, index) => ({
      oid: `1.3.6.${index}`,
      value: { type: 'NULL' } as const,
    }));
    const packet = describeFrame(
      datagram(communityMessage(samplePdu('Response', { varbinds: varbindsOf(many) }))),
      'ipv4',
    );
    expect(lines(packet).get('snmp.varbinds.more')?.value).toBe('500 more varbinds');
    expect(flatten(packet.layers).length).toBeLessThan(3100);
  });

  it('of no message at all is one line, and what is behind one a payload', () => {
    const found = described(hex('01020304'));
    expect(found.get('snmp')).toMatchObject({ value: '?', length: 4, children: [] });
    expect(found.get('snmp')?.fault).toMatch(/^SNMP message is tag 0x01/);
    const { layers } = describeFrame(datagram(Uint8Array.from([...communityMessage(named), 1, 2])), 'ipv4');
    expect(layers.map(({ id, length }) => `${id} ${length}`)).toEqual(['ipv4 20', 'udp 8', 'snmp 43', 'payload 2']);
  });
});

describe('an encrypted message', () => {
  const scoped = encodeScopedPdu({ engineId, name: textBytes('ctx'), pdu: samplePdu('Response') });
  const payload = v3Message(named, { level: 'priv', scoped: scoped.map((octet) => octet ^ 0xff) }).bytes;
  const reveal: RevealScopedPdu = ({ v3 }, bytes) => {
    const { start = 0, length = 0 } = v3?.encrypted ?? {};
    return { scoped: bytes.slice(start, start + length).map((octet) => octet ^ 0xff) };
  };

  it('without its key shows that it is one', () => {
    const found = described(payload, () => undefined);
    expect(found.get('snmp')?.value).toBe('encrypted v3');
    expect(found.get('snmp.encrypted')?.value.slice(0, 4)).toBe('cf7d');
    expect([found.has('snmp.decrypted'), found.has('snmp.pdu')]).toEqual([false, false]);
    expect(summaryOf(payload)).toMatchObject({ name: 'encrypted v3' });
    expect(summaryOf(payload).fact).toBeUndefined();
  });

  it('with its key shows what is in it, all of it at the encrypted octets', () => {
    const packet = describeFrame(datagram(payload), 'ipv4', { reveal });
    const decrypted = lines(packet).get('snmp.decrypted');
    const encrypted = lines(packet).get('snmp.encrypted');
    expect(decrypted?.value).toBe('16 varbinds');
    const { offset = 0, length = 0 } = encrypted ?? {};
    const inside = flatten(decrypted === undefined ? [] : [decrypted]);
    expect(inside.length).toBeGreaterThan(50);
    for (const line of inside) expect([line.offset, line.offset + line.length]).toEqual([offset + 4, offset + length]);
    expect(lines(packet).get('snmp')?.value).toBe('v3 response, 16 varbinds');
    expect(summaryOf(payload, reveal)).toMatchObject({ name: 'response', fact: '16 varbinds' });
  });

  it('with a wrong key says that nothing came out', () => {
    const wrong: RevealScopedPdu = () => ({ scoped: Uint8Array.of(1, 2, 3) });
    const packet = describeFrame(datagram(payload), 'ipv4', { reveal: wrong });
    expect(lines(packet).get('snmp.decrypted')).toMatchObject({ value: 'no scoped PDU' });
    expect(packet.faults.map(({ reason }) => reason)).toEqual([
      'decrypted: scopedPDU is tag 0x01, must be SEQUENCE (0x30)',
    ]);
    expect(summaryOf(payload, wrong).name).toBe('encrypted v3');
  });
});

describe('what a list says about a message', () => {
  const none = { varbinds: new Uint8Array() };
  const one = (oid: string) => ({ varbinds: varbindsOf([{ oid, value: { type: 'Counter32', value: 3 } }]) });
  const notification = varbindsOf([
    { oid: '1.3.6.1.2.1.1.3.0', value: { type: 'TimeTicks', value: 1 } },
    { oid: '1.3.6.1.6.3.1.1.4.1.0', value: { type: 'OBJECT IDENTIFIER', value: '1.3.6.1.6.3.1.1.5.3' } },
  ]);

  it.each<[PduToSend, string, string | undefined]>([
    [named, 'get-request', '1.3.6.1.2.1.1.5.0'],
    [samplePdu('GetNextRequest'), 'get-next-request', '1.3.6.1.2.1.1.1.0, 16 varbinds'],
    [samplePdu('GetBulkRequest', one('1.3.6')), 'get-bulk-request', '1.3.6'],
    [samplePdu('SetRequest', none), 'set-request', undefined],
    [samplePdu('Response', one('1.3.6')), 'response', '1 varbind'],
    [samplePdu('Response', { errorStatus: 17, errorIndex: 3 }), 'response', 'notWritable, varbind 3'],
    [samplePdu('Response', { errorStatus: 1 }), 'response', 'tooBig'],
    [samplePdu('Report', one('1.3.6.1.6.3.15.1.1.4.0')), 'report', 'usmStatsUnknownEngineIDs'],
    [samplePdu('Report', one('1.3.6.1.6.3.12.1.5.0')), 'report', 'snmpUnknownContexts'],
    [samplePdu('Report', one('1.3.6.1.2')), 'report', '1.3.6.1.2'],
    [samplePdu('Trap', { trap: trapFields }), 'trap', 'linkDown'],
    [
      samplePdu('Trap', { trap: { ...trapFields, generic: 6, specific: 9 } }),
      'trap',
      '1.3.6.1.4.1.8072.3.2.10, specific 9',
    ],
    [samplePdu('SNMPv2-Trap', { varbinds: notification }), 'snmpV2-trap', '1.3.6.1.6.3.1.1.5.3'],
    [samplePdu('InformRequest'), 'inform-request', '1.3.6.1.4.1.8072.3.2.10'],
  ])('%#', (pdu, name, fact) => {
    const summary = summaryOf(communityMessage(pdu));
    expect([summary.name, summary.fact]).toEqual([name, fact]);
  });

  it('calls a v3 request without an engine ID a discovery, and its answer what it is', () => {
    const { bytes } = v3Message(samplePdu('GetRequest', none), { engineId: new Uint8Array(), user: '' });
    expect(summaryOf(bytes).name).toBe('discovery');
    expect(described(bytes).get('snmp')?.value).toBe('v3 discovery');
    expect(summaryOf(v3Message(samplePdu('Report', one('1.3.6.1.6.3.15.1.1.4.0'))).bytes)).toMatchObject({
      name: 'report',
      fact: 'usmStatsUnknownEngineIDs',
    });
  });

  it('has a name for what is no message', () => {
    expect(summaryOf(hex('0102')).name).toBe('SNMP');
  });
});

describe('SNMP in frames', () => {
  const payload = communityMessage(named);

  it('is found on its ports, and on others when it is whole', () => {
    const snmp = (ports: { sourcePort: number; destinationPort: number }, bytes: Uint8Array) =>
      parseFrame(buildIpv4Datagram({ ...ipv4, ...ports, payload: bytes }), 'ipv4').snmp;
    for (const port of [161, 162]) {
      expect(snmp({ sourcePort: port, destinationPort: 9 }, hex('00'))).toBeDefined();
      expect(snmp({ sourcePort: 9, destinationPort: port }, hex('00'))).toBeDefined();
    }
    expect(snmp({ sourcePort: 40_000, destinationPort: 16_100 }, payload)?.version).toBe(1);
    expect(snmp({ sourcePort: 40_000, destinationPort: 16_100 }, payload.subarray(1))).toBeUndefined();
    expect(snmp({ sourcePort: 161, destinationPort: 9 }, hex(''))).toBeUndefined();
  });

  it('gives way to DHCP on its ports', () => {
    const frame = parseFrame(buildIpv4Datagram({ ...ipv4, sourcePort: 161, destinationPort: 67, payload }), 'ipv4');
    expect([frame.snmp, frame.dhcp !== undefined]).toEqual([undefined, true]);
  });

  it('is found over IPv6', () => {
    const bytes = buildIpv6Datagram({ ...ipv6, ...toAgent, payload });
    const packet = describeFrame(bytes, 'ipv6');
    expect([packet.faults, packet.layers.map(({ id }) => id)]).toEqual([[], ['ipv6', 'udp', 'snmp']]);
    expect(summarize(parseFrame(bytes, 'ipv6'))).toEqual({
      name: 'get-request',
      source: 'fe80::1',
      destination: 'fe80::2',
      broadcast: false,
      fact: '1.3.6.1.2.1.1.5.0',
    });
  });

  it('tells its faults with their places in the frame', () => {
    const frame = parseFrame(datagram(payload.subarray(0, 20)), 'ipv4');
    expect(frame.faults).toEqual(frame.snmp?.faults);
    expect(frame.faults[0]?.offset).toBe(29);
  });
});
