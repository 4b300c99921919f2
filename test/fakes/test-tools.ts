import { onTestFinished } from 'vitest';
import { createTools, migrations } from '#electron/engine/tools.ts';
import { systemClock } from '#electron/net/clock.ts';
import type { PacketIo } from '#electron/net/packet/packet-io.ts';
import { createSystemTcpIo } from '#electron/net/tcp/system-tcp-io.ts';
import { createDatagramIo } from '#electron/net/udp/datagram-io.ts';
import { createVault, memorySecrets } from '#electron/storage/vault.ts';
import { openWorkspace } from '#electron/storage/workspace.ts';

/** Every tool on a wire of the test's own, whatever the interface is called; closed with the test. */
export function toolsOn(wire: PacketIo) {
  const workspace = openWorkspace({ file: undefined, program: 'test', migrations });
  const { handlers, close } = createTools({
    about: { version: '0', host: 'command-line', platform: '', node: '', pid: 0, workspace },
    store: workspace,
    notices: [],
    vault: createVault(memorySecrets()),
    keptKey: {},
    clock: systemClock,
    raw: wire,
    udp: wire,
    sockets: createDatagramIo(systemClock),
    tcp: createSystemTcpIo(systemClock),
    listInterfaces: async () => [],
    rawFrameRights: () => ({ available: true }),
    maker: () => undefined,
  });
  onTestFinished(async () => {
    await close();
    workspace.close();
  });
  return handlers;
}
