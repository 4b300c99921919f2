import { colonHexBytes } from '#electron/wire/octets.ts';
import { type LabObjects, type LabValue, octetsOf, type WriteCheck } from './lab-objects.ts';
import { counter32, counter64 } from './traffic.ts';
import { counter, gauge, integer, integerWithin, octetsUpTo, text, ticks } from './write-checks.ts';

export interface LabInterface {
  name: string;
  description: string;
  alias?: string;
  /** ifType: 6 ethernetCsmacd, 24 softwareLoopback. */
  type?: number;
  mtu?: number;
  /** Bits a second. */
  speed: number;
  mac?: string;
  /** Octets a second, received and sent. */
  rates?: readonly [number, number];
  /** Nothing is plugged in. */
  down?: boolean;
  /** Received frames with errors, a second. */
  errorRate?: number;
}

const ifTable = '1.3.6.1.2.1.2.2.1';
const ifXTable = '1.3.6.1.2.1.31.1.1.1';
const up = 1;
const down = 2;
const enabled = 1;
const yes = 1;
const no = 2;
const gaugeLimit = 2 ** 32 - 1;
/** Octets of a frame in the mean, and how many unicast frames there are to a multicast and to a broadcast one. */
const frame = 640;
const unicasts = 0.97;
const multicasts = 0.02;
const broadcasts = 0.01;

/** Fills ifTable and ifXTable (RFC 2863), indices from 1. Counters of both go together: one is the other modulo 2^32. */
export function putInterfaces(objects: LabObjects, interfaces: readonly LabInterface[]): void {
  objects.put({ oid: octetsOf('1.3.6.1.2.1.2.1.0'), value: integer(interfaces.length) });
  for (const [position, one] of interfaces.entries()) {
    const index = position + 1;
    const put = (table: string, column: number, value: LabValue, check?: WriteCheck) =>
      objects.put({ oid: octetsOf(`${table}.${column}.${index}`), value, check });
    const [octetsIn, octetsOut] = one.down ? [0, 0] : (one.rates ?? [0, 0]);
    putBasics(put, one, index);
    const admin = () => objects.get(octetsOf(`${ifTable}.7.${index}`))?.value;
    put(ifTable, 8, () => integer(one.down || isDown(admin()) ? down : up));
    put(ifTable, 9, ticks(0));
    put(ifTable, 10, counter32(octetsIn));
    put(ifTable, 11, counter32((octetsIn / frame) * unicasts));
    put(ifTable, 13, counter(0));
    put(ifTable, 14, counter32(one.errorRate ?? 0));
    put(ifTable, 15, counter(0));
    put(ifTable, 16, counter32(octetsOut));
    put(ifTable, 17, counter32((octetsOut / frame) * unicasts));
    put(ifTable, 19, counter(0));
    put(ifTable, 20, counter(0));
    putExtension(put, one, [octetsIn, octetsOut]);
  }
}

type Put = (table: string, column: number, value: LabValue, check?: WriteCheck) => void;

function putBasics(put: Put, one: LabInterface, index: number): void {
  put(ifTable, 1, integer(index));
  put(ifTable, 2, text(one.description));
  put(ifTable, 3, integer(one.type ?? 6));
  put(ifTable, 4, integer(one.mtu ?? 1500));
  put(ifTable, 5, gauge(Math.min(one.speed, gaugeLimit)));
  put(ifTable, 6, { type: 'OCTET STRING', value: colonHexBytes(one.mac ?? '', 6) });
  put(ifTable, 7, integer(up), integerWithin(1, 3));
}

function putExtension(put: Put, one: LabInterface, [octetsIn, octetsOut]: readonly [number, number]): void {
  const framesIn = octetsIn / frame;
  const framesOut = octetsOut / frame;
  put(ifXTable, 1, text(one.name));
  put(ifXTable, 2, counter32(framesIn * multicasts));
  put(ifXTable, 3, counter32(framesIn * broadcasts));
  put(ifXTable, 4, counter32(framesOut * multicasts));
  put(ifXTable, 5, counter32(framesOut * broadcasts));
  put(ifXTable, 6, counter64(octetsIn));
  put(ifXTable, 7, counter64(framesIn * unicasts));
  put(ifXTable, 8, counter64(framesIn * multicasts));
  put(ifXTable, 9, counter64(framesIn * broadcasts));
  put(ifXTable, 10, counter64(octetsOut));
  put(ifXTable, 11, counter64(framesOut * unicasts));
  put(ifXTable, 12, counter64(framesOut * multicasts));
  put(ifXTable, 13, counter64(framesOut * broadcasts));
  put(ifXTable, 14, integer(enabled));
  put(ifXTable, 15, gauge(Math.round(one.speed / 1e6)));
  put(ifXTable, 16, integer(no));
  put(ifXTable, 17, integer(one.type === undefined ? yes : no));
  put(ifXTable, 18, text(one.alias ?? ''), octetsUpTo(64));
  put(ifXTable, 19, ticks(0));
}

function isDown(admin: LabValue | undefined): boolean {
  return typeof admin === 'object' && admin.type === 'INTEGER' && admin.value !== up;
}
