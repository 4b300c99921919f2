import type { MibNode } from '#shared/model/mib.ts';
import type { Arrival } from '../../app/navigation-state.svelte.ts';
import { canBeSet } from './node-words.ts';
import { parentOid } from './oid-text.ts';

/** What an agent can be asked about a node, in the order of the buttons. */
export const requestIds = ['get', 'walk', 'table', 'set', 'watch'] as const;
export type RequestId = (typeof requestIds)[number];

/** An index as it is written behind an object: arcs with dots between. */
const instancePattern = /^\.?\d{1,10}(\.\d{1,10}){0,127}$/;

/** Requests that make sense for a node of its kind. */
export function requestsOf(node: Pick<MibNode, 'kind' | 'access'>): RequestId[] {
  switch (node.kind) {
    case 'scalar':
      return canBeSet(node) ? ['get', 'walk', 'set', 'watch'] : ['get', 'walk', 'watch'];
    case 'column':
      if (node.access === 'not-accessible' || node.access === 'accessible-for-notify') return ['table'];
      return canBeSet(node) ? ['get', 'walk', 'table', 'set', 'watch'] : ['get', 'walk', 'table', 'watch'];
    case 'table':
    case 'entry':
      return ['walk', 'table'];
    case 'node':
    case 'module':
      return ['walk'];
    default:
      return [];
  }
}

/** These are about one value, so that a column needs an index. */
export function needsInstance(node: Pick<MibNode, 'kind'>, request: RequestId): boolean {
  return node.kind === 'column' && (request === 'get' || request === 'set' || request === 'watch');
}

/** What the SNMP page is told to do; undefined while the index is missing or none. */
export function arrivalOf(
  node: Pick<MibNode, 'kind' | 'oid'>,
  request: RequestId,
  instance: string,
): Arrival | undefined {
  const index = node.kind === 'scalar' ? '0' : instance.trim().replace(/^\./, '');
  if (needsInstance(node, request) && !instancePattern.test(index)) return undefined;
  const value = `${node.oid}.${index}`;
  switch (request) {
    case 'get':
      return { view: 'operations', verb: 'get', oid: value, run: true };
    case 'walk':
      return { view: 'operations', verb: 'walk', oid: node.oid, run: true };
    case 'table':
      return { view: 'operations', verb: 'table', oid: tableOf(node), run: true };
    case 'set':
      return { view: 'set', oid: value };
    case 'watch':
      return { view: 'watch', oid: value };
  }
}

/** The table that a node is, or is in: a column is below the entry, which is below the table (RFC 2578 section 7.1.12). */
function tableOf({ kind, oid }: Pick<MibNode, 'kind' | 'oid'>): string {
  if (kind === 'column') return parentOid(parentOid(oid));
  return kind === 'entry' ? parentOid(oid) : oid;
}
