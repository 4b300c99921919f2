import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listInterfaces } from '#electron/net/interfaces.ts';
import { rawFrameRights } from '#electron/net/packet/raw-rights.ts';
import { type NetworkInterface, networkInterfaceSchema } from '#shared/contract/interfaces.ts';
import { must, run } from '#test/lab/namespace.ts';
import { need } from '#test/lab/need.ts';
import { createNetwork, type Network } from '#test/lab/network.ts';
import { createVethPair, type VethPair } from '#test/lab/veth-pair.ts';

const possible = need('linux', 'root', 'netns', 'cap');
const source = resolve(import.meta.dirname, '../../electron/net');

/** Prints what one of our functions gives, in another process: as another user, or in a namespace. */
function script(module: string, name: string): string[] {
  const code = `import(${JSON.stringify(resolve(source, module))}).then(async (m) => console.log(JSON.stringify(await m.${name}())))`;
  return ['--disable-warning=ExperimentalWarning', '-e', code];
}

async function listIn(network: Network): Promise<NetworkInterface[]> {
  const { stdout, stderr } = await network.client.run(process.execPath, script('interfaces.ts', 'listInterfaces'));
  if (stdout === '') throw new Error(stderr);
  return networkInterfaceSchema.array().parse(JSON.parse(stdout));
}

describe('listInterfaces', () => {
  it('gives what the contract says, without loopback, each name once', async () => {
    const list = await listInterfaces();
    expect(networkInterfaceSchema.array().parse(list)).toEqual(list);
    expect(list.map(({ name }) => name)).not.toContain('lo');
    expect(new Set(list.map(({ name }) => name)).size).toBe(list.length);
  });

  it.skipIf(!need('linux'))('has every Ethernet-like interface the system has', async () => {
    const names = readdirSync('/sys/class/net').filter((name) => {
      try {
        return readFileSync(`/sys/class/net/${name}/type`, 'utf8').trim() === '1';
      } catch {
        return false;
      }
    });
    const list = await listInterfaces();
    expect(list.map(({ name }) => name).sort()).toEqual(expect.arrayContaining(names.sort()));
  });

  describe.skipIf(!possible)('on a pair of interfaces', () => {
    let pair: VethPair;
    beforeEach(async () => {
      pair = await createVethPair();
    });
    afterEach(() => pair.close());

    const find = async (name: string) => (await listInterfaces()).find((candidate) => candidate.name === name);

    it('lists one without an address, ready for raw frames', async () => {
      expect(await find(pair.near)).toMatchObject({
        kind: 'virtual',
        mac: expect.stringMatching(/^[0-9a-f:]{17}$/),
        link: 'up',
        addresses: [],
        mtu: 1500,
        rawFrames: { available: true },
      });
    });

    it('tells down from no carrier', async () => {
      await pair.setLink(pair.near, false);
      expect(await find(pair.near)).toMatchObject({
        link: 'down',
        rawFrames: { available: false, problem: { code: 'interface-down', params: { interface: pair.near } } },
      });
      expect(await find(pair.far)).toMatchObject({ link: 'no-carrier', rawFrames: { available: true } });
    });

    it('lists a name of odd characters as it is, and leaves out one that is no text', async () => {
      const odd = `pd"<b>$(x)'${String.fromCodePoint(0x4e2d)}`;
      await must('ip', 'link', 'set', pair.far, 'down');
      await must('ip', 'link', 'set', pair.far, 'name', odd);
      expect(await find(odd)).toMatchObject({ name: odd });
      const control = 'pd\u001b[31m\u0007';
      await must('ip', 'link', 'set', odd, 'name', control);
      expect(await find(control)).toBeUndefined();
      expect(await find(pair.near)).toBeDefined();
    });

    it.skipIf(!need('setpriv'))('says why a plain user gets no raw frames', async () => {
      const asNobody = ['--reuid=65534', '--regid=65534', '--clear-groups', process.execPath];
      const listed = await run('setpriv', [...asNobody, ...script('interfaces.ts', 'listInterfaces')]);
      const list = networkInterfaceSchema.array().parse(JSON.parse(listed.stdout));
      expect(list.find(({ name }) => name === pair.near)).toMatchObject({
        mac: expect.any(String),
        rawFrames: { available: false, problem: { code: 'raw-no-rights', params: { interface: pair.near } } },
      });
      const rights = await run('setpriv', [...asNobody, ...script('packet/raw-rights.ts', 'rawFrameRights')]);
      expect(JSON.parse(rights.stdout)).toMatchObject({ available: false, problem: { code: 'raw-no-rights' } });
    });
  });
});

describe.skipIf(!possible)('listInterfaces in a namespace', () => {
  let network: Network;
  beforeEach(async () => {
    network = await createNetwork();
  });
  afterEach(() => network.close());

  it('lists the one interface there, with its addresses', async () => {
    expect(await listIn(network)).toMatchObject([{ name: 'vethc', addresses: [] }]);
    await network.client.setAddress('10.77.0.9/24');
    await network.client.ip('addr', 'add', '10.77.1.9/25', 'dev', 'vethc', 'label', 'vethc:1');
    const [only] = await listIn(network);
    expect(only?.addresses).toEqual([
      { family: 'ipv4', address: '10.77.0.9', prefix: 24 },
      { family: 'ipv4', address: '10.77.1.9', prefix: 25 },
    ]);
  });

  it('knows a bridge', async () => {
    await network.client.ip('link', 'add', 'br0', 'type', 'bridge');
    expect(await listIn(network)).toContainEqual(
      expect.objectContaining({ name: 'br0', kind: 'bridge', link: 'down' }),
    );
  });
});

describe.skipIf(!possible)('rawFrameRights', () => {
  it('is there for root where something carries them', () => {
    expect(rawFrameRights()).toEqual({ available: true });
  });

  it('names the missing piece and the command where nothing does', async () => {
    const env = { ...process.env, PUNCHDOWN_NATIVE: '/nonexistent', PUNCHDOWN_PCAP: '/nonexistent' };
    const { stdout } = await run(process.execPath, script('packet/raw-rights.ts', 'rawFrameRights'), { env });
    const { available, problem } = JSON.parse(stdout);
    expect(available).toBe(false);
    expect(problem).toMatchObject({ code: 'raw-not-built', params: { command: expect.stringMatching(/./) } });
  });
});
