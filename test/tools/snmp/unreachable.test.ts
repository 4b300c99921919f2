import { once } from 'node:events';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TimelineEvent } from '#shared/model/packet-event.ts';
import type { GetResult } from '#shared/model/snmp-operation.ts';
import type { Namespace } from '#test/lab/namespace.ts';
import { need } from '#test/lab/need.ts';
import { createNetwork, type Network } from '#test/lab/network.ts';

const quiet = '--disable-warning=ExperimentalWarning';
const entry = (name: string) => resolve(import.meta.dirname, name);

describe.skipIf(!need('linux', 'root', 'netns'))('an agent that is not there', () => {
  let network: Network;
  beforeAll(async () => {
    network = await createNetwork();
    const { client, server } = network;
    await client.setAddress('10.77.0.9/24');
    await client.ip('link', 'set', 'lo', 'up');
    for (const { name, interface: link, run, ip } of [client, server].map(bound)) {
      await run('sysctl', ['-qw', `net.ipv6.conf.${link}.disable_ipv6=0`]);
      await ip('addr', 'add', name.endsWith('client') ? 'fe80::9/64' : 'fe80::1/64', 'dev', link, 'nodad');
    }
    await startAgent(server, 'fe80::1%veths', 1161);
    await startAgent(server, '10.77.0.1', 1161);
  });
  afterAll(() => network?.close());

  function bound(namespace: Namespace) {
    const { name, interface: link } = namespace;
    return { name, interface: link, run: namespace.run.bind(namespace), ip: namespace.ip.bind(namespace) };
  }

  async function startAgent(namespace: Namespace, address: string, port: number): Promise<void> {
    const agent = namespace.spawn(process.execPath, [quiet, entry('agent-run.ts'), address, String(port)]);
    await once(agent.stdout ?? agent, 'data');
  }

  async function get(address: string, more: object = {}): Promise<{ result: GetResult; events: TimelineEvent[] }> {
    const target = { version: '2c', community: 'public', address, port: 1161 };
    const input = JSON.stringify({ target, timeout: 2000, retries: 2, ...more });
    const { stdout, stderr } = await network.client.run(process.execPath, [quiet, entry('get-run.ts'), input]);
    if (stdout === '') throw new Error(stderr);
    return JSON.parse(stdout);
  }

  const problems = async (address: string, more: object = {}) => {
    const { result } = await get(address, more);
    return { codes: result.problems.map(({ code }) => code), duration: result.duration, problem: result.problems[0] };
  };

  it('but for comparison one that is', async () => {
    const { result } = await get('10.77.0.1');
    expect(result).toMatchObject({ outcome: 'complete', varbinds: [{ value: 'scripted' }], problems: [] });
  });

  it('because nothing answers ARP for its address', async () => {
    const { codes, duration, problem } = await problems('10.77.0.99');
    expect(codes).toEqual(['snmp-host-unreachable']);
    expect(problem?.params).toMatchObject({ address: '10.77.0.99', port: 1161 });
    expect(duration).toBeLessThan(8000);
  });

  it('because there is no way to its network', async () => {
    const { codes, duration } = await problems('192.0.2.1');
    expect(codes).toEqual(['snmp-net-unreachable']);
    expect(duration).toBeLessThan(1500);
  });

  it('because our own system refuses the way', async () => {
    await network.client.ip('route', 'add', 'unreachable', '198.51.100.0/24');
    expect((await problems('198.51.100.7')).codes).toEqual(['snmp-host-unreachable']);
  });

  it('because its host says by ICMP that the port is closed', async () => {
    const { codes, duration } = await problems('10.77.0.1', {
      target: { version: '2c', community: 'public', address: '10.77.0.1', port: 1999 },
    });
    expect(codes).toEqual(['snmp-port-closed']);
    expect(duration).toBeLessThan(2000);
  });

  it.each(['vethc', 'index'])('but is on a link-local address with the zone as %s', async (zone) => {
    const { client } = network;
    const index = /^(\d+):/.exec(await client.ip('-o', 'link', 'show', 'dev', 'vethc'))?.[1];
    const { result, events } = await get(`fe80::1%${zone === 'index' ? index : zone}`);
    expect(result).toMatchObject({ outcome: 'complete', problems: [], varbinds: [{ value: 'scripted' }] });
    expect(result.agent.address).toBe('fe80::1%vethc');
    expect(result.packets).toMatchObject({ received: 1, ignored: 0 });
    expect(events.length).toBeGreaterThan(2);
  });

  it('or is on one whose port is closed', async () => {
    const target = { version: '2c', community: 'public', address: 'fe80::1%vethc', port: 1999 };
    expect((await problems('', { target })).codes).toEqual(['snmp-port-closed']);
  });

  it('or has a zone that nobody has, or lacks one', async () => {
    const { codes } = await problems('fe80::1%nothere', { timeout: 300, retries: 0 });
    expect(codes).toEqual(['snmp-address-unknown']);
    const none = await problems('fe80::1', { timeout: 300, retries: 0 });
    expect(none).toMatchObject({ codes: ['snmp-send-failed'], problem: { params: { reason: 'EINVAL' } } });
  });
});
