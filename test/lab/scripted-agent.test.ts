import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { interfaceObjects, systemObjects } from '#test/fakes/snmp/scripted-objects.ts';
import type { ScriptedUser } from '#test/fakes/snmp/user-security.ts';
import { type ScriptedAgent, startScriptedAgent } from '#test/fakes/snmp-agent.ts';
import { need } from './need.ts';

const run = promisify(execFile);
const auth = { protocol: 'SHA', password: 'labpassword' } as const;
const users: ScriptedUser[] = [
  { name: 'guest' },
  { name: 'signer', auth },
  { name: 'user', auth, priv: { protocol: 'AES', password: 'otherpassword' } },
  {
    name: 'old',
    auth: { protocol: 'MD5', password: 'labpassword' },
    priv: { protocol: 'DES', password: 'labpassword' },
  },
  {
    name: 'strong',
    auth: { protocol: 'SHA-256', password: 'labpassword' },
    priv: { protocol: 'AES-256', password: 'labpassword' },
    needs: 'priv',
  },
];
const rows = 200;

describe.skipIf(!need('snmpget', 'snmpbulkwalk', 'snmpset'))('a well-behaved scripted agent', () => {
  let agent: ScriptedAgent;
  beforeAll(async () => {
    const objects = [...Object.entries(systemObjects()), ...interfaceObjects(rows)];
    agent = await startScriptedAgent({ objects, users, writable: ['1.3.6.1.2.1.1.5'] });
  });
  afterAll(() => agent.stop());

  /** Standard output of a net-snmp program; standard error where it failed. */
  async function tool(program: string, ...args: string[]): Promise<string> {
    const common = ['-m', '', '-On', '-t', '2', '-r', '0'];
    const target = `${agent.address}:${agent.port}`;
    const last = args.findIndex((arg) => arg.startsWith('.'));
    const given = [...common, ...args.slice(0, last), target, ...args.slice(last)];
    return run(program, given, { env: { ...process.env, MIBS: '' } }).then(
      ({ stdout }) => stdout.trim(),
      (error: { stdout: string; stderr: string }) => `${error.stdout}${error.stderr}`.trim(),
    );
  }

  const name = '.1.3.6.1.2.1.1.5.0';
  const v3 = (user: string, ...more: string[]) => ['-v3', '-u', user, ...more];
  const secure = (user: string, hash: string, cipher: string, password: string) =>
    v3(user, '-l', 'authPriv', '-a', hash, '-A', 'labpassword', '-x', cipher, '-X', password);

  test.for([
    ['v1', ['-v1', '-c', 'public']],
    ['v2c', ['-v2c', '-c', 'public']],
    ['v3 noAuthNoPriv', v3('guest', '-l', 'noAuthNoPriv')],
    ['v3 authNoPriv', v3('signer', '-l', 'authNoPriv', '-a', 'SHA', '-A', 'labpassword')],
    ['v3 SHA/AES', secure('user', 'SHA', 'AES', 'otherpassword')],
    ['v3 MD5/DES', secure('old', 'MD5', 'DES', 'labpassword')],
    ['v3 SHA-256/AES-256', secure('strong', 'SHA-256', 'AES-256', 'labpassword')],
  ] as const)('%s: get and walk', async ([, how]) => {
    expect(await tool('snmpget', ...how, name)).toBe(`${name} = STRING: "scripted"`);
    const walked = await tool('snmpwalk', ...how, '-Cc', '.1.3.6.1.2.1.2.2.1.2');
    expect(walked.split('\n')).toHaveLength(rows);
  });

  test('bulk walk gives all rows once and ends', async () => {
    const walked = await tool('snmpbulkwalk', '-v2c', '-c', 'public', '-Cr40', '.1.3.6.1.2.1');
    const oids = walked.split('\n').map((line) => line.split(' ', 1)[0]);
    expect(new Set(oids).size).toBe(7 + rows * 6);
    expect(walked).toMatch(/eth200/);
  });

  test('exceptions in v2c, noSuchName in v1', async () => {
    expect(await tool('snmpget', '-v2c', '-c', 'public', '.1.3.6.1.2.1.1.5.9')).toMatch(/No Such Instance/);
    expect(await tool('snmpget', '-v2c', '-c', 'public', '.1.3.6.1.9.1.0')).toMatch(/No Such Object/);
    expect(await tool('snmpgetnext', '-v2c', '-c', 'public', '.1.3.9')).toMatch(/No more variables/);
    expect(await tool('snmpget', '-v1', '-c', 'public', '.1.3.6.1.9.1.0')).toMatch(/noSuchName/);
  });

  test('SET with the write community only, and with the right type', async () => {
    const set = (community: string, ...value: string[]) => tool('snmpset', '-v2c', '-c', community, name, ...value);
    expect(await set('public', 's', 'other')).toMatch(/noAccess/);
    expect(await set('private', 'i', '5')).toMatch(/wrongType/);
    expect(await set('private', 's', 'scripted')).toBe(`${name} = STRING: "scripted"`);
    expect(await tool('snmpset', '-v2c', '-c', 'private', '.1.3.6.1.2.1.1.1.0', 's', 'x')).toMatch(/notWritable/);
  });

  test('what is wrong with a v3 request is reported', async () => {
    const get = (...how: string[]) => tool('snmpget', ...how, name);
    expect(await get(...v3('nobody', '-l', 'noAuthNoPriv'))).toMatch(/Unknown user name/);
    expect(await get(...v3('guest', '-l', 'authNoPriv', '-a', 'SHA', '-A', 'labpassword'))).toMatch(
      /Unsupported security level/,
    );
    expect(await get(...v3('signer', '-l', 'authNoPriv', '-a', 'SHA', '-A', 'wrongpassword'))).toMatch(
      /Authentication failure/,
    );
    expect(await get(...secure('user', 'SHA', 'AES', 'wrongpassword'))).toMatch(/Decryption error|Timeout/);
    expect(await get(...v3('strong', '-l', 'noAuthNoPriv'))).toMatch(/authorizationError/);
    expect(await get(...secure('user', 'SHA', 'AES', 'otherpassword'), '-n', 'elsewhere')).toMatch(/Bad context/);
  });

  test('a request goes on after a reboot and after a jump of the clock', async () => {
    for (const event of ['reboot', { clock: 4000 }, { clock: -2000 }] as const) {
      agent.happen(event);
      expect(await tool('snmpget', ...secure('user', 'SHA', 'AES', 'otherpassword'), name)).toMatch(/scripted/);
    }
    expect(agent.engine.boots).toBe(2);
  });
});

describe.skipIf(!need('snmpget', 'snmpbulkwalk'))('a scripted agent that misbehaves', () => {
  async function walk(agent: ScriptedAgent, ...args: string[]): Promise<string> {
    const target = `${agent.address}:${agent.port}`;
    const all = ['-m', '', '-On', '-v2c', '-c', 'public', '-t', '1', '-r', '0', ...args, target, '.1.3.6.1.2.1.1'];
    return run('snmpbulkwalk', all, { env: { ...process.env, MIBS: '' } }).then(
      ({ stdout, stderr }) => stdout + stderr,
      (error: { stdout: string; stderr: string }) => error.stdout + error.stderr,
    );
  }

  test.for([
    [{ silent: true }, /Timeout/],
    [{ versions: ['1', '3'] }, /Timeout/],
    [{ sticksAt: '1.3.6.1.2.1.1.4.0' }, /OID not increasing/],
    [{ stepsBack: { at: '1.3.6.1.2.1.1.4.0', to: '1.3.6.1.2.1.1.2.0' } }, /OID not increasing/],
    [{ spoil: 'wrong request id' }, /Timeout/],
    [{ spoil: 'garbage' }, /Timeout/],
    [{ tooBigAbove: 2 }, /tooBig/],
    [{ bulkLimit: 1 }, /\.1\.7\.0 = INTEGER: 72/],
    [{ copies: 3 }, /\.1\.7\.0 = INTEGER: 72/],
    [{ spoil: 'garbage', alsoRight: true }, /\.1\.7\.0 = INTEGER: 72/],
  ] as const)('%j', async ([behaviour, seen]) => {
    const agent = await startScriptedAgent({ behaviour });
    try {
      expect(await walk(agent)).toMatch(seen);
    } finally {
      await agent.stop();
    }
  });
});
