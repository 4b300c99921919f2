import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { HeldLease } from '#shared/contract/dhcp.ts';
import type { ExchangeResult } from '#shared/model/dhcp-exchange.ts';
import type { RelayResult } from '#shared/model/dhcp-relay.ts';
import type { FindServersResult } from '#shared/model/dhcp-servers.ts';
import { type DhcpServer, serverKinds, serverPrograms } from '#test/lab/dhcp-servers.ts';
import { need } from '#test/lab/need.ts';
import { createNetwork, type Network } from '#test/lab/network.ts';
import { callIn, story } from './command.ts';

const quick = { interface: 'vethc', offerWindow: 400, attempts: 2, firstTimeout: 1500 };
const workspace = join(tmpdir(), `punchdown-verbs-${process.pid}.punchdown`);
const obtain = ['sent DISCOVER', 'received OFFER', 'sent REQUEST', 'received ACK'];

afterAll(() => {
  for (const suffix of ['', '-wal', '-shm', '.lock', '.owner']) rmSync(workspace + suffix, { force: true });
});

describe.each(serverKinds)('%s', (kind) => {
  const able = need('root', 'netns', 'libpcap', serverPrograms[kind]);
  let network: Network;
  let server: DhcpServer;

  beforeAll(async () => {
    if (!able) return;
    network = await createNetwork();
    server = await network.start(kind);
  });
  afterAll(() => network?.close());

  test.skipIf(!able)('DISCOVER only', async () => {
    const result = await callIn(network.client, 'dhcp.discover', quick);
    expect(result).toMatchObject({ outcome: 'offered', offers: [{ server: '10.77.0.1' }] });
    expect(story(result)).toEqual(obtain.slice(0, 2));
  });

  test.skipIf(!able).each(['reboot', 'renew', 'rebind'])('%s of an address obtained for it', async (verb) => {
    const result = await callIn(network.client, `dhcp.${verb}`, quick);
    expect(result).toMatchObject({ outcome: 'bound', released: true, problems: [] });
    const dhcp = story(result).filter((line) => !line.includes('ARP'));
    expect(dhcp).toEqual([...obtain, 'sent REQUEST', 'received ACK', 'sent RELEASE']);
  });

  test.skipIf(!able)('INFORM with the address obtained for it', async () => {
    const result = await callIn(network.client, 'dhcp.inform', quick);
    expect(result).toMatchObject({ outcome: 'informed', lease: { server: '10.77.0.1' } });
    expect(story(result).filter((line) => !line.includes('ARP'))).toEqual([
      ...obtain,
      'sent INFORM',
      'received ACK',
      'sent RELEASE',
    ]);
  });

  test.skipIf(!able)('RELEASE and DECLINE reach the server', async () => {
    expect(await callIn(network.client, 'dhcp.release', quick)).toMatchObject({ outcome: 'released' });
    expect(server.log()).toMatch(/RELEASE/i);
    const declined = await callIn(network.client, 'dhcp.decline', { ...quick, mac: '02:00:00:00:dc:11' });
    expect(declined.outcome).toBe('declined');
    await expect.poll(() => server.log()).toMatch(/DECLINE/i);
  });

  test.skipIf(!able)('a kept lease outlives the program: renewed, then released by a later run', async () => {
    const kept = await callIn(network.client, 'dhcp.handshake', { ...quick, keep: true }, '--workspace', workspace);
    const [held] = await callIn<HeldLease[]>(network.client, 'dhcp.held', {}, '--workspace', workspace);
    expect(held).toMatchObject({ exchange: kept.exchange, answering: false, lease: { address: kept.lease?.address } });
    const renewed = await callIn(network.client, 'dhcp.renew', { interface: 'vethc' }, '--workspace', workspace);
    expect(renewed).toMatchObject({ outcome: 'bound', released: false, lease: { address: kept.lease?.address } });
    expect(story(renewed).filter((line) => !line.includes('ARP'))).toEqual(['sent REQUEST', 'received ACK']);
    const released = await callIn(network.client, 'dhcp.release', { interface: 'vethc' }, '--workspace', workspace);
    expect(released.outcome).toBe('released');
    expect(await callIn<HeldLease[]>(network.client, 'dhcp.held', {}, '--workspace', workspace)).toEqual([]);
  });

  test.skipIf(!able)('an address that is not ours: NAK, or silence from a server without authority', async () => {
    const settings = { ...quick, address: '10.99.0.5', server: '10.77.0.1', attempts: 1, firstTimeout: 800 };
    const result = await callIn(network.client, 'dhcp.reboot', settings);
    expect(['nak', 'noAck']).toContain(result.outcome);
    expect(result.findings.length).toBeGreaterThan(0);
  });
});

describe('several servers, relays, BOOTP', () => {
  const able = need('root', 'netns', 'libpcap', 'dnsmasq', 'dhcpd');
  const networks: Network[] = [];
  const network = async (servers: 1 | 2 = 1) => {
    const made = await createNetwork({ servers });
    networks.push(made);
    return made;
  };
  afterEach(async () => {
    for (const made of networks.splice(0)) await made.close();
  });

  test.skipIf(!able)('findServers lists two dnsmasq, rogue by the allow-list', async () => {
    const two = await network(2);
    await two.start('dnsmasq');
    await two.start('dnsmasq', { on: 1 });
    const look = { interface: 'vethc', window: 1500 };
    const open = await callIn<FindServersResult>(two.client, 'dhcp.findServers', look);
    expect(open.servers.map(({ server, rogue }) => [server, rogue]).sort()).toEqual([
      ['10.77.0.1', false],
      ['10.77.0.2', false],
    ]);
    const allowed = { interface: 'vethc', server: '10.77.0.1', note: 'ours' };
    await callIn(two.client, 'dhcp.saveServer', allowed, '--workspace', workspace);
    const listed = await callIn<FindServersResult>(two.client, 'dhcp.findServers', look, '--workspace', workspace);
    const rogues = listed.servers.filter(({ rogue }) => rogue);
    expect(rogues.map(({ server }) => server)).toEqual(['10.77.0.2']);
    expect(rogues[0]?.mac).toBe(await two.serverNamespaces[1]?.mac());
    expect(listed.findings.map(({ code }) => code)).toContain('rogue-server');
    expect(listed.differences).toContain(3);
  });

  test.skipIf(!able)('relay: the same server asked for two subnets, one of which it does not serve', async () => {
    const one = await network();
    await one.start('dhcpd', {
      more: ['subnet 10.88.0.0 netmask 255.255.255.0 { range 10.88.0.10 10.88.0.20; option routers 10.88.0.1; }'],
    });
    await one.server.ip('route', 'add', '10.88.0.0/16', 'dev', 'veths');
    const result = await callIn<RelayResult>(one.client, 'dhcp.relay', {
      interface: 'vethc',
      server: '10.77.0.1',
      subnets: [{ giaddr: '10.88.0.1', circuitId: '67652d302f31' }, { giaddr: '10.88.9.1' }],
      attempts: 2,
      firstTimeout: 700,
    });
    expect(result.problems).toEqual([]);
    expect(result.answers.map(({ outcome }) => outcome)).toEqual(['offered', 'noOffer']);
    expect(result.answers[0]?.offer?.address).toMatch(/^10\.88\.0\.(1\d|20)$/);
    expect(result.answers[0]?.options.map(({ code }) => code)).toContain(82);
  });

  test.skipIf(!able)('relay: a server that is not on the segment is named', async () => {
    const one = await network();
    const settings = { interface: 'vethc', server: '10.77.0.77', subnets: [{ giaddr: '10.77.0.250' }], attempts: 1 };
    const result = await callIn<RelayResult>(one.client, 'dhcp.relay', settings);
    expect(result).toMatchObject({ outcome: 'failed', problems: [{ code: 'server-not-on-segment' }] });
  });

  test.skipIf(!able)('BOOTP: a server that serves it answers', async () => {
    const one = await network();
    await one.start('dnsmasq', { more: ['--bootp-dynamic'] });
    const result = await callIn<ExchangeResult>(one.client, 'dhcp.bootp', quick);
    expect(result.outcome).toBe('answered');
    expect(story(result)).toEqual(['sent BOOTREQUEST', 'received BOOTREPLY']);
  });

  test.skipIf(!able)('rapid commit: two messages instead of four', async () => {
    const one = await network();
    await one.start('dnsmasq', { more: ['--dhcp-rapid-commit'] });
    const result = await callIn<ExchangeResult>(one.client, 'dhcp.handshake', { ...quick, rapidCommit: true });
    expect(result.outcome).toBe('bound');
    expect(story(result)).toEqual(['sent DISCOVER', 'received ACK', 'sent RELEASE']);
  });

  test.skipIf(!able)('listening hears the exchange of another client', async () => {
    const one = await network();
    await one.start('dnsmasq');
    const heard = callIn<{ exchanges: number; outcomes: Record<string, number> }>(one.server, 'dhcp.listen', {
      interface: 'veths',
      seconds: 4,
    });
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await callIn(one.client, 'dhcp.handshake', { ...quick, keep: true });
    expect(await heard).toMatchObject({ exchanges: 1, outcomes: { bound: 1 } });
  });
});
