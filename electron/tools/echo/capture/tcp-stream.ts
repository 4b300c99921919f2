import { uint16At, uint32At } from '#electron/wire/octets.ts';
import { readTcpOptions } from '#electron/wire/tcp-options.ts';
import type { StreamBase } from '#shared/model/packet-record.ts';
import type { PacketEnds } from './packet-ends.ts';

const flags = { fin: 1, syn: 2, rst: 4, ack: 16 } as const;
const fixedLength = 20;
/** RFC 7323 section 2.3. */
const largestShift = 14;

/** One direction of a connection, as far as its segments were seen. */
interface Direction {
  /** Initial sequence number. */
  first?: number;
  /** Window scale; absent with `first`: the SYN had none. */
  shift?: number;
  /** The sequence number behind FIN. */
  end?: number;
  isEndAcknowledged: boolean;
}

/** What the segments of one TCP connection, in their order, tell of it: where both sequences begin, how windows are scaled, and when it is over. */
export class TcpStream {
  readonly #sent: Direction = { isEndAcknowledged: false };
  readonly #received: Direction = { isEndAcknowledged: false };
  #wasReset = false;

  /** Both sides have finished and know it of each other, or one has reset the connection. */
  get isOver(): boolean {
    return this.#wasReset || (this.#sent.isEndAcknowledged && this.#received.isEndAcknowledged);
  }

  /** The other side has answered our SYN, or asked with its own. */
  get isAnswered(): boolean {
    return this.#received.first !== undefined;
  }

  /** Takes the next segment and gives what its numbers count from; undefined where the beginning was not seen. */
  add(direction: 'sent' | 'received', bytes: Uint8Array, { offset, end }: PacketEnds): StreamBase | undefined {
    if (offset + fixedLength > bytes.length) return undefined;
    const [own, other] = direction === 'sent' ? [this.#sent, this.#received] : [this.#received, this.#sent];
    const bits = uint16At(bytes, offset + 12);
    const sequence = uint32At(bytes, offset + 4);
    const acknowledgment = uint32At(bytes, offset + 8);
    const dataOffset = offset + Math.max(fixedLength, (bits >>> 12) * 4);
    if ((bits & flags.syn) !== 0) begin(own, sequence, bytes, offset + fixedLength, dataOffset);
    if ((bits & flags.rst) !== 0) this.#wasReset = true;
    if ((bits & flags.fin) !== 0) own.end = (sequence + Math.max(0, end - dataOffset) + 1) >>> 0;
    const hasAcknowledgment = (bits & flags.ack) !== 0;
    // Sequence numbers go round: the difference counts (RFC 9293 section 3.4).
    if (hasAcknowledgment && other.end !== undefined && ((acknowledgment - other.end) | 0) >= 0) {
      other.isEndAcknowledged = true;
    }
    if (own.first === undefined && other.first === undefined) return undefined;
    return {
      ...(own.first === undefined ? {} : { sequence: own.first }),
      ...(other.first === undefined ? {} : { acknowledgment: other.first }),
      ...shiftOf(own, other, (bits & flags.syn) !== 0),
    };
  }
}

function begin(direction: Direction, sequence: number, bytes: Uint8Array, from: number, to: number): void {
  // Again the same: a retransmission.
  if (direction.first === sequence) return;
  direction.first = sequence;
  direction.isEndAcknowledged = false;
  delete direction.end;
  delete direction.shift;
  const scale = readTcpOptions(bytes, from, Math.min(to, bytes.length), []).find(({ kind }) => kind === 'window-scale');
  if (scale?.kind === 'window-scale') direction.shift = Math.min(scale.value, largestShift);
}

/** RFC 7323 section 2.2: windows are scaled where both SYNs said so, but never in a SYN itself. */
function shiftOf(own: Direction, other: Direction, isSyn: boolean): { shift?: number } {
  if (isSyn || own.first === undefined || other.first === undefined) return {};
  return { shift: own.shift === undefined || other.shift === undefined ? 0 : own.shift };
}
