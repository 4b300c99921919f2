import type { LucideIcon } from '@lucide/svelte';
import BadgeCheck from '@lucide/svelte/icons/badge-check';
import Bell from '@lucide/svelte/icons/bell';
import Box from '@lucide/svelte/icons/box';
import ClipboardCheck from '@lucide/svelte/icons/clipboard-check';
import Columns from '@lucide/svelte/icons/columns-2';
import Folder from '@lucide/svelte/icons/folder';
import Leaf from '@lucide/svelte/icons/leaf';
import Library from '@lucide/svelte/icons/library-big';
import List from '@lucide/svelte/icons/list-tree';
import Rows from '@lucide/svelte/icons/rows-3';
import Table from '@lucide/svelte/icons/table-2';
import type { LabAgent } from '#shared/contract/lab.ts';
import { m } from '#shared/messages/compiled/messages.js';
import type { MibNode, MibNodeKind } from '#shared/model/mib.ts';

const kinds: Record<MibNodeKind, { icon: LucideIcon; text: () => string }> = {
  node: { icon: Folder, text: m.mibs_kind_node },
  module: { icon: Library, text: m.mibs_kind_module },
  scalar: { icon: Leaf, text: m.mibs_kind_scalar },
  table: { icon: Table, text: m.mibs_kind_table },
  entry: { icon: Rows, text: m.mibs_kind_entry },
  column: { icon: Columns, text: m.mibs_kind_column },
  notification: { icon: Bell, text: m.mibs_kind_notification },
  'object-group': { icon: Box, text: m.mibs_kind_object_group },
  'notification-group': { icon: List, text: m.mibs_kind_notification_group },
  compliance: { icon: ClipboardCheck, text: m.mibs_kind_compliance },
  capabilities: { icon: BadgeCheck, text: m.mibs_kind_capabilities },
};

export function kindIcon(kind: MibNodeKind): LucideIcon {
  return kinds[kind].icon;
}

export function kindText(kind: MibNodeKind): string {
  return kinds[kind].text();
}

/** The name of an agent of the lab. */
export function labAgentText(kind: LabAgent['kind']): string {
  return { router: m.lab_agent_router_title, switch: m.lab_agent_switch_title, printer: m.lab_agent_printer_title }[
    kind
  ]();
}

/** Access in words, with the clause as it stands. */
export function accessText(access: string): string {
  const words: Record<string, () => string> = {
    'read-only': m.mibs_access_read_only,
    'read-write': m.mibs_access_read_write,
    'read-create': m.mibs_access_read_create,
    'write-only': m.mibs_access_write_only,
    'accessible-for-notify': m.mibs_access_notify,
    'not-accessible': m.mibs_access_none,
  };
  const text = Object.hasOwn(words, access) ? words[access]?.() : undefined;
  return text === undefined ? access : `${access} · ${text}`;
}

/** Definitions that must not be used in something new. */
export function isOld(status: string | undefined): boolean {
  return status === 'deprecated' || status === 'obsolete';
}

export function canBeSet({ access, kind }: Pick<MibNode, 'access' | 'kind'>): boolean {
  const writable = access === 'read-write' || access === 'read-create' || access === 'write-only';
  return writable && (kind === 'scalar' || kind === 'column');
}

/** Whether an agent can have something at or below the node: not where only notifications or conformance are defined, nor in what cannot be read. */
export function canBeAsked({ access, kind, children }: Pick<MibNode, 'access' | 'kind' | 'children'>): boolean {
  if (children > 0) return true;
  if (kind === 'scalar' || kind === 'column') {
    return access !== 'not-accessible' && access !== 'accessible-for-notify' && access !== 'write-only';
  }
  return kind === 'node' || kind === 'module' || kind === 'table' || kind === 'entry';
}
