import { readFile } from 'node:fs/promises';
import { socketTableFiles, tableAddress } from '../socket-table.ts';
import type { TcpEnd } from './tcp-io.ts';

/** RFC 9293 section 3.3.2, in the order of Linux's numbers from 1. */
const states = [
  'ESTABLISHED',
  'SYN-SENT',
  'SYN-RECEIVED',
  'FIN-WAIT-1',
  'FIN-WAIT-2',
  'TIME-WAIT',
  'CLOSED',
  'CLOSE-WAIT',
  'LAST-ACK',
  'LISTEN',
  'CLOSING',
  'SYN-RECEIVED',
] as const;
export type TcpState = (typeof states)[number];

/** Which timer runs, in the order of Linux's numbers from 0. */
const timers = ['none', 'retransmission', 'keep-alive', 'time-wait', 'zero-window-probe'] as const;

/** One end of a connection as Linux has it (proc_net_tcp(5)). */
export interface TcpSocketRow {
  state: TcpState;
  /** Octets that were written and not acknowledged: sent or not. */
  sendQueue: number;
  /** Octets that came and were not read. */
  receiveQueue: number;
  timer: (typeof timers)[number];
  /** Milliseconds until it runs out, to the hundredth of a second. */
  timerIn: number;
  /** Probes of the keep-alive or zero-window timer that were not answered. */
  probes: number;
}

/** Milliseconds of the unit in which the table counts time (USER_HZ). */
const tick = 10;

/** The end of a connection in this network namespace; undefined where there is none, or the system has no such table. */
export async function readTcpSocket(local: TcpEnd, remote: TcpEnd): Promise<TcpSocketRow | undefined> {
  const [ours, theirs] = [tableEnd(local), tableEnd(remote)];
  if (ours === undefined || theirs === undefined) return undefined;
  const file = socketTableFiles.tcp[local.address.includes(':') ? 'ipv6' : 'ipv4'];
  const text = await readFile(file, 'utf8').catch(() => '');
  const start = text.indexOf(` ${ours} ${theirs} `);
  if (start < 0) return undefined;
  const end = text.indexOf('\n', start);
  return readRow(text.slice(start + 1, end < 0 ? undefined : end));
}

/** "local remote st tx_queue:rx_queue tr:tm->when retrnsmt uid timeout ..." */
function readRow(text: string): TcpSocketRow | undefined {
  const columns = text.split(/\s+/);
  const hex = (value = '0') => Number.parseInt(value, 16);
  const state = states[hex(columns[2]) - 1];
  const [sendQueue, receiveQueue] = (columns[3] ?? '').split(':');
  const [timer, when] = (columns[4] ?? '').split(':');
  if (state === undefined) return undefined;
  return {
    state,
    sendQueue: hex(sendQueue),
    receiveQueue: hex(receiveQueue),
    timer: timers[hex(timer)] ?? 'none',
    timerIn: hex(when) * tick,
    probes: Number(columns[7] ?? 0),
  };
}

function tableEnd({ address, port }: TcpEnd): string | undefined {
  const text = tableAddress(address);
  return text === undefined ? undefined : `${text}:${port.toString(16).toUpperCase().padStart(4, '0')}`;
}
