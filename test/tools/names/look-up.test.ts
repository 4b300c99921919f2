import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { directDns } from '#electron/net/names/direct-dns.ts';
import { findInHostsFile } from '#electron/net/names/hosts-file.ts';
import { type AddressInfo, loadPlatformNames, type PlatformNames } from '#electron/net/names/platform-names.ts';
import { timedConnect } from '#electron/net/tcp/timed-connect.ts';
import type { NamesDeps } from '#electron/tools/names/deps.ts';
import { createNames } from '#electron/tools/names/index.ts';
import { interleave, race } from '#electron/tools/names/race.ts';
import { type LookUpResult, lookUpInputSchema } from '#shared/contract/names.ts';
import { need } from '#test/lab/need.ts';
import { type StartedProgram, startProgram } from '#test/lab/started-program.ts';

const never = new AbortController().signal;
const notes: { code: string; params: object | undefined }[] = [];
const outcomes: string[] = [];

const deps = (own: Partial<NamesDeps> = {}): NamesDeps => ({
  platformNames: loadPlatformNames,
  dns: { ...directDns, servers: () => [] },
  hostsFile: '/etc/hosts',
  findInHostsFile,
  connect: timedConnect,
  now: () => performance.now(),
  recorder: {
    begin: () => ({
      id: 'x1',
      note: (code, params) => notes.push({ code, params }),
      end: async (outcome) => void outcomes.push(outcome),
    }),
  },
  ...own,
});
const ask = async (input: object, own?: Partial<NamesDeps>, signal = never): Promise<LookUpResult> =>
  createNames(deps(own)).handlers.lookUp(lookUpInputSchema.parse(input), signal) as Promise<LookUpResult>;
const codes = ({ findings }: LookUpResult) => findings.map(({ code }) => code);

/** The system's resolver cannot be given other servers: this stands in for what it would say, with its real shape. */
const system = (...addresses: string[]): PlatformNames => ({
  addresses: async () => ({
    addresses: addresses.map(
      (address): AddressInfo => ({
        family: address.includes(':') ? 'AF_INET6' : 'AF_INET',
        socketType: 'SOCK_STREAM',
        protocol: 'IPPROTO_TCP',
        canonicalName: '',
        address,
        port: 0,
      }),
    ),
  }),
  name: async () => ({ error: { code: 'EAI_NONAME', number: -2, text: '' } }),
});

const open: Server[] = [];
afterEach(async () => {
  notes.length = 0;
  outcomes.length = 0;
  await Promise.all(open.splice(0).map((server) => new Promise((done) => server.close(done))));
});
async function listening(address: string): Promise<number> {
  const server = createServer((socket) => socket.on('error', () => {})).listen(0, address);
  await once(server, 'listening');
  open.push(server);
  return (server.address() as { port: number }).port;
}

describe('a look-up', () => {
  it('gives the list of the system with all its parts, and records what was asked and answered', async () => {
    const result = await ask({ host: '127.0.0.1', service: '80', flags: ['AI_CANONNAME'] });
    expect(result.addresses).toHaveLength(3);
    expect(result.addresses[0]).toMatchObject({ socketType: 'SOCK_STREAM', protocol: 'IPPROTO_TCP', port: 80 });
    expect(codes(result)).toContain('repeated-by-socket-type');
    expect(notes.map(({ code }) => code).slice(0, 2)).toEqual(['names-asked', 'names-answered']);
    expect(outcomes).toEqual(['answered']);
  });

  it('finds localhost in the hosts file, with its line', async () => {
    const result = await ask({ host: 'localhost', socketType: 'SOCK_STREAM', family: 'AF_INET' });
    expect(result.hostsFile?.entries.some(({ address, line }) => address === '127.0.0.1' && line > 0)).toBe(true);
    expect(codes(result)).toContain('from-hosts-file');
  });

  it.each([
    [{ host: 'no-such-host.invalid', flags: ['AI_NUMERICHOST'] }, 'EAI_NONAME', 'names-unknown'],
    [{ host: '127.0.0.1', service: 'no-such-service' }, 'EAI_SERVICE', 'names-service-unknown'],
    [{ host: '::1', family: 'AF_INET' }, 'EAI_ADDRFAMILY', 'names-no-address'],
    [{ service: '1', flags: ['AI_CANONNAME'] }, 'EAI_BADFLAGS', 'names-hints-unfit'],
  ])('names what is wrong with %j', async (input, code, problem) => {
    const result = await ask({ ...input, beside: false });
    expect([result.error?.code, result.problem?.code, result.addresses]).toEqual([code, problem, []]);
    expect(outcomes).toEqual([code]);
  });

  it('ends when it is cancelled, though the system cannot be stopped', async () => {
    const stop = new AbortController();
    const waiting = ask(
      { host: 'x.invalid' },
      { platformNames: () => ({ ...system(), addresses: () => new Promise(() => {}) }) },
      stop.signal,
    );
    setTimeout(() => stop.abort(), 20);
    await expect(waiting).rejects.toMatchObject({ problem: { code: 'cancelled' } });
  });

  it('says when the system’s functions cannot be had', async () => {
    const broken = {
      platformNames: () => {
        throw new Error('no library');
      },
    };
    await expect(ask({ host: 'x' }, broken)).rejects.toMatchObject({ problem: { code: 'names-unavailable' } });
  });

  it('reads hosts files with comments, several names and any case', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'punchdown-hosts-')), 'hosts');
    await writeFile(
      file,
      '# none\n192.0.2.1\tPrinter printer.example # ours\n\n192.0.2.2 other#printer\n::1 printer\n',
    );
    expect(await findInHostsFile(file, 'PRINTER')).toEqual([
      { line: 2, address: '192.0.2.1', names: ['Printer', 'printer.example'] },
      { line: 5, address: '::1', names: ['printer'] },
    ]);
  });
});

describe('the race', () => {
  it('lets the families take turns', () => {
    const order = (...addresses: string[]) =>
      interleave(addresses.map((address) => ({ address }))).map((one) => one.address);
    expect(order('::1', '::2', '::3', '1.1.1.1', '2.2.2.2')).toEqual(['::1', '1.1.1.1', '::2', '2.2.2.2', '::3']);
    expect(order('1.1.1.1', '::1', '::2')).toEqual(['1.1.1.1', '::1', '::2']);
    expect(order()).toEqual([]);
  });

  it('goes on at once when one fails, and times every address', async () => {
    const port = await listening('127.0.0.2');
    const result = await ask({ host: 'two', race: port }, { platformNames: () => system('127.0.0.1', '127.0.0.2') });
    expect(result.race?.map(({ address, outcome }) => [address, outcome])).toEqual([
      ['127.0.0.1', 'failed'],
      ['127.0.0.2', 'won'],
    ]);
    expect(result.race?.[0]?.problem?.code).toBe('connect-refused');
    expect(result.race?.[1]?.startedAfter).toBeLessThan(200);
    expect(codes(result)).toContain('first-fails');
  });

  it('waits a quarter of a second for one that does not answer, and says what IPv6 costs', async () => {
    const silent = { address: '2001:db8::1', port: 1 };
    const lines = await race([silent, { address: '127.0.0.1', port: 2 }], {
      connect: async ({ address, timeout, signal }) => {
        if (address === '127.0.0.1') return { milliseconds: 1 };
        await new Promise((done) => {
          setTimeout(done, timeout);
          signal.addEventListener('abort', done);
        });
        return { milliseconds: timeout, error: 'ETIMEDOUT' };
      },
      timeout: 600,
      now: () => performance.now(),
      signal: never,
    });
    expect(lines.map(({ outcome }) => outcome)).toEqual(['failed', 'won']);
    expect(lines[1]?.startedAfter).toBeGreaterThanOrEqual(240);
    expect(lines[0]?.problem?.code).toBe('connect-timed-out');
  });
});

describe.skipIf(!need('dnsmasq'))('beside it DNS', () => {
  const servers: StartedProgram[] = [];
  const ports: number[] = [];

  beforeAll(async () => {
    const hosts = [
      ['--address=/same.example/192.0.2.1', '--address=/more.example/192.0.2.1', '--address=/more.example/2001:db8::1'],
      ['--address=/same.example/192.0.2.1', '--address=/more.example/192.0.2.9'],
    ];
    for (const lines of hosts) {
      const port = await freePort();
      ports.push(port);
      const args = ['--keep-in-foreground', '--no-resolv', '--no-hosts', '--log-facility=-', '--conf-file=/dev/null'];
      const where = [`--port=${port}`, '--listen-address=127.0.0.1', '--bind-interfaces', '--user=root', '--pid-file='];
      const extra = ['--cname=alias.example,same.example', '--ptr-record=1.2.0.192.in-addr.arpa,same.example'];
      servers.push(
        await startProgram({
          file: 'dnsmasq',
          args: [...args, ...where, ...extra, ...lines],
          ready: /started, version/,
        }),
      );
    }
    return async () => {
      await Promise.all(servers.map((server) => server.stop()));
    };
  });

  const besides = (...addresses: string[]): Partial<NamesDeps> => ({
    platformNames: () => system(...addresses),
    dns: { ...directDns, servers: () => ports.map((port) => `127.0.0.1:${port}`) },
  });

  it('asks each server for each kind of record, and shows the names of the addresses', async () => {
    const result = await ask({ host: 'same.example' }, besides('192.0.2.1'));
    const answers = result.dns
      ?.filter(({ type }) => type === 'A')
      .map(({ answers: found }) => found.map(({ value }) => value));
    expect(answers).toEqual([['192.0.2.1'], ['192.0.2.1']]);
    expect(result.dns?.filter(({ type }) => type === 'AAAA').every(({ error }) => error !== undefined)).toBe(true);
    expect(result.reverse).toMatchObject([{ address: '192.0.2.1', records: ['same.example'] }]);
    expect(codes(result)).toEqual(['only-ipv4']);
  });

  it('says what differs', async () => {
    const more = await ask({ host: 'more.example' }, besides('192.0.2.1', '198.51.100.7'));
    expect(codes(more)).toEqual(['only-ipv4', 'servers-differ', 'dns-has-more', 'system-has-more', 'reverse-differs']);
    const failing: Partial<NamesDeps> = {
      ...besides(),
      platformNames: () => ({
        ...system(),
        addresses: async () => ({ error: { code: 'EAI_NONAME', number: -2, text: 'unknown' } }),
      }),
    };
    expect(codes(await ask({ host: 'same.example' }, failing))).toEqual(['only-dns-knows']);
  });

  it('says that a server does not answer', async () => {
    const silent = createSocket('udp4').bind(0, '127.0.0.1');
    await once(silent, 'listening');
    const own: Partial<NamesDeps> = {
      ...besides('192.0.2.1'),
      dns: { ...directDns, servers: () => [`127.0.0.1:${silent.address().port}`] },
    };
    const result = await ask({ host: 'same.example', timeout: 200 }, own);
    silent.close();
    expect(result.dns?.map(({ error }) => error)).toEqual(['ETIMEOUT', 'ETIMEOUT', 'ETIMEOUT']);
  });
});

async function freePort(): Promise<number> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  await new Promise<void>((done) => {
    socket.close(done);
  });
  return port;
}
