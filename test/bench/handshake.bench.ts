/** What the engine adds between a frame in and the frame it causes out, on real wires with a real server. */

import { createTools, migrations } from '#electron/engine/tools.ts';
import { systemClock } from '#electron/net/clock.ts';
import { createSystemTcpIo } from '#electron/net/tcp/system-tcp-io.ts';
import { createDatagramIo } from '#electron/net/udp/datagram-io.ts';
import { createVault, memorySecrets } from '#electron/storage/vault.ts';
import { openWorkspace } from '#electron/storage/workspace.ts';
import { handshakeInputSchema } from '#shared/model/dhcp-exchange.ts';
import { need } from '#test/lab/need.ts';
import { createNetwork } from '#test/lab/network.ts';
import { milliseconds, percentile, printTable } from './table.ts';

const rounds = 200;

if (need('root', 'netns', 'libpcap', 'dnsmasq')) await bench();
else process.stdout.write('  needs root, network namespaces, cap and dnsmasq\n');

async function bench(): Promise<void> {
  const network = await createNetwork();
  await network.start('dnsmasq', { range: [2, 250] });
  const workspace = openWorkspace({ file: undefined, program: 'bench', migrations });
  const raw = network.packetIo();
  const tools = createTools({
    about: { version: '0', host: 'command-line', platform: '', node: '', pid: 0, workspace },
    store: workspace,
    notices: [],
    vault: createVault(memorySecrets()),
    keptKey: {},
    clock: systemClock,
    raw,
    udp: raw,
    sockets: createDatagramIo(systemClock),
    tcp: createSystemTcpIo(systemClock),
    listInterfaces: async () => [],
    rawFrameRights: () => ({ available: true }),
    maker: () => undefined,
  });
  const added: number[] = [];
  const server: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const input = handshakeInputSchema.parse({ interface: 'vethc', offerWindow: 0 });
    const { packets, outcome } = await tools.handlers.dhcp.handshake(input, new AbortController().signal);
    if (outcome !== 'bound') throw new Error(`round ${round} ended as ${outcome}`);
    // The first few rounds are the compiler's, not the engine's.
    if (round < 20) continue;
    for (const [index, packet] of packets.entries()) {
      const before = packets[index - 1];
      if (before === undefined) continue;
      const gap = packet.at - before.at;
      if (before.direction === 'received' && packet.direction === 'sent') added.push(gap);
      if (before.direction === 'sent' && packet.direction === 'received') server.push(gap);
    }
  }
  printTable([
    [`dnsmasq over veth, ${rounds} handshakes`, 'p50', 'p99'],
    ['engine: frame in to frame out (goal: p99 under 1 ms)', ...row(added)],
    ['server and wire: frame out to frame in', ...row(server)],
  ]);
  await tools.close();
  await network.close();
  workspace.close();
}

function row(values: readonly number[]): string[] {
  return [milliseconds(percentile(values, 0.5)), milliseconds(percentile(values, 0.99))];
}
