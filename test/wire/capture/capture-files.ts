import type { CaptureFault, CaptureItem, CapturePacket } from '#electron/wire/capture/capture-item.ts';
import { CaptureReader } from '#electron/wire/capture/capture-reader.ts';

/** Capture files written byte by byte, apart from the code under test. */

export interface FilePacket {
  /** Ticks since the epoch: microseconds or nanoseconds. */
  ticks: bigint;
  bytes: Uint8Array;
  originalLength?: number;
}

function integer(size: 2 | 4 | 8, value: number | bigint, little: boolean): Buffer {
  const bytes = Buffer.alloc(size);
  const wide = BigInt.asUintN(size * 8, BigInt(value));
  for (let i = 0; i < size; i++) bytes[little ? i : size - 1 - i] = Number((wide >> BigInt(8 * i)) & 0xffn);
  return bytes;
}

export interface ClassicFile {
  little?: boolean;
  nanoseconds?: boolean;
  link?: number;
  snap?: number;
  version?: number;
  packets: readonly FilePacket[];
}

export function classicFile(file: ClassicFile): Buffer {
  const { little = true, nanoseconds = false, link = 1, snap = 262_144, version = 2, packets } = file;
  const u16 = (value: number) => integer(2, value, little);
  const u32 = (value: number | bigint) => integer(4, value, little);
  const perSecond = nanoseconds ? 1_000_000_000n : 1_000_000n;
  const head = [u32(nanoseconds ? 0xa1b23c4d : 0xa1b2c3d4), u16(version), u16(4), u32(0), u32(0), u32(snap), u32(link)];
  const records = packets.flatMap(({ ticks, bytes, originalLength = bytes.length }) => [
    u32(ticks / perSecond),
    u32(ticks % perSecond),
    u32(bytes.length),
    u32(originalLength),
    bytes,
  ]);
  return Buffer.concat([...head, ...records]);
}

/** Blocks of a pcapng file in one byte order. */
export class Blocks {
  readonly #little: boolean;

  constructor(little: boolean) {
    this.#little = little;
  }

  u16(value: number): Buffer {
    return integer(2, value, this.#little);
  }

  u32(value: number | bigint): Buffer {
    return integer(4, value, this.#little);
  }

  block(type: number, body: Uint8Array, claims: { length?: number; trailing?: number } = {}): Buffer {
    const padded = Buffer.concat([body, Buffer.alloc((4 - (body.length % 4)) % 4)]);
    const length = claims.length ?? padded.length + 12;
    return Buffer.concat([this.u32(type), this.u32(length), padded, this.u32(claims.trailing ?? length)]);
  }

  option(code: number, value: Uint8Array): Buffer {
    const padding = Buffer.alloc((4 - (value.length % 4)) % 4);
    return Buffer.concat([this.u16(code), this.u16(value.length), value, padding]);
  }

  section(): Buffer {
    const unknownLength = integer(8, -1n, this.#little);
    return this.block(0x0a0d0d0a, Buffer.concat([this.u32(0x1a2b3c4d), this.u16(1), this.u16(0), unknownLength]));
  }

  interface({
    link = 1,
    snap = 0,
    name,
    resolution,
    offset,
  }: {
    link?: number;
    snap?: number;
    name?: string;
    resolution?: number;
    offset?: bigint;
  }): Buffer {
    const options = [
      ...(name === undefined ? [] : [this.option(2, Buffer.from(name))]),
      ...(resolution === undefined ? [] : [this.option(9, Buffer.of(resolution))]),
      ...(offset === undefined ? [] : [this.option(14, integer(8, offset, this.#little))]),
    ];
    const end = options.length === 0 ? [] : [this.option(0, Buffer.alloc(0))];
    return this.block(1, Buffer.concat([this.u16(link), this.u16(0), this.u32(snap), ...options, ...end]));
  }

  enhanced(index: number, { ticks, bytes, originalLength = bytes.length }: FilePacket): Buffer {
    return this.block(
      6,
      Buffer.concat([this.u32(index), ...this.#time(ticks), this.u32(bytes.length), this.u32(originalLength), bytes]),
    );
  }

  obsolete(index: number, { ticks, bytes, originalLength = bytes.length }: FilePacket): Buffer {
    const head = [this.u16(index), this.u16(0), ...this.#time(ticks), this.u32(bytes.length), this.u32(originalLength)];
    return this.block(2, Buffer.concat([...head, bytes]));
  }

  simple(bytes: Uint8Array, originalLength = bytes.length): Buffer {
    return this.block(3, Buffer.concat([this.u32(originalLength), bytes]));
  }

  #time(ticks: bigint): Buffer[] {
    return [this.u32(ticks >> 32n), this.u32(ticks & 0xffffffffn)];
  }
}

export interface ReadFile {
  packets: CapturePacket[];
  faults: CaptureFault[];
  reader: CaptureReader;
}

/** Everything in a file, given to the reader in chunks of `size` bytes through one buffer, as a file is read. Bytes are copied. */
export function readAll(file: Uint8Array, size = file.length, reader = new CaptureReader()): ReadFile {
  const read: ReadFile = { packets: [], faults: [], reader };
  const take = (): void => {
    for (let item: CaptureItem | undefined = reader.next(); item !== undefined; item = reader.next()) {
      if (item.kind === 'fault') read.faults.push(item);
      else read.packets.push({ ...item, bytes: item.bytes.slice() });
    }
  };
  const buffer = new Uint8Array(Math.max(1, size));
  for (let at = 0; at < file.length; at += buffer.length) {
    const chunk = file.subarray(at, at + buffer.length);
    buffer.set(chunk);
    reader.push(buffer.subarray(0, chunk.length));
    take();
    buffer.fill(0xee);
  }
  reader.end();
  take();
  return read;
}
