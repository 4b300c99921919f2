import { once } from 'node:events';
import { resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseFrame } from '#electron/wire/frame.ts';
import { need } from '#test/lab/need.ts';
import { createNetwork, type Network } from '#test/lab/network.ts';

const entry = resolve(import.meta.dirname, 'dhcp-udp-run.ts');
const quiet = '--disable-warning=ExperimentalWarning';

describe.skipIf(!need('linux', 'root', 'netns', 'dnsmasq'))('DHCP through UDP sockets', () => {
  let network: Network;
  beforeEach(async () => {
    network = await createNetwork();
  });
  afterEach(() => network.close());

  async function runClient(interfaceName: string, mode: string, under: string[] = []) {
    const [program = process.execPath, ...rest] = [...under, process.execPath, quiet, entry, interfaceName, mode];
    const { stdout, stderr } = await network.client.run(program, rest);
    if (stdout === '') throw new Error(stderr);
    return JSON.parse(stdout);
  }

  it.each(['dnsmasq', 'kea', 'dhcpd'] as const)('gets a lease from %s and gives it back', async (kind) => {
    if (!need(kind === 'kea' ? 'kea-dhcp4' : kind)) return;
    await network.client.setAddress('10.77.0.9/24');
    const server = await network.start(kind);
    const { received, sent, mac, limits, transport, end } = await runClient('vethc', 'handshake');
    expect(received.map(({ code }: { code: number }) => code)).toEqual([2, 5]);
    expect(received.every((frame: { link: string; at: number }) => frame.link === 'ipv4' && frame.at > sent[0])).toBe(
      true,
    );
    const offer = parseFrame(Buffer.from(received[0].hex, 'hex'), 'ipv4');
    expect(offer.faults).toEqual([]);
    expect(offer.ipv4).toMatchObject({ source: '10.77.0.1', checksumState: 'ok' });
    expect(offer.udp).toMatchObject({ sourcePort: 67, destinationPort: 68, checksumState: 'ok' });
    expect(mac).toBe(await network.client.mac());
    expect(transport).toBe('udp');
    expect(limits).toEqual([{ code: 'udp-limited', params: { interface: 'vethc', address: '10.77.0.9' } }]);
    expect(end).toEqual({});
    await server.said(kind === 'kea' ? /DHCP4_RELEASE |RELEASE/ : /DHCPRELEASE/);
  });

  it('sends through the interface it was asked for, even when the default route leads elsewhere', async () => {
    await network.client.setAddress('10.77.0.9/24');
    const { client } = network;
    await client.ip('link', 'add', 'other0', 'type', 'veth', 'peer', 'name', 'other1');
    for (const name of ['other0', 'other1']) await client.ip('link', 'set', name, 'up');
    await client.ip('addr', 'add', '10.88.0.9/24', 'dev', 'other0');
    await client.ip('route', 'add', 'default', 'via', '10.88.0.1');
    await network.start('dnsmasq');
    const { received } = await runClient('vethc', 'handshake');
    expect(received.map(({ code }: { code: number }) => code)).toEqual([2, 5]);
  });

  it('refuses what a UDP socket cannot send', async () => {
    await network.client.setAddress('10.77.0.9/24');
    const { refusals } = await runClient('vethc', 'refuse');
    expect(refusals).toEqual([
      'UDP sockets cannot send VLAN tags',
      'UDP port 4000 is not ours',
      'UDP sockets can send nothing but UDP',
      'UDP sockets can send nothing but UDP',
    ]);
  });

  it('needs an address', async () => {
    expect(await runClient('vethc', 'open')).toEqual({
      problem: { code: 'udp-no-address', params: { interface: 'vethc' } },
    });
    await network.client.setLink(false);
    expect(await runClient('vethc', 'open')).toMatchObject({ problem: { code: 'interface-down' } });
    expect(await runClient('nothere', 'open')).toMatchObject({ problem: { code: 'interface-unknown' } });
  });

  it('names the program that holds the port, and leaves it alone', async () => {
    await network.client.setAddress('10.77.0.9/24');
    const listen = `require('dgram').createSocket({type:'udp4',reuseAddr:true}).bind(68,'10.77.0.9',()=>console.log('up'))`;
    const holder = network.client.spawn(process.execPath, ['--title=mydhclient', '-e', listen]);
    await once(holder.stdout ?? holder, 'data');
    const { problem } = await runClient('vethc', 'open');
    expect(problem).toMatchObject({
      code: 'udp-port-taken',
      params: { interface: 'vethc', port: 68, pid: holder.pid },
    });
    expect(problem.params.program).toMatch(/./);
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    expect(await runClient('vethc', 'open')).toMatchObject({ transport: 'udp', end: {} });
    expect(await runClient('vethc', 'twice')).toMatchObject({ problem: { code: 'udp-port-taken' } });
  });

  it.skipIf(!need('setpriv'))('says which right is missing', async () => {
    await network.client.setAddress('10.77.0.9/24');
    await network.client.run('sysctl', ['-qw', 'net.ipv4.ip_unprivileged_port_start=1024']);
    const asNobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];
    const { problem } = await runClient('vethc', 'open', asNobody);
    expect(problem).toMatchObject({
      code: 'udp-no-rights',
      params: { interface: 'vethc', port: 68, command: expect.stringContaining('net_bind_service') },
    });
    const rights = ['--inh-caps=+net_bind_service', '--ambient-caps=+net_bind_service'];
    expect(await runClient('vethc', 'open', [...asNobody, ...rights])).toMatchObject({ transport: 'udp' });
  });
});
