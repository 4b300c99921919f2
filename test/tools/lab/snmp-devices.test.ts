import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '#electron/net/clock.ts';
import { openLoopbackPort } from '#electron/net/udp/loopback-port.ts';
import { SnmpLab } from '#electron/tools/lab/snmp/snmp-lab.ts';
import type { LabAgent } from '#shared/contract/lab.ts';
import { need } from '#test/lab/need.ts';

const run = promisify(execFile);
type Target = LabAgent['targets'][number];

/** Arguments of Debian's SNMP tools for a target. */
function targetArguments({ version, community, user, auth, priv }: Target): string[] {
  if (version !== '3') return [`-v${version}`, '-c', community ?? ''];
  const secrets = [
    ...(auth === undefined ? [] : ['-a', auth.protocol, '-A', auth.password]),
    ...(priv === undefined ? [] : ['-x', priv.protocol, '-X', priv.password]),
  ];
  const level = priv !== undefined ? 'authPriv' : auth !== undefined ? 'authNoPriv' : 'noAuthNoPriv';
  return ['-v3', '-u', user ?? '', '-l', level, ...secrets];
}

const system = '.1.3.6.1.2.1.1';
const targetAddress = '.1.3.6.1.6.3.12.1.2.1';

describe.skipIf(!need('snmpget', 'snmpwalk', 'snmpbulkwalk', 'snmpset'))('simulated SNMP devices', () => {
  const lab = new SnmpLab({ clock: systemClock, openLoopbackPort });
  let agents: LabAgent[] = [];
  beforeAll(async () => {
    agents = await lab.agents();
  });
  afterAll(() => lab.close());

  function agentOf(kind: LabAgent['kind']): LabAgent {
    const agent = agents.find((one) => one.kind === kind);
    if (agent === undefined) throw new Error(`no ${kind}`);
    return agent;
  }

  const targetOf = (user: string): Target => {
    const target = agentOf('router').targets.find((one) => one.user === user || one.community === user);
    if (target === undefined) throw new Error(`no ${user}`);
    return target;
  };

  /** Output of a tool of Debian, of whichever stream. */
  async function tool(program: string, kind: LabAgent['kind'], how: Target | string[], ...asked: string[]) {
    const { address, port } = agentOf(kind);
    const target = Array.isArray(how) ? how : targetArguments(how);
    const given = ['-m', '', '-On', '-t', '2', '-r', '0', ...target, `${address}:${port}`, ...asked];
    return run(program, given, { env: { ...process.env, MIBS: '' }, maxBuffer: 1 << 24 }).then(
      ({ stdout }) => stdout.trim(),
      (error: { stdout: string; stderr: string }) => `${error.stdout}${error.stderr}`.trim(),
    );
  }

  const lines = (output: string): string[] => output.split('\n');

  test('three of them on loopback, the same at every call', async () => {
    expect(agents.map(({ kind }) => kind)).toEqual(['router', 'switch', 'printer']);
    expect(new Set(agents.map(({ port }) => port)).size).toBe(3);
    expect(agents.every(({ address }) => address === '127.0.0.1')).toBe(true);
    expect(await lab.agents()).toBe(agents);
    const { stdout } = await run('ss', ['-Hulnp']).catch(() => ({ stdout: '' }));
    for (const { port } of agents) {
      for (const line of lines(stdout).filter((one) => one.includes(`:${port} `))) expect(line).toContain('127.0.0.1');
    }
  });

  test('every target offered reads, by get and by walk, and writes where it says so', async () => {
    for (const target of agentOf('router').targets) {
      expect(await tool('snmpget', 'router', target, `${system}.5.0`), target.label).toMatch(/lab-router/);
      const walked = await tool('snmpwalk', 'router', target, '.1.3.6.1.2.1.2.2');
      expect(lines(walked).length, target.label).toBe(5 * 18);
      const set = await tool('snmpset', 'router', target, `${system}.6.0`, 's', target.label);
      if (target.writes) expect(set).toBe(`${system}.6.0 = STRING: "${target.label}"`);
      else expect(set).toMatch(/noAccess|noSuchName/);
    }
  });

  test('every object of every device, in order, by GetNext and GetBulk alike', async () => {
    for (const { kind } of agents) {
      const oids = async (program: string, ...more: string[]) =>
        lines(await tool(program, kind, ['-v2c', '-c', 'public', ...more], '.1.3'))
          .filter((line) => !line.includes('No more variables'))
          .map((line) => line.split(' ')[0]);
      const slow = await oids('snmpwalk');
      expect(await oids('snmpbulkwalk', '-Cr50')).toEqual(slow);
      expect(new Set(slow).size).toBe(slow.length);
      expect(slow.length, kind).toBeGreaterThan(60);
    }
  });

  test('OIDs of two arcs and short ones', async () => {
    expect(await tool('snmpget', 'printer', targetOf('public'), '.1.3.6.1.2.1.25.3.2.1.4.1')).toMatch(/OID: \.0\.0$/);
    expect(await tool('snmpget', 'printer', targetOf('public'), '.1.3.6')).toMatch(/genError|No Such Object/);
    expect(await tool('snmpgetnext', 'printer', targetOf('public'), '.1.3')).toMatch(/Punchdown lab printer/);
  });

  test('what would not fit into a datagram is tooBig or shorter', async () => {
    const many = Array.from({ length: 120 }, () => `${system}.1.0`);
    const small = ['-v2c', '-c', 'public', '-Cn0', '-Cr2000000'];
    expect(await tool('snmpbulkget', 'switch', small, ...many)).toMatch(/Punchdown lab switch|= INTEGER|= OID/);
  });

  test('counters of 32 and of 64 bits agree and grow', async () => {
    const octets = ['.1.3.6.1.2.1.2.2.1.10.1', '.1.3.6.1.2.1.31.1.1.1.6.1'];
    const read = async () =>
      lines(await tool('snmpget', 'router', targetOf('public'), ...octets)).map((line) =>
        BigInt(line.split(': ')[1] ?? ''),
      );
    const [small = 0n, large = 0n] = await read();
    expect(small).toBe(BigInt.asUintN(32, large));
    expect(large).toBeGreaterThan(2n ** 40n);
    await new Promise((resolve) => setTimeout(resolve, 60));
    const [, later = 0n] = await read();
    // 310 MB/s in the mean, between 40 and 160 percent of it.
    expect(later - large).toBeGreaterThan(310_000_000n / 50n);
    expect(later - large).toBeLessThan(310_000_000n * 3n);
  });

  test('rows come and go by RowStatus', async () => {
    const target = targetOf('labuser');
    const set = (...asked: string[]) => tool('snmpset', 'router', target, ...asked);
    const column = (number: number, name = '97') => `${targetAddress}.${number}.${name}`;
    const values = [column(2), 'o', '.1.3.6.1.6.1.1', column(3), 'x', 'C0000209 00A2', column(7), 's', 'noc'];

    expect(await set(column(9), 'i', '4')).toMatch(/inconsistentValue/);
    expect(await set(column(6), 's', 'tag')).toMatch(/inconsistentName/);
    expect(await set(...values, column(9), 'i', '4')).not.toMatch(/rror/);
    expect(await tool('snmpget', 'router', target, column(9), column(4))).toMatch(/INTEGER: 1\n.*INTEGER: 1500/);
    expect(await set(column(9), 'i', '4')).toMatch(/inconsistentValue/);
    expect(await set(column(5), 'i', '999')).toMatch(/wrongValue/);
    expect(await set(column(9), 'i', '6')).not.toMatch(/rror/);
    expect(await tool('snmpget', 'router', target, column(9))).toMatch(/No Such Instance/);

    expect(await set(column(9, '98'), 'i', '5')).not.toMatch(/rror/);
    expect(await tool('snmpget', 'router', target, column(9, '98'))).toMatch(/INTEGER: 3/);
    expect(await set(...values.map((value) => value.replace(/\.97$/, '.98')))).not.toMatch(/rror/);
    expect(await tool('snmpget', 'router', target, column(9, '98'))).toMatch(/INTEGER: 2/);
    expect(await set(column(9, '98'), 'i', '1')).not.toMatch(/rror/);
    expect(await set(column(9, '98'), 'i', '6', column(9, '98'), 'i', '6')).toMatch(/inconsistentName/);
    expect(await set(column(9, '98'), 'i', '6')).not.toMatch(/rror/);
  });

  test('a SET is all or nothing', async () => {
    const target = targetOf('private');
    const set = await tool('snmpset', 'switch', target, `${system}.5.0`, 's', 'other', `${system}.1.0`, 's', 'other');
    expect(set).toMatch(/notWritable/);
    expect(await tool('snmpget', 'switch', target, `${system}.5.0`)).toMatch(/lab-switch/);
    expect(await tool('snmpset', 'switch', target, `${system}.5.0`, 'i', '3')).toMatch(/wrongType/);
    expect(await tool('snmpset', 'switch', target, '.1.3.6.1.9.1.0', 'i', '3')).toMatch(/noCreation/);
  });

  test('v3 mistakes are reported as RFC 3414 has it', async () => {
    const get = (...how: string[]) => tool('snmpget', 'router', ['-v3', ...how], `${system}.5.0`);
    const secure = (hash: string, password: string, cipher: string, secret: string) =>
      get('-u', 'labuser', '-l', 'authPriv', '-a', hash, '-A', password, '-x', cipher, '-X', secret);
    expect(await get('-u', 'nobody', '-l', 'noAuthNoPriv')).toMatch(/Unknown user name/);
    expect(await get('-u', 'labuser', '-l', 'noAuthNoPriv')).toMatch(/Unsupported security level/);
    expect(await secure('SHA', 'wrongpassword', 'AES', 'labpassword')).toMatch(/Authentication failure/);
    expect(await secure('MD5', 'labpassword', 'AES', 'labpassword')).toMatch(/Authentication failure/);
    expect(await secure('SHA', 'labpassword', 'AES', 'wrongpassword')).toMatch(/Decryption error/);
    expect(await secure('SHA', 'labpassword', 'AES', 'labpassword')).toMatch(/lab-router/);
  });
});
