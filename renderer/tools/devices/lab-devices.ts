import type { Device, Profile } from '#shared/contract/devices.ts';
import type { Client } from '#shared/contract/index.ts';
import type { LabAgent } from '#shared/contract/lab.ts';
import { m } from '#shared/messages/compiled/messages.js';

type Target = LabAgent['targets'][number];

/**
 * Saves the lab's agents as devices, each with its usual credentials, and what may write as a profile to choose. What is there
 * already under its name or address is left as it is. Resolves with the number of devices added.
 */
export async function addLabDevices(
  client: Client,
  devices: readonly Device[],
  profiles: readonly Profile[],
): Promise<number> {
  const agents = await client.lab.agents();
  const ids = new Map(profiles.map(({ name, id }) => [name, id]));
  const profile = async (target: Target) => {
    const name = m.devices_lab_profile({ label: target.label });
    const known = ids.get(name);
    if (known !== undefined) return known;
    const { label: _label, writes: _writes, ...credentials } = target;
    const { id } = await client.devices.saveProfile({ name, credentials });
    ids.set(name, id);
    return id;
  };
  let added = 0;
  for (const { kind, address, port, targets } of agents) {
    const [usual] = targets;
    if (usual === undefined) continue;
    const usualProfile = await profile(usual);
    const writer = targets.find(({ writes }) => writes);
    if (writer !== undefined) await profile(writer);
    const name = labDeviceName(kind);
    if (devices.some((device) => device.name === name || (device.address === address && device.port === port)))
      continue;
    await client.devices.save({ name, address, port, profile: usualProfile });
    added += 1;
  }
  return added;
}

function labDeviceName(kind: LabAgent['kind']): string {
  return { router: m.devices_lab_router, switch: m.devices_lab_switch, printer: m.devices_lab_printer }[kind]();
}
