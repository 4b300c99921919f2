import { compareOids, oidOctets, oidText } from '#electron/wire/ber/oid.ts';
import type { VarbindList } from '#electron/wire/snmp/varbind-list.ts';

const largestArc = 0xffffffff;

function toArcs(oid: Uint8Array): number[] {
  return oidText(oid, 0, oid.length).split('.').map(Number);
}

function fromArcs(arcs: readonly number[]): Uint8Array | undefined {
  return oidOctets(arcs.join('.'));
}

export function arcsOf(oid: Uint8Array): number {
  return toArcs(oid).length;
}

/** How many arcs two OIDs begin with alike. */
export function commonArcs(a: Uint8Array, b: Uint8Array): number {
  const [left, right] = [toArcs(a), toArcs(b)];
  const at = left.findIndex((arc, index) => arc !== right[index]);
  return at < 0 ? left.length : at;
}

/** An OID behind everything that an agent could have below this one, but before its next sibling; undefined where it would be too long. */
export function endOf(oid: Uint8Array): Uint8Array | undefined {
  return fromArcs([...toArcs(oid), largestArc]);
}

/** The next `count` OIDs of `depth` arcs beside the one that `oid` goes through at that depth, as far as they lie before `until`. */
export function siblings(oid: Uint8Array, depth: number, count: number, until: Uint8Array | undefined): Uint8Array[] {
  const arcs = toArcs(oid).slice(0, depth);
  const own = arcs.at(-1) ?? 0;
  const found: Uint8Array[] = [];
  for (let arc = own + 1; arc <= Math.min(largestArc, own + count); arc++) {
    const sibling = fromArcs([...arcs.slice(0, -1), arc]);
    if (sibling === undefined) break;
    if (until !== undefined && compareOids(sibling, 0, sibling.length, until, 0, until.length) >= 0) break;
    found.push(sibling);
  }
  return found;
}

/**
 * Which branches of `depth` arcs there are, by what comes next behind each of the siblings asked for. An object that stands at that very depth
 * begins no branch: it would be passed over. Undefined when an answer lies before its question.
 */
export function branchesIn(
  answers: VarbindList,
  asked: readonly Uint8Array[],
  depth: number,
  until: Uint8Array | undefined,
): Uint8Array[] | undefined {
  const starts: Uint8Array[] = [];
  const [first] = asked;
  if (first === undefined) return starts;
  const parent = toArcs(first).slice(0, depth - 1);
  for (let i = 0; i < Math.min(answers.count, asked.length); i++) {
    const question = asked[i] ?? first;
    const tag = answers.tag(i);
    // An exception: nothing comes behind it.
    if (tag >= 0x80 && tag <= 0x82) continue;
    const start = answers.oidStart(i);
    if (compareOids(answers.bytes, start, answers.oidLength(i), question, 0, question.length) < 0) return undefined;
    const arcs = answers.oid(i).split('.').map(Number);
    if (arcs.length <= depth || parent.some((arc, at) => arcs[at] !== arc)) continue;
    const branch = fromArcs(arcs.slice(0, depth));
    if (branch === undefined) continue;
    const last = starts.at(-1);
    if (last !== undefined && compareOids(branch, 0, branch.length, last, 0, last.length) <= 0) continue;
    if (until !== undefined && compareOids(branch, 0, branch.length, until, 0, until.length) >= 0) break;
    starts.push(branch);
  }
  return starts;
}
