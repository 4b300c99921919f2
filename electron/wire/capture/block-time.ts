/** How the packets of one interface count time (draft-ietf-opsawg-pcapng section 4.2: if_tsresol and if_tsoffset). */
export interface BlockTime {
  /** Ticks in a millisecond where that is a whole number, for the quick way. */
  perMillisecond: number | undefined;
  perSecond: bigint;
  /** Seconds. */
  shift: bigint;
}

/** The most that a date holds (ECMA-262 section 21.4.1.1), in milliseconds either way. */
const limit = 8_640_000_000_000_000;

/** `resolution`: a negative power of ten, or of two when the upper bit is set. `shift` in seconds. */
export function blockTime(resolution: number, shift: bigint): BlockTime {
  const power = BigInt(resolution & 0x7f);
  const perSecond = (resolution & 0x80) === 0 ? 10n ** power : 2n ** power;
  const perMillisecond =
    perSecond % 1000n === 0n && perSecond <= 1_000_000_000n ? Number(perSecond / 1000n) : undefined;
  return { perMillisecond: shift === 0n ? perMillisecond : undefined, perSecond, shift };
}

/** Milliseconds since the epoch, as near as a number comes; undefined when no date is that far away. */
export function millisecondsOf(
  { perMillisecond, perSecond, shift }: BlockTime,
  high: number,
  low: number,
): number | undefined {
  // Up to 2^53 ticks a number is exact.
  if (perMillisecond !== undefined && high < 0x200000) {
    const at = (high * 0x100000000 + low) / perMillisecond;
    return at <= limit ? at : undefined;
  }
  const scaled = ((BigInt(high) << 32n) | BigInt(low)) * 1000n;
  const whole = scaled / perSecond + shift * 1000n;
  if (whole > limit || whole < -limit) return undefined;
  // Six digits of what is behind the point: more than a number of this size keeps.
  return Number(whole) + Number(((scaled % perSecond) * 1_000_000n) / perSecond) / 1_000_000;
}
