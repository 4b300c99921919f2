import { compareOids, isUnderOid, oidText } from '#electron/wire/ber/oid.ts';
import { errorStatusName } from '#electron/wire/snmp/names.ts';
import type { Pdu } from '#electron/wire/snmp/pdu.ts';
import type { VarbindList } from '#electron/wire/snmp/varbind-list.ts';
import { type Problem, problem } from '#shared/problem/problem.ts';
import { arcsOf, branchesIn, commonArcs, endOf, siblings } from './walk/branches.ts';
import { Pace } from './walk/pace.ts';

export interface WalkPlan {
  /** Encoded OIDs; everything below each is read. */
  roots: readonly Uint8Array[];
  /** GETBULK is there; v1 has only GETNEXT. */
  bulk: boolean;
  maxRepetitions: number;
  /** Requests under way at a time, at most. */
  parallel: number;
  /** Rows after which it stops. */
  limit: number;
  continueAnyway: boolean;
}

/** What is to be asked next. */
export interface WalkRequest {
  segment: Segment;
  /** `branches`: looks where the walk could go on side by side. `root`: asks whether a root with nothing below it is an object itself. */
  purpose: 'rows' | 'branches' | 'root';
  oids: Uint8Array[];
  /** 0: GETNEXT; for `root` it is GET. */
  repetitions: number;
}

/** Rows to keep: the first `count` of the list, behind those of the same segment before them. */
export interface WalkRows {
  segment: number;
  list: VarbindList;
  count: number;
}

/** A stretch of the OID tree walked by one stream: from behind an OID up to that behind which the next stretch begins. */
export interface Segment {
  readonly id: number;
  readonly root: Uint8Array;
  /** The last OID read; the next request asks behind it. */
  at: Uint8Array;
  /** Encoded OID behind which another segment begins: should an object stand there, it is this segment's last. */
  until: Uint8Array | undefined;
  busy: boolean;
  /** Nothing was below the root: what is left is the root itself. */
  atRoot: boolean;
  repetitions: number;
  /** Where the last look for branches stood, and how many rows came since. */
  lookedAt: Uint8Array;
  rowsSince: number;
  /** Branches are looked for at these depths only, in arcs. */
  depth: number;
  /** How often in a row an OID came that had come before; with `continueAnyway`. */
  stumbles: number;
}

const tooBig = 1;
const noSuchName = 2;
/** Branches asked for in one request. */
const branchesAtOnce = 32;
/** Rows a segment reads before it is worth looking for branches beside it. */
const rowsBeforeLooking = 20;
/** OIDs jumped over, one behind the other, before an agent that goes round in a circle is given up. */
const stumblesAllowed = 5;
/** OIDs remembered with `continueAnyway`, to know a circle. */
const seenLimit = 200_000;

/**
 * Walks subtrees: pure, it is told answers and tells what to ask. It begins with one request at a time; when a branch turns out to be long,
 * it looks which branches come after it and walks them side by side. Each stream must rise strictly; what it reads lies before the next
 * stream's start, so that all streams in their order give what one walk would.
 */
export class WalkMachine {
  readonly #plan: WalkPlan;
  readonly #pace: Pace;
  /** In the order of their OIDs. */
  readonly #segments: Segment[] = [];
  /** Those that are not done, in the same order. */
  readonly #open: Segment[];
  readonly #seen = new Set<string>();
  #lastId = 0;
  #outstanding = 0;
  #newest: Uint8Array = new Uint8Array();
  #branching = true;
  #branchCount = branchesAtOnce;
  rows = 0;
  malformedValues = 0;
  /** Why it ended before its end. */
  problem: Problem | undefined;
  /** Text of the OID where it ended before its end. */
  stoppedAt: string | undefined;
  /** The agent said tooBig: max-repetitions asked for, and the least that had to be used. */
  fewerRepetitions: { asked: number; used: number } | undefined;

  constructor(plan: WalkPlan) {
    this.#plan = plan;
    this.#pace = new Pace(plan.parallel);
    for (const root of plan.roots) this.#segments.push(this.#segment(root, root, undefined, plan.maxRepetitions));
    this.#open = [...this.#segments];
  }

  /** Whether everything asked for has been answered and nothing is left to ask. */
  get done(): boolean {
    return this.#outstanding === 0 && (this.problem !== undefined || this.#open.length === 0);
  }

  /** The OID read last. */
  get at(): string {
    return oidText(this.#newest, 0, this.#newest.length);
  }

  get waiting(): number {
    return this.#outstanding;
  }

  /** Segments in the order of their OIDs, by their numbers. */
  get order(): number[] {
    return this.#segments.map(({ id }) => id);
  }

  /** The next request, or undefined while enough are under way or nothing is left. */
  next(): WalkRequest | undefined {
    if (this.problem !== undefined || this.#outstanding >= this.#pace.allowed) return undefined;
    const free = this.#open.find(({ busy }) => !busy);
    const request = free === undefined ? undefined : (this.#look(free) ?? this.#ask(free));
    if (request === undefined) return undefined;
    request.segment.busy = true;
    this.#outstanding++;
    return request;
  }

  /**
   * Takes an answer; gives what is to be kept of it. `retries`: transmissions it took besides the first; `roundTrip`: milliseconds, 0 where
   * nobody knows.
   */
  answered(request: WalkRequest, pdu: Pdu, retries: number, roundTrip = 0): WalkRows | undefined {
    this.#pace.answered(retries, roundTrip);
    this.#outstanding--;
    request.segment.busy = false;
    if (this.problem !== undefined) return undefined;
    if (request.purpose === 'rows') return this.#rowsCame(request, pdu);
    if (request.purpose === 'root') return this.#rootCame(request, pdu);
    this.#branchesCame(request, pdu);
    return undefined;
  }

  /** No answer came, for this reason. */
  failed(request: WalkRequest, why: Problem): void {
    this.#outstanding--;
    request.segment.busy = false;
    this.#stop(why, request.segment.at);
  }

  #segment(root: Uint8Array, at: Uint8Array, until: Uint8Array | undefined, repetitions: number): Segment {
    return {
      id: this.#lastId++,
      root,
      at,
      until,
      busy: false,
      atRoot: false,
      repetitions,
      lookedAt: at,
      rowsSince: 0,
      depth: arcsOf(root) + 1,
      stumbles: 0,
    };
  }

  #ask(segment: Segment): WalkRequest {
    if (segment.atRoot) return { segment, purpose: 'root', oids: [segment.root], repetitions: 0 };
    const repetitions = this.#plan.bulk ? segment.repetitions : 0;
    return { segment, purpose: 'rows', oids: [segment.at], repetitions };
  }

  /** A look for branches beside a segment that has read a while within one branch, if there is room for more streams. */
  #look(segment: Segment): WalkRequest | undefined {
    const room = this.#plan.parallel - this.#open.length;
    if (!this.#branching || room <= 0 || this.#plan.continueAnyway || segment.rowsSince < rowsBeforeLooking) {
      return undefined;
    }
    const stable = commonArcs(segment.lookedAt, segment.at);
    segment.lookedAt = segment.at;
    segment.rowsSince = 0;
    for (; segment.depth <= stable; segment.depth++) {
      const count = Math.min(this.#branchCount, room * 2);
      const oids = siblings(segment.at, segment.depth, count, segment.until);
      if (oids.length > 0) return { segment, purpose: 'branches', oids, repetitions: 0 };
    }
    return undefined;
  }

  #branchesCame({ segment, oids }: WalkRequest, { errorStatus, errorIndex, varbinds }: Pdu): void {
    if (errorStatus !== 0) {
      // v1 answers with an error where there is nothing behind one of them: those before it still tell.
      const fewer = errorStatus === noSuchName ? errorIndex - 1 : oids.length >> 1;
      if (fewer < 1 || fewer >= oids.length) segment.depth++;
      else this.#branchCount = fewer;
      return;
    }
    const starts = branchesIn(varbinds, oids, segment.depth, segment.until);
    if (starts === undefined) {
      // It names what lies before the question: nothing such an agent says of order is to be relied on.
      this.#branching = false;
      return;
    }
    if (starts.length === 0) {
      segment.depth++;
      return;
    }
    const { root, repetitions } = segment;
    const fresh = starts.map((start, index) =>
      this.#segment(root, start, starts[index + 1] ?? segment.until, repetitions),
    );
    const last = fresh.at(-1);
    // All that were asked for may have been there: there can be more behind the last. Between two neighbours there is nothing left at this depth.
    for (const branch of fresh) branch.depth = branch === last ? segment.depth : segment.depth + 1;
    segment.until = starts[0];
    segment.depth++;
    for (const list of [this.#segments, this.#open]) list.splice(list.indexOf(segment) + 1, 0, ...fresh);
  }

  #rowsCame({ segment, repetitions }: WalkRequest, pdu: Pdu): WalkRows | undefined {
    if (pdu.errorStatus !== 0) {
      this.#refused(segment, pdu);
      return undefined;
    }
    const { varbinds } = pdu;
    if (varbinds.count === 0) {
      if (repetitions > 0) segment.repetitions = 0;
      else
        this.#stop(
          problem('snmp-answer-mismatch', { asked: oidText(segment.at, 0, segment.at.length), count: 0 }),
          segment.at,
        );
      return undefined;
    }
    const count = this.#accept(segment, varbinds);
    if (count === 0) return undefined;
    this.rows += count;
    segment.rowsSince += count;
    if (this.rows >= this.#plan.limit && this.#open.length > 0) {
      this.#stop(problem('snmp-walk-limit', { limit: this.#plan.limit, oid: varbinds.oid(count - 1) }), segment.at);
    }
    return { segment: segment.id, list: varbinds, count };
  }

  /** Any error says as well as noSuchInstance that there is no such object. */
  #rootCame({ segment }: WalkRequest, { errorStatus, varbinds }: Pdu): WalkRows | undefined {
    this.#finish(segment);
    const { root } = segment;
    const isThere = errorStatus === 0 && varbinds.count > 0 && !isException(varbinds.tag(0));
    if (!isThere || !isSameOid(root, varbinds)) return undefined;
    if (isMalformed(varbinds, 0)) this.malformedValues++;
    this.rows++;
    return { segment: segment.id, list: varbinds, count: 1 };
  }

  /** How many varbinds from the first on belong to the segment; moves it behind them. */
  #accept(segment: Segment, varbinds: VarbindList): number {
    const { bytes } = varbinds;
    let [before, beforeStart, beforeLength] = [segment.at, 0, segment.at.length];
    let count = 0;
    let stumbled = false;
    let ended = false;
    for (; count < varbinds.count; count++) {
      const start = varbinds.oidStart(count);
      const length = varbinds.oidLength(count);
      const isEnd = isException(varbinds.tag(count));
      const rises = compareOids(bytes, start, length, before, beforeStart, beforeLength) > 0;
      if (!isEnd && !rises && !this.#isNewBelow(segment, varbinds, count)) {
        stumbled = true;
        break;
      }
      if (isEnd || !this.#belongs(segment, bytes, start, length)) {
        ended = true;
        break;
      }
      if (this.#plan.continueAnyway) this.#remember(varbinds.oid(count));
      if (isMalformed(varbinds, count)) this.malformedValues++;
      segment.stumbles = 0;
      [before, beforeStart, beforeLength] = [bytes, start, length];
    }
    if (count > 0) segment.at = before.slice(beforeStart, beforeStart + beforeLength);
    this.#newest = segment.at;
    if (ended) this.#finish(segment);
    if (stumbled) this.#stumbled(segment, varbinds.oid(count));
    return count;
  }

  #belongs({ root, until }: Segment, bytes: Uint8Array, start: number, length: number): boolean {
    if (!isUnderOid(root, bytes, start, length)) return false;
    return until === undefined || compareOids(bytes, start, length, until, 0, until.length) <= 0;
  }

  #finish(segment: Segment): void {
    // As the net-snmp tools do: a root below which there is nothing may be an object itself.
    segment.atRoot = segment.at === segment.root && !segment.atRoot;
    if (segment.atRoot) return;
    this.#open.splice(this.#open.indexOf(segment), 1);
  }

  /** With `continueAnyway`: an object out of order that was not there yet. */
  #isNewBelow({ root }: Segment, varbinds: VarbindList, index: number): boolean {
    if (!this.#plan.continueAnyway || this.#seen.size >= seenLimit || this.#seen.has(varbinds.oid(index))) return false;
    return isUnderOid(root, varbinds.bytes, varbinds.oidStart(index), varbinds.oidLength(index));
  }

  /** The agent answered with an OID that is not greater than the one it was asked for, which would go on for ever. */
  #stumbled(segment: Segment, oid: string): void {
    segment.stumbles++;
    const jump = endOf(segment.at);
    if (this.#plan.continueAnyway && segment.stumbles <= stumblesAllowed && jump !== undefined) {
      segment.at = jump;
      return;
    }
    this.#stop(
      problem('snmp-not-increasing', { oid, previous: oidText(segment.at, 0, segment.at.length) }),
      segment.at,
    );
  }

  #remember(oid: string): void {
    if (this.#seen.size < seenLimit) this.#seen.add(oid);
  }

  #refused(segment: Segment, { errorStatus, errorIndex }: Pdu): void {
    if (errorStatus === noSuchName) {
      // The end of what there is, as v1 says it. Some agents say so in v2c too, of a GETBULK that reaches beyond the end: there GETNEXT tells.
      if (this.#plan.bulk && segment.repetitions > 0) segment.repetitions = 0;
      else this.#finish(segment);
      return;
    }
    if (errorStatus === tooBig && segment.repetitions > 1) {
      segment.repetitions >>= 1;
      const used = Math.min(this.fewerRepetitions?.used ?? segment.repetitions, segment.repetitions);
      this.fewerRepetitions = { asked: this.#plan.maxRepetitions, used };
      return;
    }
    const oid = oidText(segment.at, 0, segment.at.length);
    const why =
      errorStatus === tooBig
        ? problem('snmp-too-big', { oid })
        : problem('snmp-error-status', { status: errorStatusName(errorStatus), index: errorIndex, oid });
    this.#stop(why, segment.at);
  }

  #stop(why: Problem, at: Uint8Array): void {
    this.problem ??= why;
    this.stoppedAt ??= oidText(at, 0, at.length);
  }
}

/** noSuchObject, noSuchInstance, endOfMibView. */
function isException(tag: number): boolean {
  return tag >= 0x80 && tag <= 0x82;
}

function isSameOid(oid: Uint8Array, varbinds: VarbindList): boolean {
  return compareOids(oid, 0, oid.length, varbinds.bytes, varbinds.oidStart(0), varbinds.oidLength(0)) === 0;
}

const integers = new Set([0x02, 0x41, 0x42, 0x43]);
const plainTypes = new Set([0x04, 0x05, 0x06, 0x44]);

/** Whether a value's bytes are none of its type's. The common cases are told without decoding. */
function isMalformed(varbinds: VarbindList, index: number): boolean {
  const tag = varbinds.tag(index);
  const length = varbinds.valueLength(index);
  if (integers.has(tag) && length >= 1 && length <= 4) return false;
  if (plainTypes.has(tag) && length > 0) return false;
  return varbinds.value(index).type === 'unknown';
}
