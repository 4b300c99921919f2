import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, expect, test } from 'vitest';
import { contract } from '#shared/contract/index.ts';
import type { ExchangeResult } from '#shared/model/dhcp-exchange.ts';
import { startScriptedAgent } from '#test/fakes/snmp-agent.ts';
import { run } from '#test/lab/namespace.ts';

const script = resolve(import.meta.dirname, '../../out/cli/main.js');
const folder = mkdtempSync(join(tmpdir(), 'punchdown-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
// The key for saved credentials is made here, not among this person's own files.
process.env.XDG_DATA_HOME = folder;

const cli = (...args: string[]) => run(process.execPath, [script, ...args]);
const lab = '{"interface":"lab-office","offerWindow":20}';

test('list describes every call with its input', async () => {
  const { code, stdout } = await cli('list');
  const calls = JSON.parse(stdout) as {
    call: string;
    input: { properties?: Record<string, object> };
    stream: boolean;
  }[];
  expect(code).toBe(0);
  const expected = Object.entries(contract).flatMap(([tool, part]) =>
    Object.keys(part).map((name) => `${tool}.${name}`),
  );
  expect(calls.map(({ call }) => call)).toEqual(expected);
  const handshake = calls.find(({ call }) => call === 'dhcp.handshake');
  expect(handshake?.input.properties).toHaveProperty('interface');
  expect(calls.filter(({ stream }) => stream).map(({ call }) => call)).toEqual([
    'app.watchStatus',
    'dhcp.serverAlerts',
    'dhcp.openProgress',
    'echo.serve',
    'echo.serverNews',
    'echo.connectionNews',
    'echo.progress',
    'echo.lesson',
    'lab.linkNews',
    'mibs.importProgress',
    'snmp.progress',
    'snmp.watchNews',
    'timeline.watch',
    'traps.listen',
    'traps.news',
    'traps.notices',
    'traps.imports',
  ]);
});

test('call prints the result as one line of JSON', async () => {
  const { code, stdout, stderr } = await cli('call', 'dhcp.handshake', lab);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout.trimEnd().split('\n')).toHaveLength(1);
  const result = JSON.parse(stdout) as ExchangeResult;
  expect(result.outcome).toBe('bound');
  expect(result.packets.map(({ name }) => name)).toEqual(['DISCOVER', 'OFFER', 'REQUEST', 'ACK', 'RELEASE']);
  expect(result.packets[0]).toMatchObject({
    direction: 'sent',
    hex: expect.stringMatching(/^ffffffffffff/),
    time: expect.any(Number),
  });
});

test('an SNMP agent is asked with credentials on the command line, which are not stored', async () => {
  const agent = await startScriptedAgent();
  try {
    const workspace = join(folder, 'snmp.punchdown');
    const target = { address: agent.address, port: agent.port, version: '2c', community: 'public' };
    const call = (name: string, input: object) =>
      cli('call', name, JSON.stringify({ target, ...input }), '--workspace', workspace);
    const { code, stdout, stderr } = await call('snmp.get', { oids: ['sysName.0', 'SNMPv2-MIB::sysUpTime.0'] });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({
      outcome: 'complete',
      varbinds: [
        { name: 'sysName.0', value: 'scripted' },
        { name: 'sysUpTime.0', type: 'TimeTicks' },
      ],
    });
    const walk = JSON.parse((await call('snmp.walk', { oids: ['system'] })).stdout) as { exchange: string };
    expect(walk).toMatchObject({ outcome: 'complete', rows: 7 });
    const rows = { exchange: walk.exchange, from: 4, count: 1 };
    const again = await cli('call', 'snmp.rows', JSON.stringify(rows), '--workspace', workspace);
    expect(JSON.parse(again.stdout)).toMatchObject({ total: 7, rows: [{ name: 'sysName.0', at: 4 }] });
    expect(readFileSync(workspace).includes('public')).toBe(false);
    const bad = await call('snmp.get', { oids: ['no-such-name'] });
    expect(bad.code).toBe(1);
    expect(JSON.parse(bad.stderr)).toMatchObject({ problem: { code: 'snmp-oid-unreadable' } });
  } finally {
    await agent.stop();
  }
});

test('a stream prints one object a line until it is stopped', async () => {
  const child = spawn(process.execPath, [script, 'call', 'app.watchStatus'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  expect(JSON.parse(line)).toMatchObject({ running: 0, lost: 0 });
  child.kill('SIGINT');
  expect(await once(child, 'exit')).toEqual([0, null]);
});

test.each([
  [['call', 'dhcp.nothing'], 2, 'call-unknown'],
  [['call', 'constructor'], 2, 'call-unknown'],
  [['call', 'dhcp.handshake', '{"interface":7}'], 2, 'input-invalid'],
  [['call', 'dhcp.handshake', '{nonsense'], 2, 'input-invalid'],
  [['call', 'timeline.exchange', '{"exchange":"none"}'], 1, 'exchange-unknown'],
])('%j ends with %i and %s on standard error', async (args, expected, code) => {
  const result = await cli(...args);
  expect(result.code).toBe(expected);
  expect(result.stdout).toBe('');
  const { problem, what } = JSON.parse(result.stderr);
  expect(problem.code).toBe(code);
  expect(what).not.toBe('');
});

test('misuse prints the usage', async () => {
  for (const args of [[], ['call'], ['nonsense'], ['list', 'more'], ['--unknown']]) {
    const { code, stderr } = await cli(...args);
    expect(code).toBe(2);
    expect(stderr).toContain('usage: cli');
  }
});

test('without --workspace nothing is kept, with it everything is', async () => {
  const count = async (...more: string[]) =>
    JSON.parse((await cli('call', 'timeline.exchanges', '{}', ...more)).stdout).total;
  await cli('call', 'dhcp.handshake', lab);
  expect(await count()).toBe(0);
  const file = join(folder, 'kept.punchdown');
  await cli('call', 'dhcp.handshake', lab, '--workspace', file);
  expect(await count('--workspace', file)).toBe(1);
});

test('a workspace in use is refused with its holder named', async () => {
  const file = join(folder, 'held.punchdown');
  const holder = spawn(process.execPath, [script, 'call', 'app.watchStatus', '--workspace', file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(createInterface({ input: holder.stdout }), 'line');
  const { code, stderr } = await cli('call', 'app.info', '{}', '--workspace', file);
  holder.kill('SIGINT');
  expect(code).toBe(1);
  expect(JSON.parse(stderr).problem).toMatchObject({
    code: 'workspace-in-use',
    params: { pid: holder.pid, program: 'Punchdown (command-line host)' },
  });
});

test('Ctrl+C ends a running handshake as cancelled, with its result printed', async () => {
  const child = spawn(process.execPath, [script, 'call', 'dhcp.handshake', '{"interface":"lab-silent"}'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  setTimeout(() => child.kill('SIGINT'), 1500);
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    output += text;
  });
  expect(await once(child, 'close')).toEqual([0, null]);
  expect(JSON.parse(output).outcome).toBe('cancelled');
});
