/**
 * `listen`: says on which port, and when 400 datagrams have come. `send ADDRESS PORT`: sends them faster than the way takes them, and closes its
 * socket when all are on the way.
 */
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { createDatagramIo } from '#electron/net/udp/datagram-io.ts';

const [mode, address = '', port = ''] = process.argv.slice(2);
const io = createDatagramIo();
const count = 400;
const numbers: number[] = [];

const socket = await io.open({
  family: 'ipv4',
  receiveBuffer: 4 << 20,
  onDatagram({ bytes }) {
    numbers.push(Buffer.from(bytes).readUInt32BE());
    if (numbers.length < count) return;
    const inOrder = numbers.filter((number, index) => number === index).length;
    process.stdout.write(`in order ${inOrder} of ${count}\n`);
    void socket.close();
  },
});

/** Octets that the system has not sent yet, with what it needs to keep them (proc_net_udp(5)). */
function queued(): number {
  const own = socket.localPort.toString(16).toUpperCase().padStart(4, '0');
  const line =
    readFileSync('/proc/net/udp', 'utf8')
      .split('\n')
      .find((row) => row.includes(`:${own} `)) ?? '';
  return Number.parseInt(/ ([0-9A-F]{8}):[0-9A-F]{8} /.exec(line)?.[1] ?? '0', 16);
}

if (mode === 'listen') process.stdout.write(`port ${socket.localPort}\n`);
else {
  let errors = 0;
  const bytes = Buffer.alloc(1400);
  for (let number = 0; number < count; number++) {
    bytes.writeUInt32BE(number);
    socket.send(Buffer.from(bytes), Number(port), address, () => errors++);
  }
  const isFull = queued() > 100_000;
  do await wait(50);
  while (queued() > 0);
  process.stdout.write(`full ${isFull}, errors ${errors}\n`);
  await socket.close();
}
