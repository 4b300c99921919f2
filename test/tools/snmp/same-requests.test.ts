import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { describe, expect, it, onTestFinished } from 'vitest';
import { decodeSnmp } from '#electron/wire/snmp/message.ts';
import type { Client } from '#shared/contract/index.ts';
import type { SnmpTargetInput } from '#shared/model/snmp-target.ts';
import { testEngine } from '#test/fakes/test-engine.ts';
import { need, programFile } from '#test/lab/need.ts';

const oids = ['1.3.6.1.2.1.1.5.0', '1.3.6.1.2.1.1.3.0'];

/** The first datagram that somebody sends to a port that never answers, in hex. */
async function firstDatagram(send: (port: number) => unknown): Promise<Buffer> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  onTestFinished(() => {
    socket.close();
  });
  await once(socket, 'listening');
  const arrived = once(socket, 'message');
  send(socket.address().port);
  const [bytes] = (await arrived) as [Buffer];
  return bytes;
}

async function theirs(program: string, ...args: string[]): Promise<string> {
  return withoutIds(
    await firstDatagram((port) => {
      const file = programFile(program) ?? program;
      const place = args.indexOf('HOST');
      const child = spawn(file, args.with(place, `127.0.0.1:${port}`), {
        env: { ...process.env, MIBS: '' },
        stdio: 'ignore',
      });
      onTestFinished(() => {
        child.kill();
      });
    }),
  );
}

async function ours(
  call: (client: Client, target: Pick<SnmpTargetInput, 'address' | 'port'>, signal: AbortSignal) => Promise<unknown>,
) {
  const { client } = await testEngine();
  const abort = new AbortController();
  const bytes = await firstDatagram((port) => {
    call(client, { address: '127.0.0.1', port }, abort.signal).catch(() => {});
  });
  abort.abort();
  return withoutIds(bytes);
}

/** Every identifier that a sender makes up becomes zeros of four bytes; lengths are mended where they were shorter. */
function withoutIds(bytes: Buffer): string {
  const { version, v3, pdu } = decodeSnmp(bytes);
  const ids = [v3?.messageId, pdu?.requestId].filter((id) => id !== undefined);
  let hex = bytes.toString('hex');
  // Both draw numbers that take four bytes nearly always; a shorter one is drawn again by the caller.
  for (const id of ids) {
    const encoded = Buffer.alloc(4);
    encoded.writeInt32BE(id);
    if (!hex.includes(`0204${encoded.toString('hex')}`)) return `short id in version ${version}`;
    hex = hex.replace(`0204${encoded.toString('hex')}`, '020400000000');
  }
  return hex;
}

async function same(first: () => Promise<string>, second: () => Promise<string>): Promise<void> {
  const whole = async (make: () => Promise<string>) => {
    for (;;) {
      const hex = await make();
      if (!hex.startsWith('short')) return hex;
    }
  };
  expect(await whole(second)).toBe(await whole(first));
}

describe.skipIf(!need('snmpget'))('a request differs from that of the net-snmp tools in its identifiers only', () => {
  const community = { community: 'public' } as const;
  const patience = ['-t', '1', '-r', '0'];

  it.each(['1', '2c'] as const)('get in v%s', (version) =>
    same(
      () => theirs('snmpget', `-v${version}`, '-cpublic', ...patience, 'HOST', ...oids),
      () => ours(({ snmp }, at, signal) => snmp.get({ target: { ...at, version, ...community }, oids }, { signal })),
    ),
  );

  it('getNext', () =>
    same(
      () => theirs('snmpgetnext', '-v2c', '-cpublic', ...patience, 'HOST', ...oids),
      () =>
        ours(({ snmp }, at, signal) =>
          snmp.getNext({ target: { ...at, version: '2c', ...community }, oids }, { signal }),
        ),
    ));

  it('getBulk', () =>
    same(
      () => theirs('snmpbulkget', '-v2c', '-cpublic', ...patience, '-Cn1', '-Cr7', 'HOST', ...oids),
      () =>
        ours(({ snmp }, at, signal) =>
          snmp.getBulk(
            { target: { ...at, version: '2c', ...community }, oids, nonRepeaters: 1, maxRepetitions: 7 },
            { signal },
          ),
        ),
    ));

  it('walk', () =>
    same(
      () => theirs('snmpbulkwalk', '-v2c', '-cpublic', ...patience, '-Cr50', 'HOST', '1.3.6.1.2.1.2.2'),
      () =>
        ours(({ snmp }, at, signal) =>
          snmp.walk({ target: { ...at, version: '2c', ...community }, oids: ['ifTable'] }, { signal }),
        ),
    ));

  it('discovery of v3', () =>
    same(
      () => theirs('snmpget', '-v3', '-ureader', '-lnoAuthNoPriv', ...patience, 'HOST', ...oids),
      () =>
        ours(({ snmp }, at, signal) => snmp.get({ target: { ...at, version: '3', user: 'reader' }, oids }, { signal })),
    ));
});
