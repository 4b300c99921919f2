import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { captureFile } from '#electron/storage/capture-file.ts';
import { importCapture } from '#electron/tools/dhcp/capture/import-capture.ts';
import { writePcapng } from '#electron/wire/pcapng.ts';
import { need } from '#test/lab/need.ts';
import { MemorySink, start } from './capture-frames.ts';
import { allFrames, mixedCaptures } from './mixed-captures.ts';

const folder = mkdtempSync(join(tmpdir(), 'punchdown-capture-tshark-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Time, interface, xid, type and VLANs of every DHCP packet, as tshark prints them; fragments are left as they are. */
function theirs(file: string): string[] {
  const fields = ['frame.time_epoch', 'dhcp.id', 'dhcp.option.dhcp', 'vlan.id', 'ieee8021ad.id'];
  const options = ['-n', '-o', 'ip.defragment:TRUE', '-r', file, '-Y', 'dhcp', '-T', 'fields'];
  return execFileSync('tshark', [...options, ...fields.flatMap((field) => ['-e', field])], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
    .split('\n')
    .filter((line) => line !== '');
}

async function ours(file: string) {
  const sink = new MemorySink();
  const { signal } = new AbortController();
  const result = await importCapture({ source: await captureFile(file), sink, signal });
  return { result, sink };
}

describe.skipIf(!need('tshark'))('our DHCP packets and those of tshark', () => {
  const captures = [
    ...mixedCaptures(),
    {
      name: 'what our own writer wrote',
      file: Buffer.concat([
        ...writePcapng(
          allFrames().map(({ bytes, link }, index) => ({ at: start + index, link, interface: link, bytes })),
        ),
      ]),
    },
  ];

  it.each(captures)('$name', async ({ name, file }) => {
    const path = join(folder, `${name}.pcap`);
    writeFileSync(path, file);
    const rows = theirs(path);
    const { result, sink } = await ours(path);
    expect(result.faults).toEqual([]);
    expect(result.messages).toBe(rows.length);
    expect(result.messages).toBeGreaterThan(15);
    // The same xids, each as often.
    const count = (xids: number[]) =>
      [...Map.groupBy(xids, (xid) => xid)].map(([xid, list]) => [xid, list.length]).sort();
    const messages = sink.exchanges.flatMap(({ xid, end }) => Array<number>(end?.messages ?? 0).fill(xid));
    expect(count(messages)).toEqual(count(rows.map((row) => Number(row.split('\t')[1] || 0))));
  });
});
