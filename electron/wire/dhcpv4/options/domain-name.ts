import type { Reader } from '../../reader.ts';
import { escapeText, unescapeText } from '../../text.ts';
import type { Writer } from '../../writer.ts';

/** RFC 1035 section 2.3.4. */
const maximumName = 255;
const maximumLabel = 63;

/**
 * Reads a name in the wire form of RFC 1035 section 3.1. Pointers (section 4.1.4) count from the start of the reader's bytes
 * and must lead backwards, each further back than the one before, so there is no loop; a name longer than 255 bytes is
 * refused. Labels are joined by dots, a dot within one is escaped; a name that ends with its zero label ends with a dot.
 */
export function readName(reader: Reader, { compressed }: { compressed: boolean }): string {
  const labels: string[] = [];
  let size = 1;
  while (reader.remaining > 0) {
    const at = reader.offset;
    const length = reader.uint8('label');
    if (length === 0) return `${labels.join('.')}.`;
    if (length <= maximumLabel) {
      labels.push(labelText(reader.view(length, 'label')));
      size += length + 1;
    } else if (compressed && length >= 0xc0) {
      const low = reader.uint8('pointer');
      if (reader.fault !== undefined) return '';
      const rest = followPointer(reader, ((length & 63) << 8) | low, at, size);
      return rest === undefined ? '' : `${[...labels, ...rest].join('.')}.`;
    } else reader.fail(`label length ${length}, must be at most 63`, at);
    if (size > maximumName) reader.fail('name longer than 255 bytes', at);
    if (reader.fault !== undefined) return '';
  }
  return labels.join('.');
}

/** The labels from `target` on, without moving the reader. */
function followPointer(reader: Reader, target: number, from: number, used: number): string[] | undefined {
  const { bytes } = reader;
  const labels: string[] = [];
  let size = used;
  let limit = from;
  let at = target;
  if (at >= limit) {
    reader.fail(`pointer to ${target} does not lead backwards`, from);
    return undefined;
  }
  for (;;) {
    const length = at < from ? (bytes[at] ?? 0) : 64;
    if (length === 0) return labels;
    if (length >= 0xc0 && at + 1 < from) {
      const next = ((length & 63) << 8) | (bytes[at + 1] ?? 0);
      limit = Math.min(limit, at);
      if (next >= limit) {
        reader.fail(`pointer to ${next} does not lead backwards`, from);
        return undefined;
      }
      limit = next;
      at = next;
      continue;
    }
    size += length + 1;
    if (length > maximumLabel || at + 1 + length > from || size > maximumName) {
      reader.fail(`pointer to ${target} leads to no whole name`, from);
      return undefined;
    }
    labels.push(labelText(bytes.subarray(at + 1, at + 1 + length)));
    at += 1 + length;
  }
}

function labelText(bytes: Uint8Array): string {
  return escapeText(bytes).replaceAll('.', '\\x2e');
}

/** Writes a name as `readName` gives it, without compression; false when a label or the name is too long, or one is empty. */
export function writeName(writer: Writer, name: string): boolean {
  const ended = name.endsWith('.');
  const plain = ended ? name.slice(0, -1) : name;
  let size = 1;
  if (plain !== '') {
    for (const label of plain.split('.')) {
      const bytes = unescapeText(label);
      size += bytes.length + 1;
      if (bytes.length === 0 || bytes.length > maximumLabel || size > maximumName) return false;
      writer.uint8(bytes.length).bytes(bytes);
    }
  }
  if (ended) writer.uint8(0);
  return true;
}
