import { colonHexBytes } from '#electron/wire/octets.ts';
import type { SnmpValue } from '#electron/wire/snmp/value.ts';
import { InterfaceState, interfaceStatus } from './interface-state.ts';
import { type LabObject, type LabObjects, type LabValue, octetsOf } from './lab-objects.ts';
import { counter32, counter64 } from './traffic.ts';
import { counter, gauge, hundredths, integer, integerWithin, octetsUpTo, text, ticks } from './write-checks.ts';

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

/** An interface went up or down. */
export interface InterfaceTurn {
  /** ifIndex. */
  index: number;
  name: string;
  /** ifAdminStatus and ifOperStatus. */
  admin: number;
  oper: number;
}

const ifTable = '1.3.6.1.2.1.2.2.1';
const ifXTable = '1.3.6.1.2.1.31.1.1.1';
const enabled = 1;
const yes = 1;
const no = 2;
const gaugeLimit = 2 ** 32 - 1;
/** Octets of a frame in the mean, and how many unicast frames there are to a multicast and to a broadcast one. */
const frame = 640;
const unicasts = 0.97;
const multicasts = 0.02;
const broadcasts = 0.01;

/**
 * The interfaces of a device in ifTable and ifXTable (RFC 2863), indices from 1. Counters of both go together: one is the other modulo 2^32.
 * One that is shut by ifAdminStatus counts nothing.
 */
export class LabInterfaces {
  readonly #interfaces: readonly { about: LabInterface; state: InterfaceState }[];
  /** Called after ifOperStatus of one has changed. */
  onTurn: (turn: InterfaceTurn) => void = () => {};

  constructor(objects: LabObjects, interfaces: readonly LabInterface[]) {
    this.#interfaces = interfaces.map((about) => ({ about, state: new InterfaceState(about.down !== true) }));
    objects.put({ oid: octetsOf('1.3.6.1.2.1.2.1.0'), value: integer(interfaces.length) });
    for (const [position, { about, state }] of this.#interfaces.entries()) {
      const index = position + 1;
      const put: Put = (table, column, value, more = {}) =>
        objects.put({ oid: octetsOf(`${table}.${column}.${index}`), value, ...more });
      const write = (value: SnmpValue, uptime: number) => {
        if (value.type === 'INTEGER') this.#set(index, value.value, uptime);
      };
      putBasics(put, about, index);
      put(ifTable, 7, () => integer(state.admin), { check: integerWithin(1, 3), write });
      put(ifTable, 8, () => integer(state.oper));
      put(ifTable, 9, () => ticks(hundredths(state.changedAt)));
      putCounters(put, about, state);
      putExtension(put, about);
    }
  }

  list(): (InterfaceTurn & { description: string; alias: string })[] {
    return this.#interfaces.map(({ about, state }, position) => ({
      ...turnOf(position + 1, about, state),
      description: about.description,
      alias: about.alias ?? '',
    }));
  }

  /** Sets ifAdminStatus, as a SET does. False where there is none of that name. */
  set(name: string, isUp: boolean, uptime: number): boolean {
    const position = this.#interfaces.findIndex(({ about }) => about.name === name);
    if (position < 0) return false;
    this.#set(position + 1, isUp ? interfaceStatus.up : interfaceStatus.down, uptime);
    return true;
  }

  #set(index: number, admin: number, uptime: number): void {
    const found = this.#interfaces[index - 1];
    if (found?.state.setAdmin(admin, uptime)) this.onTurn(turnOf(index, found.about, found.state));
  }
}

function turnOf(index: number, { name }: LabInterface, { admin, oper }: InterfaceState): InterfaceTurn {
  return { index, name, admin, oper };
}

type Put = (table: string, column: number, value: LabValue, more?: Pick<LabObject, 'check' | 'write'>) => void;

/** What counts, as long as the interface is up. */
function putCounters(put: Put, { down, rates = [0, 0], errorRate = 0 }: LabInterface, state: InterfaceState): void {
  const [octetsIn, octetsOut] = down ? [0, 0] : rates;
  const framesIn = octetsIn / frame;
  const framesOut = octetsOut / frame;
  const counted = (count: (uptime: number) => SnmpValue): LabValue => {
    return (uptime) => count(state.active(uptime));
  };
  const small = (column: number, rate: number, table = ifTable) => put(table, column, counted(counter32(rate)));
  const large = (column: number, rate: number) => put(ifXTable, column, counted(counter64(rate)));
  small(10, octetsIn);
  small(11, framesIn * unicasts);
  put(ifTable, 13, counter(0));
  small(14, errorRate);
  put(ifTable, 15, counter(0));
  small(16, octetsOut);
  small(17, framesOut * unicasts);
  put(ifTable, 19, counter(0));
  put(ifTable, 20, counter(0));
  small(2, framesIn * multicasts, ifXTable);
  small(3, framesIn * broadcasts, ifXTable);
  small(4, framesOut * multicasts, ifXTable);
  small(5, framesOut * broadcasts, ifXTable);
  large(6, octetsIn);
  large(7, framesIn * unicasts);
  large(8, framesIn * multicasts);
  large(9, framesIn * broadcasts);
  large(10, octetsOut);
  large(11, framesOut * unicasts);
  large(12, framesOut * multicasts);
  large(13, framesOut * broadcasts);
}

function putBasics(put: Put, one: LabInterface, index: number): void {
  put(ifTable, 1, integer(index));
  put(ifTable, 2, text(one.description));
  put(ifTable, 3, integer(one.type ?? 6));
  put(ifTable, 4, integer(one.mtu ?? 1500));
  put(ifTable, 5, gauge(Math.min(one.speed, gaugeLimit)));
  put(ifTable, 6, { type: 'OCTET STRING', value: colonHexBytes(one.mac ?? '', 6) });
}

function putExtension(put: Put, one: LabInterface): void {
  put(ifXTable, 1, text(one.name));
  put(ifXTable, 14, integer(enabled));
  put(ifXTable, 15, gauge(Math.round(one.speed / 1e6)));
  put(ifXTable, 16, integer(no));
  put(ifXTable, 17, integer(one.type === undefined ? yes : no));
  put(ifXTable, 18, text(one.alias ?? ''), { check: octetsUpTo(64) });
  put(ifXTable, 19, ticks(0));
}
