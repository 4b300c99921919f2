/** The arcs of a dotted OID in their order: less than 0 where the left one comes first. A parent comes before what is below it. */
export function compareOidTexts(left: string, right: string): number {
  const a = left.split('.');
  const b = right.split('.');
  for (let index = 0; index < Math.min(a.length, b.length); index++) {
    const by = Number(a[index]) - Number(b[index]);
    if (by !== 0) return by;
  }
  return a.length - b.length;
}

/** Equal to the root or below it. */
export function isUnderOidText(root: string, oid: string): boolean {
  return oid === root || oid.startsWith(`${root}.`);
}

/** The last number of an OID: the node's own. */
export function lastArc(oid: string): string {
  return oid.slice(oid.lastIndexOf('.') + 1);
}

/** The OID above; empty for a root. */
export function parentOid(oid: string): string {
  return oid.slice(0, Math.max(0, oid.lastIndexOf('.')));
}
