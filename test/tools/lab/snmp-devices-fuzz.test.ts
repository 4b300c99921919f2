import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '#electron/net/clock.ts';
import type { LoopbackPort } from '#electron/net/udp/loopback-port.ts';
import { SnmpLab } from '#electron/tools/lab/snmp/snmp-lab.ts';
import { decodeSnmp, encodeCommunityMessage, encodeScopedPdu, encodeV3Message } from '#electron/wire/snmp/message.ts';
import type { PduToSend } from '#electron/wire/snmp/pdu.ts';
import type { SnmpValue } from '#electron/wire/snmp/value.ts';
import { VarbindList } from '#electron/wire/snmp/varbind-list.ts';
import { fuzz } from '#test/fuzz/run-fuzz.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const sent: Uint8Array[] = [];
let receive: (bytes: Uint8Array, from: { address: string; port: number }) => void = () => {};

/** The devices without sockets: what is handed in is what came, and `sent` is what they send. */
const lab = new SnmpLab({
  clock: systemClock,
  openLoopbackPort: async (onDatagram): Promise<LoopbackPort> => {
    receive = onDatagram;
    return { address: '127.0.0.1', port: 1, send: (bytes) => sent.push(bytes), close: async () => {} };
  },
});
beforeAll(() => lab.agents());
afterAll(() => lab.close());

const pduOf = (type: PduToSend['type'], value: SnmpValue, more: Partial<PduToSend> = {}): PduToSend => {
  const oids = ['1.3.6.1.2.1.1.5.0', '1.3.6.1.2.1.2.2.1.10.1', '1.3.6.1.6.3.12.1.2.1.9.97'];
  const list = VarbindList.of(oids.map((oid) => ({ oid, value })));
  return { type, requestId: 77, varbinds: list.bytes.slice(list.start, list.end), ...more };
};
const pdus: PduToSend[] = [
  pduOf('GetRequest', { type: 'NULL' }),
  pduOf('GetNextRequest', { type: 'NULL' }),
  pduOf('GetBulkRequest', { type: 'NULL' }, { errorStatus: 1, errorIndex: 2 ** 31 - 1 }),
  pduOf('SetRequest', { type: 'INTEGER', value: 4 }),
  pduOf('SetRequest', { type: 'OCTET STRING', value: new Uint8Array() }),
  pduOf('SetRequest', { type: 'Counter64', value: 2n ** 63n }),
];

function community(pdu: PduToSend, version: 0 | 1): Uint8Array {
  return encodeCommunityMessage({ version, community: bytesOf('private'), pdu });
}

function guest(pdu: PduToSend): Uint8Array {
  const engineId =
    sent.length === 0 ? new Uint8Array() : (decodeSnmp(sent[0] ?? bytesOf('')).v3?.usm?.engineId ?? bytesOf(''));
  const usm = { engineId, boots: 1, time: 1, user: bytesOf('labguest'), authLength: 0, priv: new Uint8Array() };
  const data = encodeScopedPdu({ engineId, name: new Uint8Array(), pdu });
  const flags = { auth: false, priv: false, reportable: true, encrypted: false };
  return encodeV3Message({ messageId: 5, maxSize: 65_507, ...flags, usm, data }).bytes;
}

test('whatever comes, a device neither throws nor hangs, and answers the next good request', () => {
  const [get] = pdus;
  if (get === undefined) throw new Error('no request');
  receive(guest(get), { address: '127.0.0.1', port: 9 });
  expect(sent).toHaveLength(1);
  const seeds = [...pdus.flatMap((pdu) => [community(pdu, 0), community(pdu, 1), guest(pdu)])];
  fuzz(
    { name: 'lab-agent', seeds, kept: 8, run: (bytes) => receive(bytes, { address: '127.0.0.1', port: 9 }) },
    60_000,
  );
  sent.length = 0;
  receive(community(get, 1), { address: '127.0.0.1', port: 9 });
  expect(decodeSnmp(sent[0] ?? bytesOf('')).pdu?.varbinds.oid(0)).toBe('1.3.6.1.2.1.1.5.0');
});
