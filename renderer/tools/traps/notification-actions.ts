import Network from '@lucide/svelte/icons/folder-tree';
import ListPlus from '@lucide/svelte/icons/list-plus';
import Radio from '@lucide/svelte/icons/radio-tower';
import Send from '@lucide/svelte/icons/send';
import Server from '@lucide/svelte/icons/server';
import { m } from '#shared/messages/compiled/messages.js';
import type { NotificationRow } from '#shared/model/notification.ts';
import type { Frame } from '../../app/frame.ts';
import type { RowAction } from '../../ui/table-column.ts';
import type { TrapsViews } from './traps-views.svelte.ts';

/** Where one can go from a notification: to its sender, to the MIB, to a rule for it, to the form that sends it again. */
export function notificationActions(row: NotificationRow, { navigation }: Frame, views: TrapsViews): RowAction[] {
  const { device, address, oid, name } = row;
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
    {
      id: 'rule',
      label: m.traps_make_rule(),
      icon: ListPlus,
      disabled: oid === undefined,
      run: () => oid !== undefined && views.go('rules', { notification: name ?? oid, sender: device?.name ?? address }),
    },
    {
      id: 'again',
      label: m.traps_send_again(),
      icon: Send,
      disabled: oid === undefined,
      run: () => views.go('send', { again: row.id }),
    },
  ];
}
