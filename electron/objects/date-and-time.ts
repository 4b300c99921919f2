import { putUint16, uint16At } from '#electron/wire/octets.ts';

/** DateAndTime (RFC 2579) as "2026-03-01T12:00:00.0+01:00", without the offset where it has eight octets; undefined when it is none. */
export function dateAndTimeText(bytes: Uint8Array): string | undefined {
  if (bytes.length !== 8 && bytes.length !== 11) return undefined;
  const [, , month = 0, day = 0, hour = 0, minute = 0, second = 0, tenth = 0, sign = 0, hours = 0, minutes = 0] = bytes;
  if (!isTime(month, day, hour, minute, second, tenth)) return undefined;
  const date = `${String(uint16At(bytes, 0)).padStart(4, '0')}-${two(month)}-${two(day)}`;
  const time = `${date}T${two(hour)}:${two(minute)}:${two(second)}.${tenth}`;
  if (bytes.length === 8) return time;
  const direction = String.fromCharCode(sign);
  if ((direction !== '+' && direction !== '-') || !isOffset(hours, minutes)) return undefined;
  return `${time}${direction}${two(hours)}:${two(minutes)}`;
}

const written = /^(\d{4,5})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d))?)?(?:Z|([+-])(\d\d):?(\d\d))?$/;

/** The octets of a DateAndTime written so; seconds and tenths may be left out. Eleven with an offset or Z, else eight. */
export function dateAndTimeBytes(text: string): Uint8Array | undefined {
  const match = written.exec(text.trim());
  if (match === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, tenth = 0] = match
    .slice(1, 8)
    .map((part) => Number(part ?? 0));
  const [sign = '+', hours = '0', minutes = '0'] = match.slice(8);
  if (year > 0xffff || !isTime(month, day, hour, minute, second, tenth)) return undefined;
  if (!isOffset(Number(hours), Number(minutes))) return undefined;
  const hasOffset = match[8] !== undefined || text.trim().endsWith('Z');
  const bytes = new Uint8Array(hasOffset ? 11 : 8);
  putUint16(bytes, 0, year);
  bytes.set([month, day, hour, minute, second, tenth], 2);
  if (hasOffset) bytes.set([sign.charCodeAt(0), Number(hours), Number(minutes)], 8);
  return bytes;
}

function isTime(month: number, day: number, hour: number, minute: number, second: number, tenth: number): boolean {
  if (month < 1 || month > 12 || day < 1 || day > 31) return false;
  // 60: a leap second.
  return hour <= 23 && minute <= 59 && second <= 60 && tenth <= 9;
}

/** 13 in the RFC; islands of Kiribati have 14. */
function isOffset(hours: number, minutes: number): boolean {
  return hours <= 14 && minutes <= 59;
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
