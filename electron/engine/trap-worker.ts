/** The thread that receives notifications: composed here of sockets, storage and the receiver. */
import { parentPort, workerData } from 'node:worker_threads';
import { systemClock } from '#electron/net/clock.ts';
import { findPortHolder } from '#electron/net/port-holder.ts';
import { canonicalAddress, createDatagramIo } from '#electron/net/udp/datagram-io.ts';
import { ownAddresses } from '#electron/net/udp/own-addresses.ts';
import { readReceiveDrops } from '#electron/net/udp/receive-drops.ts';
import { openDurableConnection } from '#electron/storage/durable-connection.ts';
import type { FromReceiver, ReceiverStart, ToReceiver } from '#electron/tools/traps/receive/receiver-messages.ts';
import { ReceivingThread } from '#electron/tools/traps/receive/receiving-thread.ts';

const port = parentPort;
if (port === null) throw new Error('this is a thread of the engine');

const start = workerData as ReceiverStart;
const thread = new ReceivingThread(
  {
    // Without batches: on a busy machine, with its page open, a flood was received without loss only so.
    io: createDatagramIo(systemClock, false),
    connection: openDurableConnection(start.file),
    now: () => systemClock.now(),
    canonicalAddress,
    // Others do not let one of several sockets on a port have an address of its own, or not only ours.
    ownAddresses: process.platform === 'linux' ? ownAddresses : undefined,
    readDrops: readReceiveDrops,
    findPortHolder: (port) => findPortHolder('udp', port),
    tell(message: FromReceiver) {
      port.postMessage(message);
      // Nothing keeps the thread then.
      if (message.type === 'closed') port.close();
    },
  },
  start,
);
port.on('message', (message: ToReceiver) => thread.take(message));
