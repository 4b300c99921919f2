import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import type { Engine } from '#electron/engine/engine.ts';
import type { ImportProgress } from '#shared/model/notification-capture.ts';
import { testEngine } from '#test/fakes/test-engine.ts';
import { need } from '#test/lab/need.ts';
import { freePort } from '../receive/free-port.ts';
import { capturedNotifications, notifications } from './notification-frames.ts';

const folder = mkdtempSync(join(tmpdir(), 'punchdown-trap-capture-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
function save(bytes: Uint8Array): string {
  const path = join(folder, `capture-${files++}`);
  writeFileSync(path, bytes);
  return path;
}

const linkDown = '1.3.6.1.6.3.1.1.5.3';
const code = (promise: Promise<unknown>) => promise.then(undefined, (error) => error.data?.code);
const rowsOf = async ({ client }: Engine) => (await client.traps.page({ order: 'oldest' })).rows;

describe('notifications of a capture file', () => {
  it('are found over IPv4 and IPv6, in VLANs and behind extension headers; fragments are counted', async () => {
    const engine = await testEngine();
    const path = save(capturedNotifications());
    const found = await engine.client.traps.importCapture({ path, ports: [162, 1162] });
    expect(found).toMatchObject({
      ...{ path, format: 'pcapng', ended: 'complete', packets: 9, found: 5, accepted: 4, refused: 1, fragments: 1 },
      ...{ unread: 0, faults: [], faultsTotal: 0 },
    });
    expect(found.read).toBe(found.size);
    const rows = await rowsOf(engine);
    expect(rows.map(({ at, address, port, receiver, state }) => ({ at, address, port, receiver, state }))).toEqual(
      notifications.map((one) => ({ ...one, receiver: 0 })),
    );
    expect(rows.slice(0, 4).map(({ name, kind, acknowledged }) => ({ name, kind, acknowledged }))).toEqual([
      { name: 'linkDown', kind: 'trap', acknowledged: false },
      { name: 'linkDown', kind: 'trap', acknowledged: false },
      { name: 'linkDown', kind: 'inform', acknowledged: false },
      { name: 'linkDown', kind: 'trap', acknowledged: false },
    ]);
    // The community is not kept.
    expect(JSON.stringify(await engine.client.traps.details({ id: rows[0]?.id ?? 0 }))).not.toContain('zq-secret');
    // Only on the ports that are given.
    const other = await engine.client.traps.importCapture({ path });
    expect(other).toMatchObject({ found: 4, accepted: 3, refused: 1 });
  });

  it('names what is wrong with a file', async () => {
    const engine = await testEngine();
    const { traps } = engine.client;
    const whole = capturedNotifications();
    const cut = await traps.importCapture({ path: save(whole.subarray(0, -10)), ports: [162, 1162] });
    expect(cut).toMatchObject({ ended: 'truncated', accepted: 4, faultsTotal: 1 });
    expect(await code(traps.importCapture({ path: save(gzipSync(whole)) }))).toBe('capture-compressed');
    expect(await code(traps.importCapture({ path: save(Buffer.from('no capture at all')) }))).toBe('capture-foreign');
    expect(await code(traps.importCapture({ path: join(folder, 'nowhere') }))).toBe('file-unreadable');
    expect(await code(traps.importCapture({ path: folder }))).toBe('file-unreadable');
  });

  it('tells how far it is', async () => {
    const engine = await testEngine();
    const stop = new AbortController();
    const told: ImportProgress[] = [];
    const listening = (async () => {
      for await (const progress of await engine.client.traps.imports(undefined, { signal: stop.signal })) {
        told.push(progress);
        if (progress.done) break;
      }
    })();
    const path = save(capturedNotifications(1000));
    const id = crypto.randomUUID();
    const found = await engine.client.traps.importCapture({ path, import: id });
    expect(found).toMatchObject({ import: id, found: 4000, accepted: 3000, refused: 1000 });
    await listening;
    stop.abort();
    const { size, packets } = found;
    const last = {
      import: id,
      path,
      size,
      read: size,
      packets,
      found: 4000,
      accepted: 3000,
      refused: 1000,
      done: true,
    };
    expect(told.at(-1)).toEqual(last);
    expect(told.map(({ read }) => read)).toEqual(told.map(({ read }) => read).sort((a, b) => a - b));
  });
});

describe.skipIf(!need('root', 'dumpcap', 'tshark', 'snmptrap', 'snmpinform'))('what dumpcap captured', () => {
  const v3 = [
    '-v3',
    '-u',
    'captured',
    '-l',
    'authPriv',
    '-a',
    'SHA',
    '-A',
    'the first one',
    '-x',
    'AES',
    '-X',
    'the second one',
  ];
  const varbinds = ['1.3.6.1.2.1.2.2.1.1.3', 'i', '3'];

  /** Sends notifications of Debian's programs to a port where nobody listens, and gives the file with them. */
  async function capture(port: number, flags: readonly string[]): Promise<string> {
    const path = join(folder, `dumped-${files++}`);
    const sent: [string, string[]][] = [
      [
        'snmptrap',
        ['-v1', '-c', 'zq', `127.0.0.1:${port}`, '1.3.6.1.4.1.32473', '192.0.2.9', '2', '0', '4711', ...varbinds],
      ],
      ['snmptrap', ['-v2c', '-c', 'zq', `127.0.0.1:${port}`, '4711', linkDown, ...varbinds]],
      ['snmptrap', ['-v2c', '-c', 'zq', `udp6:[::1]:${port}`, '4711', linkDown, ...varbinds]],
      ['snmptrap', [...v3, '-e', '0x8000000001020304', `127.0.0.1:${port}`, '4711', linkDown, ...varbinds]],
      ['snmpinform', ['-v2c', '-c', 'zq', '-r0', '-t0.2', `127.0.0.1:${port}`, '4711', linkDown, ...varbinds]],
    ];
    const dumpcap = spawn('dumpcap', [
      ...['-i', 'lo', '-f', `udp dst port ${port}`, '-c', String(sent.length), '-w', path, ...flags],
    ]);
    let said = '';
    dumpcap.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    const ended = once(dumpcap, 'close');
    await expect.poll(() => said, { timeout: 15_000 }).toContain('File:');
    for (const [program, args] of sent) {
      const env = { ...process.env, MIBS: '', SNMP_PERSISTENT_DIR: folder };
      try {
        execFileSync(program, args, { env, stdio: 'ignore' });
      } catch {
        // Nobody acknowledges the inform.
      }
    }
    await ended;
    return path;
  }

  it.each([
    ['pcapng', []],
    ['pcap', ['-P']],
  ] as const)('is imported from %s as tshark reads it', async (format, flags) => {
    const port = await freePort();
    const path = await capture(port, flags);
    const fields = ['frame.time_epoch', 'ip.src', 'ipv6.src', 'udp.srcport', 'snmp.msgVersion', 'snmp.version'];
    const theirs = execFileSync(
      'tshark',
      [
        '-n',
        '-r',
        path,
        '-d',
        `udp.port==${port},snmp`,
        '-Y',
        'snmp',
        '-T',
        'fields',
        ...fields.flatMap((one) => ['-e', one]),
      ],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
    )
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => line.split('\t'));
    expect(theirs).toHaveLength(5);
    const engine = await testEngine();
    const { devices, traps } = engine.client;
    const credentials = {
      version: '3',
      user: 'captured',
      auth: { protocol: 'SHA', password: 'the first one' },
      priv: { protocol: 'AES', password: 'the second one' },
    } as const;
    await devices.saveProfile({ name: 'of the capture', credentials });
    const found = await traps.importCapture({ path, ports: [port] });
    expect(found).toMatchObject({ format, ended: 'complete', packets: 5, found: 5, accepted: 5, refused: 0 });
    const rows = await rowsOf(engine);
    expect(rows.map(({ address, port: from }) => [address, String(from)])).toEqual(
      theirs.map(([, ipv4, ipv6, from]) => [ipv4 || ipv6, from]),
    );
    for (const [place, { at }] of rows.entries()) {
      // To a microsecond: the file may have nanoseconds.
      expect(Math.abs(at - Number(theirs[place]?.[0]) * 1000)).toBeLessThan(0.0015);
    }
    expect(rows.map(({ version, kind }) => `${version} ${kind}`)).toEqual([
      '1 trap',
      '2c trap',
      '2c trap',
      '3 trap',
      '2c inform',
    ]);
    expect(rows.every(({ name }) => name === 'linkDown')).toBe(true);
  });
});
