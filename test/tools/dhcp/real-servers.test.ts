import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { parseFrame } from '#electron/wire/frame.ts';
import type { ExchangeResult } from '#shared/model/dhcp-exchange.ts';
import { fromHex } from '#shared/model/hex.ts';
import type { DhcpServer } from '#test/lab/dhcp-servers.ts';
import { serverKinds, serverPrograms } from '#test/lab/dhcp-servers.ts';
import { need } from '#test/lab/need.ts';
import { createNetwork, type Network } from '#test/lab/network.ts';
import { callIn, story } from './command.ts';

const quick = { interface: 'vethc', offerWindow: 500 };
const handshake = ['sent DISCOVER', 'received OFFER', 'sent REQUEST', 'received ACK', 'sent RELEASE'];

describe.each(serverKinds)('%s on a wire of its own', (kind) => {
  const able = need('root', 'netns', 'libpcap', serverPrograms[kind]);
  let network: Network;
  let server: DhcpServer;

  beforeAll(async () => {
    if (!able) return;
    network = await createNetwork();
    server = await network.start(kind);
  });
  afterAll(() => network?.close());

  test.skipIf(!able)('binds and gives back on an interface without address', async () => {
    const result = await callIn(network.client, 'dhcp.handshake', quick);
    expect(result.outcome).toBe('bound');
    expect(story(result)).toEqual(handshake);
    expect(result.lease).toMatchObject({ server: '10.77.0.1', mac: await network.client.mac(), leaseTime: 120 });
    expect(result.lease?.address).toMatch(/^10\.77\.0\.1([0-4]\d|50)$/);
    expect(result.lease?.serverMac).toBe(await network.server.mac());
    expect(result.released).toBe(true);
    expect(result.problems).toEqual([]);
    expect(server.log()).toMatch(/RELEASE/i);
    // The host's own configuration is not touched.
    expect(await network.client.ip('-4', 'addr', 'show', 'dev', 'vethc')).not.toContain('inet ');
  });

  test.skipIf(!able)('the broadcast flag changes how the answers come, not the outcome', async () => {
    const result = await callIn(network.client, 'dhcp.handshake', { ...quick, broadcast: true });
    expect(result.outcome).toBe('bound');
    const [discover, offer] = framesOf(result);
    expect(discover?.dhcp?.flags).toBe(0x8000);
    expect(offer?.ipv4?.destination).toBe('255.255.255.255');
  });

  test.skipIf(!able)('MAC, client identifier, host name and requested options are the ones set', async () => {
    const mac = '02:aa:bb:cc:dd:ee';
    const settings = { mac, clientIdentifier: '00112233', hostName: 'other-name', requestedOptions: [1, 3, 51] };
    const result = await callIn(network.client, 'dhcp.handshake', { ...quick, ...settings });
    expect(result.outcome).toBe('bound');
    expect(result.lease).toMatchObject({ mac, clientIdentifier: '00112233' });
    const options = framesOf(result)[0]?.dhcp?.options ?? [];
    expect(options.find(({ code }) => code === 61)?.bytes).toEqual(Uint8Array.of(0, 0x11, 0x22, 0x33));
    expect(options.find(({ code }) => code === 12)?.bytes).toEqual(new TextEncoder().encode('other-name'));
    expect(options.find(({ code }) => code === 55)?.bytes).toEqual(Uint8Array.of(1, 3, 51));
  });

  test.skipIf(!able)('a held lease answers ARP for its address, a returned one does not', async () => {
    const held = callIn(network.client, 'dhcp.handshake', { ...quick, hold: 4000 });
    const address = await addressGranted(server);
    await wait(300);
    const arping = await network.server.run('arping', ['-c', '1', '-w', '2', '-I', 'veths', address]);
    const result = await held;
    expect(arping.stdout).toContain(`reply from ${address}`);
    expect(result.lease?.address).toBe(address);
    expect(story(result)).toEqual([...handshake.slice(0, 4), 'received ARP request', 'sent ARP reply', 'sent RELEASE']);
    const after = await network.server.run('arping', ['-c', '1', '-w', '1', '-I', 'veths', address]);
    expect(after.stdout).toContain('Received 0 response');
  });

  test.skipIf(!able)('a kept lease is not released', async () => {
    const before = server.log().match(/RELEASE/gi)?.length ?? 0;
    const result = await callIn(network.client, 'dhcp.handshake', { ...quick, keep: true });
    expect(story(result)).toEqual(handshake.slice(0, 4));
    expect(result.released).toBe(false);
    expect(server.log().match(/RELEASE/gi)?.length ?? 0).toBe(before);
  });
});

/** The address that the server's log says it granted last, once it says so. */
async function addressGranted(server: DhcpServer): Promise<string> {
  const known = server.log().length;
  for (let tries = 0; tries < 100; tries++) {
    const line = server
      .log()
      .slice(known)
      .match(/(?:DHCPACK|LEASE_ALLOC)[^\n]*?(10\.77\.0\.\d+)/);
    if (line?.[1] !== undefined) return line[1];
    await wait(50);
  }
  throw new Error(`no address granted: ${server.log().slice(known)}`);
}

function framesOf(result: ExchangeResult) {
  return result.packets.map(({ hex }) => parseFrame(fromHex(hex) ?? new Uint8Array(), 'ethernet'));
}

describe('one segment', () => {
  const able = need('root', 'netns', 'libpcap', 'cap', 'dnsmasq');
  const networks: Network[] = [];
  const network = async (servers: 1 | 2 = 1) => {
    const made = await createNetwork({ servers });
    networks.push(made);
    return made;
  };
  afterEach(async () => {
    for (const made of networks.splice(0)) await made.close();
  });

  test.skipIf(!able)('two servers: both offers are kept and the one asked for is taken', async () => {
    const two = await network(2);
    await two.start('dnsmasq');
    await two.start('dnsmasq', { on: 1 });
    const result = await callIn(two.client, 'dhcp.handshake', { ...quick, server: '10.77.0.2' });
    expect(result.outcome).toBe('bound');
    expect(result.offers.map(({ server }) => server).sort()).toEqual(['10.77.0.1', '10.77.0.2']);
    expect(result.lease?.server).toBe('10.77.0.2');
  });

  test.skipIf(!able)('nobody answers: the outcome is noOffer after every attempt', async () => {
    const silent = await network();
    const result = await callIn(silent.client, 'dhcp.handshake', { ...quick, attempts: 2, firstTimeout: 200 });
    expect(result.outcome).toBe('noOffer');
    expect(story(result)).toEqual(['sent DISCOVER', 'sent DISCOVER']);
    expect(result.problems.map(({ code }) => code)).toEqual(['dhcp-no-offer']);
  });

  // cap takes its whole process with it; libpcap through koffi says what happened.
  test.skipIf(!able).each([
    ['cap', 'packet-process-died'],
    ['koffi', 'interface-down'],
  ])('with %s the link goes down: %s is the last event, and the next run works', async (backend, code) => {
    vi.stubEnv('PUNCHDOWN_RAW', backend);
    onTestFinished(() => void vi.unstubAllEnvs());
    const cut = await network();
    const file = `/tmp/punchdown-cut-${process.pid}-${backend}.db`;
    const running = callIn(cut.client, 'dhcp.handshake', { ...quick, firstTimeout: 10_000 }, '--workspace', file);
    await wait(1500);
    await cut.client.setLink(false);
    const failed = await running;
    expect(failed.outcome).toBe('failed');
    expect(failed.problems.map((found) => found.code)).toEqual([code]);
    const { events } = await callIn<{ events: { note?: { problem?: { code: string } } }[] }>(
      cut.client,
      'timeline.events',
      { exchange: failed.exchange },
      '--workspace',
      file,
    );
    expect(events.at(-1)?.note?.problem?.code).toBe(code);
    await cut.client.setLink(true);
    await cut.start('dnsmasq');
    expect((await callIn(cut.client, 'dhcp.handshake', quick)).outcome).toBe('bound');
  });

  test.skipIf(!able)('an interface that is down or unknown is named', async () => {
    const plain = await network();
    await plain.client.setLink(false);
    const down = await callIn(plain.client, 'dhcp.handshake', quick);
    expect(down).toMatchObject({
      outcome: 'failed',
      problems: [{ code: 'interface-down', params: { interface: 'vethc' } }],
    });
    const unknown = await callIn(plain.client, 'dhcp.handshake', { ...quick, interface: 'nothere0' });
    expect(unknown).toMatchObject({ outcome: 'failed', problems: [{ code: 'interface-unknown' }] });
  });

  test.skipIf(!able)(
    'UDP sockets where raw frames are not wanted: bound, and what they cannot see is said',
    async () => {
      const udp = await network();
      await udp.client.setAddress('10.77.0.9/24');
      await udp.start('dnsmasq');
      const result = await callIn(udp.client, 'dhcp.handshake', { ...quick, transport: 'udp' });
      expect(result).toMatchObject({ outcome: 'bound', transport: 'udp', released: true });
      expect(result.problems.map(({ code }) => code)).toEqual(['udp-limited']);
    },
  );
});
