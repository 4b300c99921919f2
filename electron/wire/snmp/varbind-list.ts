import type { PacketFault } from '#shared/model/packet-field.ts';
import { BerWriter } from '../ber/ber-writer.ts';
import { BerCursor } from '../ber/cursor.ts';
import { oidFault, oidText, writeOid } from '../ber/oid.ts';
import { berTags } from '../ber/tags.ts';
import { octetCount } from '../field.ts';
import { readValue, type SnmpValue, writeValue } from './value.ts';

/** Numbers kept of a varbind: where its OID starts and how long that is, the value's tag, start and length. */
const stride = 5;
let scratch = new Int32Array(stride * 256);

/** Varbinds where they lie in the octets they came in; OIDs and values are decoded when they are asked for. */
export class VarbindList {
  readonly bytes: Uint8Array;
  /** The encoded varbinds, without tag and length of the list. */
  readonly start: number;
  readonly end: number;
  readonly count: number;
  readonly #index: Int32Array;

  private constructor(bytes: Uint8Array, start: number, end: number, index: Int32Array) {
    this.bytes = bytes;
    this.start = start;
    this.end = end;
    this.#index = index;
    this.count = index.length / stride;
  }

  /**
   * Reads the content of a VarBindList (RFC 3416 section 3). At the first that is not well formed it stops, with a fault;
   * those before it are kept.
   */
  static read(bytes: Uint8Array, start: number, end: number, faults: PacketFault[]): VarbindList {
    const cursor = new BerCursor(bytes, start, end, faults);
    let used = 0;
    while (cursor.at < cursor.end && readVarbind(cursor, used)) used += stride;
    return new VarbindList(bytes, start, cursor.end, scratch.slice(0, used));
  }

  /** Throws RangeError for an OID that is none, and for a value that its type cannot hold. */
  static of(varbinds: readonly { oid: Uint8Array | string; value: SnmpValue }[]): VarbindList {
    const writer = new BerWriter(Math.max(64, varbinds.length * 32));
    const index = new Int32Array(varbinds.length * stride);
    for (let i = varbinds.length - 1; i >= 0; i--) {
      const varbind = varbinds[i];
      if (varbind !== undefined) writeVarbind(writer, varbind, index, i * stride);
    }
    // Places were counted from the end, since that was written first.
    const bytes = writer.take();
    for (let at = 0; at < index.length; at += stride) {
      index[at] = bytes.length - (index[at] ?? 0);
      index[at + 3] = bytes.length - (index[at + 3] ?? 0);
    }
    return new VarbindList(bytes, 0, bytes.length, index);
  }

  #at(i: number, part: number): number {
    return this.#index[i * stride + part] ?? 0;
  }

  oidStart(i: number): number {
    return this.#at(i, 0);
  }

  oidLength(i: number): number {
    return this.#at(i, 1);
  }

  tag(i: number): number {
    return this.#at(i, 2);
  }

  valueStart(i: number): number {
    return this.#at(i, 3);
  }

  valueLength(i: number): number {
    return this.#at(i, 4);
  }

  oid(i: number): string {
    return oidText(this.bytes, this.oidStart(i), this.oidLength(i));
  }

  value(i: number): SnmpValue {
    return readValue(this.bytes, this.tag(i), this.valueStart(i), this.valueLength(i));
  }
}

function writeVarbind(
  writer: BerWriter,
  { oid, value }: { oid: Uint8Array | string; value: SnmpValue },
  index: Int32Array,
  at: number,
): void {
  const since = writer.length;
  writeValue(writer, value);
  const behindName = writer.length;
  const valueLength = lastContent(writer, since);
  index[at + 2] = writer.peek(0);
  index[at + 3] = since + valueLength;
  index[at + 4] = valueLength;
  writeName(writer, oid);
  const nameLength = lastContent(writer, behindName);
  index[at] = behindName + nameLength;
  index[at + 1] = nameLength;
  writer.wrap(berTags.sequence, since);
}

/**
 * Length of the content of the element written last, which is all that was written since the writer's length was `since`.
 */
function lastContent(writer: BerWriter, since: number): number {
  const length = writer.peek(1);
  // Above 127 the octet tells how many octets of the length follow.
  return writer.length - since - (length < 0x80 ? 2 : 2 + (length & 0x7f));
}

function writeName(writer: BerWriter, oid: Uint8Array | string): void {
  if (typeof oid === 'string') {
    if (!writeOid(writer, oid)) throw new RangeError('not an OID');
    return;
  }
  const fault = oidFault(oid, 0, oid.length);
  if (fault !== undefined) throw new RangeError(fault);
  writer.element(berTags.objectIdentifier, oid);
}

/** Reads one varbind into the scratch index at `used`. */
function readVarbind(cursor: BerCursor, used: number): boolean {
  if (!cursor.expect(berTags.sequence, 'varbind')) return false;
  const after = cursor.at;
  const outer = cursor.end;
  cursor.at = cursor.start;
  cursor.end = after;
  if (!cursor.expect(berTags.objectIdentifier, 'name of a varbind')) return false;
  const { start, length } = cursor;
  const fault = oidFault(cursor.bytes, start, length);
  if (fault !== undefined) {
    cursor.fault(start, fault);
    return false;
  }
  if (!cursor.next('value of a varbind')) return false;
  if (cursor.at < after) {
    cursor.fault(cursor.at, `${octetCount(after - cursor.at)} left over in varbind`);
    return false;
  }
  cursor.end = outer;
  if (used + stride > scratch.length) {
    const larger = new Int32Array(scratch.length * 2);
    larger.set(scratch);
    scratch = larger;
  }
  scratch[used] = start;
  scratch[used + 1] = length;
  scratch[used + 2] = cursor.tag;
  scratch[used + 3] = cursor.start;
  scratch[used + 4] = cursor.length;
  return true;
}
