import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '#electron/net/clock.ts';
import { dhcpFrameFilter } from '#electron/net/packet/frame-filter.ts';
import { LabDhcpServer } from '#electron/tools/lab/dhcp-server.ts';
import { parseFrame } from '#electron/wire/frame.ts';
import { handshakeInputSchema } from '#shared/model/dhcp-exchange.ts';
import { fromHex } from '#shared/model/hex.ts';
import { toolsOn } from '#test/fakes/test-tools.ts';
import { need } from '#test/lab/need.ts';
import { createNetwork } from '#test/lab/network.ts';
import { story } from './command.ts';

const able = need('root', 'netns', 'libpcap');

/** A kernel without VLAN devices cannot carry a server in a VLAN; the lab's own stands on the real wire instead. */
async function tagged(vlan: number) {
  const network = await createNetwork();
  onTestFinished(() => network.close());
  const server = new LabDhcpServer(
    {
      name: 'tagged',
      address: '10.77.7.1',
      mac: await network.server.mac(),
      mask: '255.255.255.0',
      pool: ['10.77.7.100', '10.77.7.120'],
      leaseTime: 600,
      router: '10.77.7.1',
      dns: [],
      domain: 'vlan.example',
      thinkTime: 0,
      onRequest: 'grant',
      vlan,
    },
    systemClock,
  );
  const port = await network.packetIo(network.server).open({
    interface: 'veths',
    filter: dhcpFrameFilter,
    onFrame: ({ bytes }) => server.station(bytes, (answer) => void port.send(answer).catch(() => {})),
  });
  onTestFinished(() => port.close());
  return toolsOn(network.packetIo());
}

test.skipIf(!able)('a handshake in a VLAN: every frame tagged, both ways, on a real wire', async () => {
  const { dhcp } = await tagged(7);
  const input = handshakeInputSchema.parse({ interface: 'vethc', vlan: 7, offerWindow: 300 });
  const result = await dhcp.handshake(input, new AbortController().signal);
  expect(result).toMatchObject({ outcome: 'bound', lease: { server: '10.77.7.1' } });
  expect(story(result)).toEqual(['sent DISCOVER', 'received OFFER', 'sent REQUEST', 'received ACK', 'sent RELEASE']);
  const frames = result.packets.map(({ hex }) => parseFrame(fromHex(hex) ?? new Uint8Array(), 'ethernet'));
  expect(frames.map(({ vlans }) => vlans[0]?.id)).toEqual([7, 7, 7, 7, 7]);
});

test.skipIf(!able)('asked in another VLAN, or in none, the server stays silent', async () => {
  const { dhcp } = await tagged(7);
  const settings = { interface: 'vethc', offerWindow: 100, attempts: 1, firstTimeout: 400 };
  for (const change of [{}, { vlan: 8 }]) {
    const input = handshakeInputSchema.parse({ ...settings, ...change });
    expect((await dhcp.handshake(input, new AbortController().signal)).outcome).toBe('noOffer');
  }
});
