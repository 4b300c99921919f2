import type { LinkType } from '#shared/model/packet-event.ts';
import { linkNumberText, linkOfNumber } from '../link-numbers.ts';
import {
  type CaptureFault,
  type CaptureItem,
  captureFault,
  maximumPacket,
  type RecordSource,
  uint16In,
  uint32In,
  type WantedPacket,
} from './capture-item.ts';
import type { ChunkWindow } from './chunk-window.ts';

/** draft-ietf-opsawg-pcap sections 4 and 5. */
const magics = { microseconds: 0xa1b2c3d4, nanoseconds: 0xa1b23c4d } as const;
export const classicHeaderLength = 24;
const recordHeaderLength = 16;

export interface ClassicOrder {
  little: boolean;
  nanoseconds: boolean;
}

/** Byte order and resolution by the magic number; undefined when it is none. */
export function classicOrder(bytes: Uint8Array, at: number): ClassicOrder | undefined {
  for (const little of [true, false]) {
    const magic = uint32In(bytes, at, little);
    if (magic === magics.microseconds) return { little, nanoseconds: false };
    if (magic === magics.nanoseconds) return { little, nanoseconds: true };
  }
  return undefined;
}

/** The records of a classic pcap file. The window stands at its header, of which all 24 bytes are there. */
export class ClassicRecords implements RecordSource {
  readonly #window: ChunkWindow;
  readonly #wanted: WantedPacket;
  readonly #little: boolean;
  readonly #fractions: number;
  readonly #link: LinkType | undefined;
  #headerFault: CaptureFault | undefined;
  broken = false;
  packets = 0;
  unread = 0;

  constructor(window: ChunkWindow, { little, nanoseconds }: ClassicOrder, wanted: WantedPacket) {
    const { bytes, at, offset } = window;
    this.#window = window;
    this.#wanted = wanted;
    this.#little = little;
    /** Fractions of a second in a millisecond. */
    this.#fractions = nanoseconds ? 1_000_000 : 1000;
    const major = uint16In(bytes, at + 4, little);
    // The upper half says how long the frame check sequence is.
    const number = uint32In(bytes, at + 20, little) & 0xffff;
    this.#link = linkOfNumber(number);
    if (major !== 2) {
      this.broken = true;
      this.#headerFault = captureFault(offset + 4, `pcap version ${major}, must be 2`);
    } else if (this.#link === undefined) {
      this.#headerFault = captureFault(offset + 20, `link type ${linkNumberText(number)} is not read`);
    }
    window.advance(classicHeaderLength);
  }

  get reading(): string {
    return this.#window.available < recordHeaderLength ? 'the header of a packet' : 'a packet';
  }

  next(): CaptureItem | undefined {
    const fault = this.#headerFault;
    if (fault !== undefined) {
      this.#headerFault = undefined;
      return fault;
    }
    const window = this.#window;
    const little = this.#little;
    const link = this.#link;
    while (!this.broken && window.has(recordHeaderLength)) {
      const captured = uint32In(window.bytes, window.at + 8, little);
      if (captured > maximumPacket) {
        this.broken = true;
        return captureFault(window.offset + 8, `captured length ${captured}, at most ${maximumPacket} is believed`);
      }
      const length = recordHeaderLength + captured;
      if (!window.has(length)) return undefined;
      const { bytes, at, offset } = window;
      window.advance(length);
      this.packets++;
      if (link === undefined) {
        this.unread++;
        continue;
      }
      const start = at + recordHeaderLength;
      if (!this.#wanted(bytes, start, start + captured, link)) continue;
      return {
        kind: 'packet',
        at: uint32In(bytes, at, little) * 1000 + uint32In(bytes, at + 4, little) / this.#fractions,
        link,
        interface: '',
        bytes: bytes.subarray(start, start + captured),
        originalLength: uint32In(bytes, at + 12, little),
        offset,
      };
    }
    return undefined;
  }
}
