import FlaskConical from '@lucide/svelte/icons/flask-conical';
import KeyRound from '@lucide/svelte/icons/key-round';
import Plus from '@lucide/svelte/icons/plus';
import { m } from '#shared/messages/compiled/messages.js';
import type { Command } from '../../app/command.ts';
import type { Frame } from '../../app/frame.ts';
import type { DevicesState } from './devices-state.svelte.ts';

/** Commands of the page, in the palette while it is shown. */
export function deviceCommands(frame: Frame, work: DevicesState): Command[] {
  return [
    {
      id: 'add device',
      title: m.devices_add,
      group: m.page_devices,
      icon: Plus,
      run: () => {
        work.views.go('list');
        work.editingDevice = 'new';
      },
    },
    {
      id: 'add profile',
      title: m.devices_profile_add,
      group: m.page_devices,
      icon: KeyRound,
      run: () => {
        work.views.go('profiles');
        work.editingProfile = 'new';
      },
    },
    {
      id: 'add lab devices',
      title: m.devices_lab_add,
      group: m.page_devices,
      icon: FlaskConical,
      keywords: ['lab'],
      run: () => void addLabDevices(frame, work),
    },
  ];
}

/** Adds the lab's simulated devices and says how many there were to add. */
export async function addLabDevices(frame: Frame, work: DevicesState): Promise<void> {
  const count = await work.addLab();
  if (count !== undefined) frame.success(m.devices_lab_added({ count }));
}
