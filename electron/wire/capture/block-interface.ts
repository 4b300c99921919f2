import type { LinkType } from '#shared/model/packet-event.ts';
import { linkOfNumber } from '../link-numbers.ts';
import { escapeText, withoutNuls } from '../text.ts';
import { type BlockTime, blockTime } from './block-time.ts';
import { uint16In, uint32In } from './capture-item.ts';

/** An interface of a pcapng section. */
export interface BlockInterface {
  /** Undefined: of a link type we do not read. */
  link: LinkType | undefined;
  name: string;
  /** At most so many bytes of a packet were captured; 0: no limit. */
  snap: number;
  time: BlockTime | undefined;
}

/** draft-ietf-opsawg-pcapng section 4.2. */
const options = { end: 0, name: 2, resolution: 9, offset: 14 } as const;
const optionsStart = 16;
/** A name longer than this is cut; Linux has 15 characters, Windows a GUID. */
const longestName = 256;

/**
 * Reads an interface description block of at least 20 bytes: its link type number, and what went wrong with its options, with
 * the place in the block.
 */
export function readInterface(
  bytes: Uint8Array,
  at: number,
  length: number,
  little: boolean,
): { interface: BlockInterface; number: number; fault?: { at: number; reason: string } } {
  const number = uint16In(bytes, at + 8, little);
  const found: BlockInterface = {
    link: linkOfNumber(number),
    name: '',
    snap: uint32In(bytes, at + 12, little),
    time: undefined,
  };
  let resolution = 6;
  let shift = 0n;
  let fault: { at: number; reason: string } | undefined;
  const end = at + length - 4;
  let next = at + optionsStart;
  while (next + 4 <= end) {
    const code = uint16In(bytes, next, little);
    const size = uint16In(bytes, next + 2, little);
    const value = next + 4;
    if (code === options.end) break;
    if (value + size > end) {
      fault = { at: next - at, reason: `option ${code} of ${size} bytes, the block has ${end - value} left` };
      break;
    }
    if (code === options.name) {
      found.name = escapeText(withoutNuls(bytes.subarray(value, value + Math.min(size, longestName))));
    } else if (code === options.resolution && size >= 1) {
      resolution = bytes[value] ?? 6;
    } else if (code === options.offset && size === 8) {
      const [high, low] = little ? [value + 4, value] : [value, value + 4];
      shift = BigInt.asIntN(64, (BigInt(uint32In(bytes, high, little)) << 32n) | BigInt(uint32In(bytes, low, little)));
    }
    next = value + Math.ceil(size / 4) * 4;
  }
  found.time = blockTime(resolution, shift);
  return fault === undefined ? { interface: found, number } : { interface: found, number, fault };
}
