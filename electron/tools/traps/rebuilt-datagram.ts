import { buildIpv4Datagram, buildIpv6Datagram } from '#electron/wire/frame.ts';
import { addressOctets } from './rules/address-prefix.ts';

/** A datagram between a sender of notifications and us, as a socket gives it. */
export interface SocketDatagram {
  direction: 'received' | 'sent';
  /** Theirs. */
  address: string;
  port: number;
  /** Ours; unknown: the unspecified one stands for it. */
  localAddress: string | null | undefined;
  localPort: number;
  bytes: Uint8Array;
}

/** With headers around it that are made of what is known. */
export function rebuiltDatagram({ direction, address, port, localAddress, localPort, bytes }: SocketDatagram): {
  bytes: Uint8Array;
  link: 'ipv4' | 'ipv6';
} {
  const isIpv4 = addressOctets(address)?.length === 4;
  const theirs = [bare(address), port] as const;
  const ours = [bare(localAddress ?? (isIpv4 ? '0.0.0.0' : '::')), localPort] as const;
  const [source, destination] = direction === 'received' ? [theirs, ours] : [ours, theirs];
  const datagram = (isIpv4 ? buildIpv4Datagram : buildIpv6Datagram)({
    sourceAddress: source[0],
    sourcePort: source[1],
    destinationAddress: destination[0],
    destinationPort: destination[1],
    payload: bytes,
  });
  return { bytes: datagram, link: isIpv4 ? 'ipv4' : 'ipv6' };
}

/** Without a zone; of IPv4 also where it is written as one of IPv6. */
function bare(address: string): string {
  const octets = addressOctets(address);
  return octets?.length === 4 ? octets.join('.') : address.replace(/%.*$/, '');
}
