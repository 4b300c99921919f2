import type { WalkMachine, WalkRequest } from '#electron/tools/snmp/machine.ts';
import { compareOids, oidOctets, oidText } from '#electron/wire/ber/oid.ts';
import type { Pdu } from '#electron/wire/snmp/pdu.ts';
import type { SnmpValue } from '#electron/wire/snmp/value.ts';
import { VarbindList } from '#electron/wire/snmp/varbind-list.ts';

/** How a simulated agent differs from a good one. */
export interface SimulatedLimits {
  /** Answers noSuchName at the end, knows no GETBULK. */
  v1?: boolean;
  /** tooBig for more varbinds in an answer. */
  tooBigAbove?: number;
  /** Cuts the answer to a GETBULK. */
  bulkLimit?: number;
  /** A GETBULK of which nothing fits is answered by no varbind at all. */
  emptyBulk?: boolean;
  /** noSuchName in place of endOfMibView, also in v2c. */
  noSuchNameAtEnd?: boolean;
}

type Oid = Uint8Array;
type Varbinds = { oid: Oid; value: SnmpValue }[];

const one: SnmpValue = { type: 'INTEGER', value: 1 };
const endOfMibView: SnmpValue = { type: 'endOfMibView' };
const noSuchInstance: SnmpValue = { type: 'noSuchInstance' };
const tooBig = 1;
const noSuchName = 2;

/** An agent without a network: its OIDs in order, and its answers to what a walk asks. */
export class SimulatedAgent {
  /** Dotted, in order, each once. */
  readonly oids: string[];
  readonly #octets: Oid[];
  readonly #limits: SimulatedLimits;

  constructor(oids: Iterable<string>, limits: SimulatedLimits = {}) {
    this.#octets = [...new Set(oids)].map(octets).sort(order);
    this.oids = this.#octets.map((oid) => oidText(oid, 0, oid.length));
    this.#limits = limits;
  }

  /** What one GETNEXT after the other gives below the roots, or GET of a root with nothing below it. */
  walk(roots: readonly string[]): string[] {
    return roots.flatMap((root) => {
      const below = this.oids.filter((oid) => oid.startsWith(`${root}.`));
      return below.length > 0 ? below : this.oids.filter((oid) => oid === root);
    });
  }

  next(oid: Oid): Oid | undefined {
    let low = 0;
    let high = this.#octets.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = this.#octets[middle];
      if (other !== undefined && order(other, oid) <= 0) low = middle + 1;
      else high = middle;
    }
    return this.#octets[low];
  }

  answer({ oids, purpose, repetitions }: Pick<WalkRequest, 'oids' | 'purpose' | 'repetitions'>): Pdu {
    if (purpose === 'root') return this.#get(oids);
    if (repetitions === 0) return this.#getNext(oids);
    const { bulkLimit = 65_535, tooBigAbove = 65_535, emptyBulk = false, noSuchNameAtEnd = false } = this.#limits;
    if (this.#limits.v1) throw new Error('v1 has no GETBULK');
    if (emptyBulk) return answerOf([]);
    const varbinds: Varbinds = [];
    const [first] = oids;
    if (first === undefined || oids.length !== 1) throw new Error('a walk repeats one object');
    for (let at = first; varbinds.length < Math.min(repetitions, bulkLimit); ) {
      const next = this.next(at);
      if (next === undefined && noSuchNameAtEnd) return errorOf(noSuchName, 1);
      varbinds.push(next === undefined ? { oid: at, value: endOfMibView } : { oid: next, value: one });
      if (next === undefined) break;
      at = next;
    }
    return varbinds.length > tooBigAbove ? errorOf(tooBig, 0) : answerOf(varbinds);
  }

  #get(oids: readonly Oid[]): Pdu {
    const isThere = (oid: Oid) => this.#octets.some((other) => order(other, oid) === 0);
    if (this.#limits.v1 && !oids.every(isThere)) return errorOf(noSuchName, 1);
    return answerOf(oids.map((oid) => ({ oid, value: isThere(oid) ? one : noSuchInstance })));
  }

  #getNext(oids: readonly Oid[]): Pdu {
    const { v1 = false, noSuchNameAtEnd = false, tooBigAbove = 65_535 } = this.#limits;
    if (oids.length > tooBigAbove) return errorOf(tooBig, 0);
    const varbinds: Varbinds = [];
    for (const oid of oids) {
      const next = this.next(oid);
      if (next === undefined && (v1 || noSuchNameAtEnd)) return errorOf(noSuchName, varbinds.length + 1);
      varbinds.push(next === undefined ? { oid, value: endOfMibView } : { oid: next, value: one });
    }
    return answerOf(varbinds);
  }
}

/** What a walk came to. */
export interface SimulatedEnd {
  /** In the order of its segments. */
  oids: string[];
  requests: WalkRequest[];
  segments: number;
  /** Most requests under way at a time. */
  mostAtOnce: number;
}

/**
 * Drives a walk over the agent that `agentAt` gives for each request by its number. `pick`: which of so many waiting requests is answered next;
 * `retries`: what that request took.
 */
export function simulateWalk(
  machine: WalkMachine,
  agentAt: (request: number) => Pick<SimulatedAgent, 'answer'>,
  pick: (waiting: number) => number = () => 0,
  retries: () => number = () => 0,
): SimulatedEnd {
  const waiting: WalkRequest[] = [];
  const requests: WalkRequest[] = [];
  const kept = new Map<number, string[]>();
  let mostAtOnce = 0;
  for (;;) {
    for (let request = machine.next(); request !== undefined; request = machine.next()) {
      requests.push({ ...request });
      waiting.push(request);
    }
    mostAtOnce = Math.max(mostAtOnce, waiting.length);
    const [request] = waiting.splice(pick(waiting.length), 1);
    if (request === undefined) break;
    const answer = agentAt(requests.length).answer(request);
    const rows = machine.answered(request, answer, retries());
    if (rows === undefined) continue;
    const own = kept.get(rows.segment) ?? [];
    kept.set(rows.segment, own);
    for (let at = 0; at < rows.count; at++) own.push(rows.list.oid(at));
  }
  const oids = machine.order.flatMap((segment) => kept.get(segment) ?? []);
  return { oids, requests, segments: machine.order.length, mostAtOnce };
}

function octets(oid: string): Oid {
  const bytes = oidOctets(oid);
  if (bytes === undefined) throw new RangeError(`no OID: ${oid}`);
  return bytes;
}

function order(a: Oid, b: Oid): number {
  return compareOids(a, 0, a.length, b, 0, b.length);
}

function answerOf(varbinds: Varbinds): Pdu {
  const list = VarbindList.of(varbinds);
  return { type: 'Response', requestId: 1, errorStatus: 0, errorIndex: 0, varbinds: list, start: 0, end: 0 };
}

function errorOf(errorStatus: number, errorIndex: number): Pdu {
  return { ...answerOf([]), errorStatus, errorIndex };
}
