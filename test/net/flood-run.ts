/** Sends so many frames on an interface as fast as it can: a process of its own, for tests whose own process stands still. */
import { createRawPacketIo } from '#electron/net/packet/raw-packet-io.ts';
import { startChildProcess } from '#electron/net/packet/start-child.ts';
import { packetProcessEntry } from '#test/lab/network.ts';

const [interfaceName = '', count = '0'] = process.argv.slice(2);
const io = createRawPacketIo({ start: startChildProcess({ entry: packetProcessEntry }) });
// A filter that nothing passes: this end only sends.
const port = await io.open({ interface: interfaceName, filter: 'less 1', onFrame: () => undefined });
const frame = new Uint8Array(60).fill(0xff, 0, 6);
frame.set([8, 6], 12);
const window = 100;
for (let sent = 0; sent < Number(count); sent += window) {
  const length = Math.min(window, Number(count) - sent);
  await Promise.all(Array.from({ length }, () => port.send(frame)));
}
await io.close();
