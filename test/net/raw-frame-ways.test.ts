import { networkInterfaces } from 'node:os';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deviceWithAddress } from '#electron/net/packet/pcap-backend.ts';
import { loadPcap } from '#electron/net/packet/pcap-library.ts';
import { createRawPacketIo } from '#electron/net/packet/raw-packet-io.ts';
import { rawFrameBackend } from '#electron/net/packet/raw-rights.ts';
import { startChildProcess } from '#electron/net/packet/start-child.ts';
import { need } from '#test/lab/need.ts';
import { packetProcessEntry } from '#test/lab/network.ts';
import { createVethPair, type VethPair } from '#test/lab/veth-pair.ts';
import { problemOf } from '#test/suites/packet-io.ts';
import { startWith } from './packet-process-start.ts';

const possible = need('linux', 'root', 'netns');

describe.skipIf(!possible)('which way to raw frames', () => {
  let pair: VethPair;
  beforeEach(async () => {
    pair = await createVethPair();
  });
  afterEach(() => pair.close());

  const options = () => ({ interface: pair.near, filter: '', onFrame: () => undefined });
  const openWith = (backend: string, env: NodeJS.ProcessEnv) =>
    createRawPacketIo({ start: startWith(backend, env) }).open(options());
  const noCap = { PUNCHDOWN_NATIVE: '/nonexistent' };
  const noPcap = { PUNCHDOWN_PCAP: '/nonexistent/libpcap.so' };

  it('says that the process could not be started', async () => {
    const broken = createRawPacketIo({
      start: () => {
        throw new Error('no such program');
      },
    });
    const thrown = await problemOf(broken.open(options()));
    expect(thrown).toMatchObject({ code: 'packet-process-not-started', params: { reason: 'start' } });

    const missing = createRawPacketIo({
      start: startChildProcess({ entry: packetProcessEntry, under: ['/no/program'] }),
    });
    expect((await problemOf(missing.open(options()))).code).toBe('packet-process-died');

    const silent = createRawPacketIo({
      start: startChildProcess({ entry: 'unused', under: ['sleep', '60', '#'] }),
      openTimeout: 300,
    });
    expect((await problemOf(silent.open(options()))).code).toMatch(/^packet-process-(died|not-started)$/);
  });

  it.skipIf(!need('libpcap'))('is libpcap where it is there, built or not', async () => {
    expect(rawFrameBackend()).toBe('koffi');
    for (const env of [{}, noCap]) {
      const port = await openWith('', env);
      expect(port.capture?.backend).toBe('koffi');
      await port.close();
    }
  });

  it.skipIf(!need('cap'))('is cap where libpcap cannot be loaded but cap was built', async () => {
    const port = await openWith('', noPcap);
    expect(port.capture?.backend).toBe('cap');
    await port.close();
  });

  it('names what is missing for either way, and both when there is none', async () => {
    const neither = await problemOf(openWith('', { ...noCap, ...noPcap }));
    expect(neither).toMatchObject({ code: 'raw-not-built', params: { missing: 'libpcap' } });
    expect(neither.params.command).toMatch(/libpcap/);
    expect(neither.details).toContain('/nonexistent/libpcap.so');
    expect(neither.details).toMatch(/cap, built here/);

    const cap = await problemOf(openWith('cap', noCap));
    expect(cap.code).toBe('raw-not-built');
    expect(cap.params.command).toMatch(/./);
    const koffi = await problemOf(openWith('koffi', noPcap));
    expect(koffi).toMatchObject({ code: 'raw-not-built', params: { missing: 'libpcap' } });
  });

  it('takes a library only by its full path', async () => {
    const { code, details } = await problemOf(openWith('koffi', { PUNCHDOWN_PCAP: 'libpcap.so.0.8' }));
    expect(code).toBe('raw-not-built');
    expect(details).toContain('no full path');
  });
});

describe.skipIf(!need('linux', 'libpcap'))('names of devices', () => {
  it('are found by an address, IPv4 or IPv6', () => {
    const library = loadPcap();
    for (const { address } of networkInterfaces().lo ?? []) expect(deviceWithAddress(library, [address])).toBe('lo');
    expect(deviceWithAddress(library, ['192.0.2.1', '127.0.0.1'])).toBe('lo');
    expect(deviceWithAddress(library, ['192.0.2.1'])).toBeUndefined();
  });
});
