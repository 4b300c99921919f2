import type { EchoDeps } from '../deps.ts';
import type { Link, LinkEvents, Way } from './link.ts';

/** Octets that wait for the system from which on nobody should send, and below which they may again. */
const fullAt = 256 << 10;
const roomAt = 64 << 10;
/** Bytes asked for as receive buffer: nothing is lost while somebody else has the processor. */
const receiveBuffer = 4 << 20;
/** Milliseconds between two looks at what waits: the system does not tell. */
const lookEvery = 1;

/** A UDP socket as a link. `many`: the address is a broadcast or multicast one. @throws the system's error. */
export async function openUdpLink(
  { udp, clock }: Pick<EchoDeps, 'udp' | 'clock'>,
  way: Way,
  { many, eager }: { many: boolean; eager: boolean },
  events: LinkEvents,
): Promise<Link> {
  const socket = await udp.connect({
    ...way,
    ...{ many, eager, receiveBuffer },
    onDatagram: ({ bytes, at, address, port }) =>
      many ? events.received(bytes, at, { address, port }) : events.received(bytes, at),
    onError: (code) => events.told(code),
  });
  let isOpen = true;
  let cancelLook: (() => void) | undefined;
  const lookForRoom = () => {
    cancelLook = clock.after(lookEvery, () => {
      if (socket.waiting > roomAt) return lookForRoom();
      cancelLook = undefined;
      events.drained();
    });
  };
  const close = () => {
    if (!isOpen) return;
    isOpen = false;
    cancelLook?.();
    void socket.close().then(() => events.closed());
  };
  return {
    local: { address: socket.localAddress, port: socket.localPort },
    remote: { address: way.address, port: way.port },
    get waiting() {
      return isOpen ? socket.waiting : 0;
    },
    write(bytes) {
      if (!isOpen) return true;
      socket.send(bytes);
      if (socket.waiting < fullAt) return true;
      if (cancelLook === undefined) lookForRoom();
      return false;
    },
    finish: close,
    close,
    reset: close,
    destroy: close,
  };
}
