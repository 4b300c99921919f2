import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { addressNumbers } from '#electron/net/names/address-numbers.ts';
import { type AddressQuestion, loadPlatformNames } from '#electron/net/names/platform-names.ts';
import { readSocketAddress, writeSocketAddress } from '#electron/net/names/socket-address.ts';

const names = loadPlatformNames();
const question = (asked: Partial<AddressQuestion>): AddressQuestion => ({
  host: undefined,
  service: undefined,
  family: 'AF_UNSPEC',
  socketType: 'any',
  protocol: 'any',
  flags: [],
  ...asked,
});
async function list(asked: Partial<AddressQuestion>) {
  const answer = await names.addresses(question(asked));
  if ('error' in answer) throw new Error(JSON.stringify(answer.error));
  return answer.addresses;
}
async function refused(asked: Partial<AddressQuestion>) {
  const answer = await names.addresses(question(asked));
  return 'error' in answer ? answer.error : answer.addresses;
}

/** What Python's binding of the same function says, as a second pair of eyes. */
function python(host: string | null, service: string | null, family: string, type: string, flags: string[]): unknown {
  const script = `
import json, socket, sys
host, service, family, kind, flags = json.loads(sys.argv[1])
bits = 0
for flag in flags: bits |= getattr(socket, flag)
try:
  out = [[a[0].name, a[1].name, a[2], a[3], a[4][0], a[4][1]] for a in
    socket.getaddrinfo(host, service, getattr(socket, family), getattr(socket, kind) if kind else 0, 0, bits)]
except socket.gaierror as e:
  out = e.errno
print(json.dumps(out))`;
  const input = JSON.stringify([host, service, family, type, flags]);
  return JSON.parse(execFileSync('python3', ['-c', script, input], { encoding: 'utf8' }));
}
const hasPython = (() => {
  try {
    execFileSync('python3', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

describe('the system’s getaddrinfo', () => {
  it('gives every part of its list, in its order', async () => {
    const found = await list({ host: '127.0.0.1', service: '80', flags: ['AI_CANONNAME'] });
    expect(found).toEqual([
      {
        family: 'AF_INET',
        socketType: 'SOCK_STREAM',
        protocol: 'IPPROTO_TCP',
        canonicalName: '127.0.0.1',
        address: '127.0.0.1',
        port: 80,
      },
      {
        family: 'AF_INET',
        socketType: 'SOCK_DGRAM',
        protocol: 'IPPROTO_UDP',
        canonicalName: '',
        address: '127.0.0.1',
        port: 80,
      },
      { family: 'AF_INET', socketType: 'SOCK_RAW', protocol: '0', canonicalName: '', address: '127.0.0.1', port: 80 },
    ]);
  });

  it('gives the addresses to listen on without a host, and loopback without AI_PASSIVE', async () => {
    const asked = { service: '7', socketType: 'SOCK_STREAM', family: 'AF_INET' } as const;
    expect((await list({ ...asked, flags: ['AI_PASSIVE'] })).map(({ address }) => address)).toEqual(['0.0.0.0']);
    expect((await list(asked)).map(({ address }) => address)).toEqual(['127.0.0.1']);
    const six = await list({ ...asked, family: 'AF_INET6', flags: ['AI_PASSIVE'] });
    expect(six).toMatchObject([{ address: '::', port: 7, flowInfo: 0, scope: 0 }]);
  });

  it('maps IPv4 into IPv6 where it is told to', async () => {
    const asked = { host: '192.0.2.1', family: 'AF_INET6', socketType: 'SOCK_STREAM' } as const;
    expect((await list({ ...asked, flags: ['AI_V4MAPPED'] })).map(({ address }) => address)).toEqual([
      '::ffff:192.0.2.1',
    ]);
    expect(await refused(asked)).toMatchObject({ code: 'EAI_ADDRFAMILY' });
  });

  it('reads services by name, and a zone', async () => {
    const service = await refused({ host: '::1', service: 'domain', socketType: 'SOCK_DGRAM' });
    expect(service).toMatchObject([{ port: 53, protocol: 'IPPROTO_UDP' }]);
    expect(await list({ host: 'fe80::1%lo', socketType: 'SOCK_STREAM' })).toMatchObject([
      { address: 'fe80::1', scope: 1 },
    ]);
  });

  it.each([
    [{}, 'EAI_NONAME'],
    [{ host: 'not a name', flags: ['AI_NUMERICHOST'] }, 'EAI_NONAME'],
    [{ host: '127.0.0.1', service: 'http', flags: ['AI_NUMERICSERV'] }, 'EAI_NONAME'],
    [{ host: '127.0.0.1', service: 'no-such-service' }, 'EAI_SERVICE'],
    [{ service: '1', flags: ['AI_CANONNAME'] }, 'EAI_BADFLAGS'],
    [{ host: '127.0.0.1', socketType: 'SOCK_STREAM', protocol: 'IPPROTO_UDP' }, 'EAI_SOCKTYPE'],
    [{ host: '::1', family: 'AF_INET' }, 'EAI_ADDRFAMILY'],
  ] as const)('calls what is wrong with %j %s', async (asked, code) => {
    const error = await refused(asked as Partial<AddressQuestion>);
    expect(error).toMatchObject({ code });
    expect((error as { text: string }).text.length).toBeGreaterThan(5);
  });

  it('does not hold up the program while it asks', async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    await Promise.all(Array.from({ length: 3 }, (_, index) => refused({ host: `x${index}.invalid`, service: '1' })));
    await expect.poll(() => turns).toBeGreaterThan(0);
    clearInterval(timer);
  });

  it.skipIf(!hasPython).each([
    ['localhost', '80', 'AF_UNSPEC', '', []],
    ['localhost', null, 'AF_INET', 'SOCK_STREAM', ['AI_CANONNAME']],
    ['localhost', 'domain', 'AF_UNSPEC', 'SOCK_DGRAM', ['AI_ADDRCONFIG']],
    [null, '9', 'AF_UNSPEC', 'SOCK_STREAM', ['AI_PASSIVE']],
    ['::1', '9', 'AF_INET6', '', ['AI_NUMERICHOST', 'AI_NUMERICSERV']],
    ['192.0.2.7', '9', 'AF_INET6', '', ['AI_V4MAPPED', 'AI_ALL']],
    ['nowhere.invalid', '9', 'AF_UNSPEC', '', []],
  ])('answers for %j as another binding of it does', async (host, service, family, type, flags) => {
    const answer = await names.addresses(
      question({
        host: host ?? undefined,
        service: service ?? undefined,
        family: family as AddressQuestion['family'],
        socketType: (type || 'any') as AddressQuestion['socketType'],
        flags: flags as AddressQuestion['flags'],
      }),
    );
    const protocolNumber: Record<string, number> = { IPPROTO_TCP: 6, IPPROTO_UDP: 17 };
    const ours =
      'error' in answer
        ? answer.error.number
        : answer.addresses.map((one) => [
            one.family,
            one.socketType,
            protocolNumber[one.protocol] ?? Number(one.protocol),
            one.canonicalName,
            one.address,
            one.port,
          ]);
    expect(ours).toEqual(python(host, service, family, type, flags));
  });
});

describe('the system’s getnameinfo', () => {
  it('names an address and a port', async () => {
    expect(await names.name({ address: '127.0.0.1', port: 53, flags: ['NI_DGRAM'] })).toEqual({
      host: 'localhost',
      service: 'domain',
    });
    expect(
      await names.name({ address: '2001:db8::1', port: 8080, flags: ['NI_NUMERICHOST', 'NI_NUMERICSERV'] }),
    ).toEqual({ host: '2001:db8::1', service: '8080' });
    expect(
      await names.name({ address: 'fe80::1', port: 1, scope: 1, flags: ['NI_NUMERICHOST', 'NI_NUMERICSERV'] }),
    ).toMatchObject({ host: 'fe80::1%lo' });
  });

  it('says that there is no name where one is demanded', async () => {
    const answer = await names.name({ address: '192.0.2.1', port: 1, flags: ['NI_NAMEREQD'] });
    expect(answer).toMatchObject({ error: { code: expect.stringMatching(/^EAI_(NONAME|AGAIN)$/) } });
  });
});

describe('socket addresses', () => {
  it.each([
    '0.0.0.0',
    '192.0.2.255',
    '::',
    '::1',
    '2001:db8::8:800:200c:417a',
    '1:2:3:4:5:6:7:8',
    '1::8',
    '::ffff:192.0.2.1',
  ])('%s is read as it was written, on every system', (address) => {
    for (const platform of ['linux', 'darwin', 'win32'] as const) {
      const numbers = addressNumbers(platform);
      const bytes = writeSocketAddress({ address, port: 65_535, scope: 7 }, numbers, platform);
      const family = address.includes(':') ? numbers.families.AF_INET6 : numbers.families.AF_INET;
      expect(readSocketAddress(bytes, family, numbers)).toMatchObject({ address, port: 65_535 });
    }
  });

  it('is nothing when it is cut or of another family', () => {
    const numbers = addressNumbers('linux');
    expect(readSocketAddress(new Uint8Array(15), 2, numbers)).toBeUndefined();
    expect(readSocketAddress(new Uint8Array(27), 10, numbers)).toBeUndefined();
    expect(readSocketAddress(new Uint8Array(128), 1, numbers)).toBeUndefined();
  });
});
