/**
 * Sends informs as fast as it is told to and remembers those that were acknowledged: a process of its own, told by its parent over IPC. Each
 * inform has a number of its own, as request-id and as value.
 */
import { createSocket } from 'node:dgram';
import { decodeSnmp, encodeCommunityMessage } from '#electron/wire/snmp/message.ts';
import { VarbindList } from '#electron/wire/snmp/varbind-list.ts';

export type ToSender =
  /** `rate` a second, at most `window` of them unanswered. */
  | { type: 'start'; port: number; rate: number; window: number }
  /** Gives what was acknowledged since the start. */
  | { type: 'stop' };
export interface FromSender {
  sent: number;
  acknowledged: number[];
}

const community = new TextEncoder().encode('public');
/** An enterprise's object: the number is its value. */
export const numberOid = '1.3.6.1.4.1.32473.1.1.0';
/** Milliseconds after which those without an answer are given up. */
const patience = 200;

const socket = createSocket('udp4');
let next = 1;
let acknowledged: number[] = [];
let waiting = new Map<number, number>();
let timer: NodeJS.Timeout | undefined;
let sent = 0;

function inform(number: number): Uint8Array {
  const list = VarbindList.of([
    { oid: '1.3.6.1.2.1.1.3.0', value: { type: 'TimeTicks', value: number } },
    { oid: '1.3.6.1.6.3.1.1.4.1.0', value: { type: 'OBJECT IDENTIFIER', value: '1.3.6.1.4.1.32473.0.1' } },
    { oid: numberOid, value: { type: 'INTEGER', value: number } },
  ]);
  const varbinds = list.bytes.subarray(list.start, list.end);
  return encodeCommunityMessage({ version: 1, community, pdu: { type: 'InformRequest', requestId: number, varbinds } });
}

socket.on('message', (bytes) => {
  const { pdu } = decodeSnmp(bytes);
  if (pdu?.type !== 'Response' || pdu.errorStatus !== 0) return;
  const value = pdu.varbinds.value(pdu.varbinds.count - 1);
  if (value.type !== 'INTEGER' || value.value !== pdu.requestId) throw new Error('an answer to something else');
  waiting.delete(pdu.requestId);
  acknowledged.push(pdu.requestId);
});

function start({ port, rate, window }: Extract<ToSender, { type: 'start' }>): void {
  const startedAt = performance.now();
  acknowledged = [];
  waiting = new Map();
  sent = 0;
  timer = setInterval(() => {
    const now = performance.now();
    for (const [number, at] of waiting) {
      if (now - at < patience) break;
      waiting.delete(number);
    }
    const due = Math.floor(((now - startedAt) * rate) / 1000);
    while (sent < due && waiting.size < window) {
      const number = next++;
      waiting.set(number, now);
      sent++;
      socket.send(inform(number), port, '127.0.0.1');
    }
  }, 1);
}

function stop(): void {
  clearInterval(timer);
  // What was answered before the end lies in the socket's buffer.
  setTimeout(() => process.send?.({ sent, acknowledged } satisfies FromSender), 20);
}

process.on('message', (message: ToSender) => (message.type === 'start' ? start(message) : stop()));
process.on('disconnect', () => process.exit(0));
socket.bind(0, '127.0.0.1', () => process.send?.('ready'));
