import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { need } from './need.ts';
import { type Snmpd, startSnmpd } from './snmpd.ts';

describe.skipIf(!need('snmpd', 'snmpget'))('an agent of net-snmp', () => {
  let snmpd: Snmpd;

  beforeAll(async () => {
    snmpd = await startSnmpd({
      users: [
        {
          name: 'ann',
          auth: { protocol: 'SHA-256', password: 'with "quotes" in' },
          priv: { protocol: 'AES-256', password: 'maplesyrup' },
        },
        { name: 'bob', access: 'read-only' },
      ],
      communities: ['secret'],
      ipv6: true,
      extraConfig: 'rocommunity public',
    });
  });
  afterAll(() => snmpd.stop());

  const run = (program: string, ...args: string[]) => {
    const { stdout, stderr } = spawnSync(program, ['-On', '-Oq', '-t1', '-r1', ...args], {
      env: snmpd.env,
      encoding: 'utf8',
    });
    return `${stdout}${stderr}`.trim();
  };
  const ann = '-v3 -u ann -l authPriv -a SHA-256 -x AES-256 -X maplesyrup'.split(' ');
  const boots = '.1.3.6.1.6.3.10.2.1.2.0';

  it('takes communities and users on both families, and says who may write', () => {
    const v4 = `127.0.0.1:${snmpd.port}`;
    const v6 = `udp6:[::1]:${snmpd.ports.ipv6}`;
    const name = '.1.3.6.1.2.1.1.5.0';
    expect(run('snmpset', '-v2c', '-c', 'secret', v4, name, 's', 'new')).toBe(`${name} "new"`);
    expect(run('snmpset', '-v2c', '-c', 'public', v4, name, 's', 'no')).toContain('noAccess');
    expect(run('snmpset', '-v2c', '-c', 'secret', v6, name, 's', 'newer')).toBe(`${name} "newer"`);
    expect(run('snmpget', ...ann, '-A', 'with "quotes" in', v6, name)).toBe(`${name} "newer"`);
    expect(run('snmpget', '-v3', '-u', 'bob', '-l', 'noAuthNoPriv', v4, name)).toBe(`${name} "newer"`);
  });

  it('boots once more as the same engine', async () => {
    const target = `127.0.0.1:${snmpd.port}`;
    const engine = () => run('snmpget', '-v2c', '-c', 'public', target, '.1.3.6.1.6.3.10.2.1.1.0');
    const before = engine();
    expect(run('snmpget', '-v2c', '-c', 'public', target, boots)).toBe(`${boots} 1`);
    await snmpd.restart();
    expect(run('snmpget', '-v2c', '-c', 'public', target, boots)).toBe(`${boots} 2`);
    expect(engine()).toBe(before);
    expect(run('snmpget', ...ann, '-A', 'with "quotes" in', target, boots)).toBe(`${boots} 2`);
  });
});
