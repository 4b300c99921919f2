import type { MibNode } from '#shared/model/mib.ts';

/** A name of a path, and its OID where that can be told. */
export interface PathStep {
  name: string;
  oid: string | undefined;
}

/** The names from the root down to a node. Each has its OID as long as every number on the way has a name. */
export function stepsOf({ path, oid }: Pick<MibNode, 'path' | 'oid'>): PathStep[] {
  const names = path.split('.');
  const arcs = oid.split('.');
  const whole = names.length === arcs.length;
  return names.map((name, at) => ({ name, oid: whole ? arcs.slice(0, at + 1).join('.') : undefined }));
}
