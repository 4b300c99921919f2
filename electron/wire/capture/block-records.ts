import { linkNumberText } from '../link-numbers.ts';
import { type BlockInterface, readInterface } from './block-interface.ts';
import { millisecondsOf } from './block-time.ts';
import {
  type CaptureFault,
  type CaptureItem,
  type CapturePacket,
  captureFault,
  maximumBlock,
  type RecordSource,
  uint16In,
  uint32In,
  type WantedPacket,
} from './capture-item.ts';
import type { ChunkWindow } from './chunk-window.ts';

/** draft-ietf-opsawg-pcapng section 4; 2 is the obsolete packet block of its appendix A. */
export const sectionType = 0x0a0d0d0a;
const types = { interface: 1, packet: 2, simple: 3, enhanced: 6 } as const;
const byteOrderMagic = 0x1a2b3c4d;
/** Before the body: type and length. Behind it: the length again. */
const bodyStart = 8;
const smallestBlock = 12;
/** What a block holds before its options or packet, with type and both lengths. */
const smallest = { section: 28, interface: 20, simple: 16, packet: 32 } as const;
const packetStart = 28;
const maximumInterfaces = 4096;

/** The blocks of a pcapng file. The window stands at its first section header. */
export class BlockRecords implements RecordSource {
  readonly #window: ChunkWindow;
  readonly #wanted: WantedPacket;
  #little = false;
  #interfaces: BlockInterface[] = [];
  #lastAt = 0;
  #timeless = false;
  #tooMany = false;
  /** A fault of the block that was passed last, told after its packet. */
  #waiting: CaptureFault | undefined;
  broken = false;
  packets = 0;
  unread = 0;

  constructor(window: ChunkWindow, wanted: WantedPacket) {
    this.#window = window;
    this.#wanted = wanted;
  }

  get reading(): string {
    return this.#window.available < smallestBlock ? 'the header of a block' : 'a block';
  }

  next(): CaptureItem | undefined {
    const waiting = this.#waiting;
    if (waiting !== undefined) {
      this.#waiting = undefined;
      return waiting;
    }
    const window = this.#window;
    while (!this.broken && window.has(smallestBlock)) {
      const type = uint32In(window.bytes, window.at, this.#little);
      const fault = type === sectionType ? this.#readByteOrder() : undefined;
      const length = uint32In(window.bytes, window.at + 4, this.#little);
      const refused = fault ?? this.#refusal(length);
      if (refused !== undefined) {
        this.broken = true;
        return refused;
      }
      if (!window.has(length)) return undefined;
      const { bytes, at, offset } = window;
      window.advance(length);
      const item = this.#read(type, bytes, at, length, offset);
      const trailing = uint32In(bytes, at + length - 4, this.#little);
      if (trailing !== length) {
        const mismatch = captureFault(offset + length - 4, `block length ${length}, but ${trailing} at its end`);
        if (item === undefined) return mismatch;
        this.#waiting ??= mismatch;
      }
      if (item !== undefined) return item;
    }
    return undefined;
  }

  /** A section says by the order of its magic in which byte order all of it is; its type reads the same either way. */
  #readByteOrder(): CaptureFault | undefined {
    const { bytes, at, offset } = this.#window;
    for (const little of [true, false]) {
      if (uint32In(bytes, at + bodyStart, little) !== byteOrderMagic) continue;
      this.#little = little;
      return undefined;
    }
    return captureFault(offset + bodyStart, 'section header without its byte order magic');
  }

  #refusal(length: number): CaptureFault | undefined {
    const at = this.#window.offset + 4;
    if (length < smallestBlock) return captureFault(at, `block length ${length}, at least ${smallestBlock} is needed`);
    if (length > maximumBlock) return captureFault(at, `block length ${length}, at most ${maximumBlock} is believed`);
    return length % 4 === 0 ? undefined : captureFault(at, `block length ${length} is not a multiple of 4`);
  }

  #read(type: number, bytes: Uint8Array, at: number, length: number, offset: number): CaptureItem | undefined {
    switch (type) {
      case types.enhanced:
      case types.packet:
        return this.#readPacket(type, bytes, at, length, offset);
      case types.simple:
        return this.#readSimple(bytes, at, length, offset);
      case types.interface:
        return this.#readInterface(bytes, at, length, offset);
      case sectionType:
        return this.#readSection(bytes, at, length, offset);
      default:
        return undefined;
    }
  }

  #readSection(bytes: Uint8Array, at: number, length: number, offset: number): CaptureFault | undefined {
    this.#interfaces = [];
    this.#timeless = false;
    this.#tooMany = false;
    if (length < smallest.section) return captureFault(offset + 4, `section header of ${length} bytes, 28 are needed`);
    const major = uint16In(bytes, at + 12, this.#little);
    if (major === 1) return undefined;
    this.broken = true;
    return captureFault(offset + 12, `pcapng version ${major}, must be 1`);
  }

  #readInterface(bytes: Uint8Array, at: number, length: number, offset: number): CaptureFault | undefined {
    if (this.#interfaces.length >= maximumInterfaces) {
      if (this.#tooMany) return undefined;
      this.#tooMany = true;
      return captureFault(offset, `more than ${maximumInterfaces} interfaces in a section`);
    }
    if (length < smallest.interface) {
      this.#interfaces.push({ link: undefined, name: '', snap: 0, time: undefined });
      return captureFault(offset + 4, `interface description of ${length} bytes, 20 are needed`);
    }
    const found = readInterface(bytes, at, length, this.#little);
    this.#interfaces.push(found.interface);
    if (found.fault !== undefined) return captureFault(offset + found.fault.at, found.fault.reason);
    if (found.interface.link !== undefined) return undefined;
    return captureFault(offset + bodyStart, `link type ${linkNumberText(found.number)} is not read`);
  }

  #readPacket(type: number, bytes: Uint8Array, at: number, length: number, offset: number): CaptureItem | undefined {
    if (length < smallest.packet) return captureFault(offset + 4, `packet block of ${length} bytes, 32 are needed`);
    const little = this.#little;
    const index =
      type === types.enhanced ? uint32In(bytes, at + bodyStart, little) : uint16In(bytes, at + bodyStart, little);
    const captured = uint32In(bytes, at + 20, little);
    if (captured > length - smallest.packet) {
      return captureFault(
        offset + 20,
        `captured length ${captured}, the block has room for ${length - smallest.packet}`,
      );
    }
    this.packets++;
    const from = this.#interfaces[index];
    if (from === undefined) {
      return captureFault(offset + bodyStart, `interface ${index}, of which there is no description`);
    }
    if (from.link === undefined || from.time === undefined) {
      this.unread++;
      return undefined;
    }
    const start = at + packetStart;
    if (!this.#wanted(bytes, start, start + captured, from.link)) return undefined;
    const time = millisecondsOf(from.time, uint32In(bytes, at + 12, little), uint32In(bytes, at + 16, little));
    if (time === undefined) this.#waiting = captureFault(offset + 12, 'a time further away than any date');
    else this.#lastAt = time;
    const originalLength = uint32In(bytes, at + 24, little);
    return this.#packet(from, bytes.subarray(start, start + captured), originalLength, offset);
  }

  /** Without interface, time and captured length (section 4.4): the first interface's, none, and what fits the block. */
  #readSimple(bytes: Uint8Array, at: number, length: number, offset: number): CaptureItem | undefined {
    if (length < smallest.simple) return captureFault(offset + 4, `packet block of ${length} bytes, 16 are needed`);
    this.packets++;
    const from = this.#interfaces[0];
    if (from === undefined) return captureFault(offset, 'a packet before any interface description');
    if (from.link === undefined) {
      this.unread++;
      return undefined;
    }
    const originalLength = uint32In(bytes, at + bodyStart, this.#little);
    const snap = from.snap === 0 ? originalLength : from.snap;
    const captured = Math.min(originalLength, snap, length - smallest.simple);
    const start = at + 12;
    if (!this.#wanted(bytes, start, start + captured, from.link)) return undefined;
    if (!this.#timeless) {
      this.#timeless = true;
      this.#waiting = captureFault(offset, 'packets without a time; they get that of the packet before');
    }
    return this.#packet(from, bytes.subarray(start, start + captured), originalLength, offset);
  }

  #packet(from: BlockInterface, bytes: Uint8Array, originalLength: number, offset: number): CapturePacket {
    const { link = 'ethernet', name } = from;
    return { kind: 'packet', at: this.#lastAt, link, interface: name, bytes, originalLength, offset };
  }
}
