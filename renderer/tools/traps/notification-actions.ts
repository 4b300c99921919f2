import Network from '@lucide/svelte/icons/folder-tree';
import Radio from '@lucide/svelte/icons/radio-tower';
import Server from '@lucide/svelte/icons/server';
import { m } from '#shared/messages/compiled/messages.js';
import type { NotificationRow } from '#shared/model/notification.ts';
import type { Frame } from '../../app/frame.ts';
import type { RowAction } from '../../ui/table-column.ts';

/** Where one can go from a notification: to its sender and to the MIB. */
export function notificationActions(row: NotificationRow, { navigation }: Frame): RowAction[] {
  const { device, address, oid } = row;
  const target = device === undefined ? { address } : { device: device.id };
  return [
    { id: 'query', label: m.traps_query(), icon: Radio, run: () => navigation.go('snmp', target) },
    ...(device === undefined
      ? []
      : [{ id: 'device', label: m.traps_to_device(), icon: Server, run: () => navigation.go('devices', target) }]),
    {
      id: 'mib',
      label: m.traps_to_mib(),
      icon: Network,
      disabled: oid === undefined,
      run: () => oid !== undefined && navigation.go('mibs', { view: 'browser', oid }),
    },
  ];
}
