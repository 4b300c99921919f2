import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { encodeCommunityMessage } from '#electron/wire/snmp/message.ts';
import type { PduType } from '#electron/wire/snmp/pdu.ts';
import { VarbindList } from '#electron/wire/snmp/varbind-list.ts';

const community = new TextEncoder().encode('public');

/** A v2c notification with a number of its own, as request-id and as value. */
export function numbered(number: number, type: PduType = 'SNMPv2-Trap'): Uint8Array {
  const list = VarbindList.of([
    { oid: '1.3.6.1.2.1.1.3.0', value: { type: 'TimeTicks', value: number } },
    { oid: '1.3.6.1.6.3.1.1.4.1.0', value: { type: 'OBJECT IDENTIFIER', value: '1.3.6.1.4.1.32473.0.1' } },
    { oid: '1.3.6.1.4.1.32473.1.1.0', value: { type: 'INTEGER', value: number } },
  ]);
  const varbinds = list.bytes.subarray(list.start, list.end);
  return encodeCommunityMessage({ version: 1, community, pdu: { type, requestId: number, varbinds } });
}

/** A sender with an address of its own. */
export async function openSender(address = '127.0.0.1'): Promise<Socket> {
  const socket = createSocket('udp4');
  socket.bind(0, address);
  await once(socket, 'listening');
  return socket;
}

/** Resolves once the system has taken it. */
export function sendTo(socket: Socket, bytes: Uint8Array, port: number): Promise<void> {
  return new Promise((resolve) => socket.send(bytes, port, '127.0.0.1', () => resolve()));
}
