import type { ClientIdentity } from '#electron/wire/dhcpv4/client-messages.ts';
import {
  addressesOption,
  addressOption,
  type DhcpMessage,
  textOption,
  uint32Option,
} from '#electron/wire/dhcpv4/message.ts';
import type { Lease } from '#shared/model/dhcp-exchange.ts';
import { toHex } from '#shared/model/hex.ts';

/** Reads what an ACK grants. T1 and T2 are those sent, else the defaults of RFC 2131 section 4.4.5 (0.5 and 0.875). */
export function leaseOf(
  ack: DhcpMessage,
  identity: Pick<ClientIdentity, 'mac' | 'clientIdentifier'>,
  server: { address: string; mac: string | undefined },
): Lease {
  const mask = addressOption(ack, 1);
  const domain = textOption(ack, 15);
  const leaseTime = uint32Option(ack, 51);
  const forEver = leaseTime === 0xffffffff;
  const t1 = uint32Option(ack, 58) ?? (leaseTime === undefined || forEver ? undefined : Math.floor(leaseTime * 0.5));
  const t2 = uint32Option(ack, 59) ?? (leaseTime === undefined || forEver ? undefined : Math.floor(leaseTime * 0.875));
  return {
    address: ack.yiaddr,
    server: server.address,
    ...(server.mac === undefined ? {} : { serverMac: server.mac }),
    ...(mask === undefined ? {} : { mask }),
    routers: addressesOption(ack, 3),
    dns: addressesOption(ack, 6),
    ...(domain === undefined ? {} : { domain }),
    ...(leaseTime === undefined ? {} : { leaseTime }),
    ...(t1 === undefined ? {} : { t1 }),
    ...(t2 === undefined ? {} : { t2 }),
    mac: identity.mac,
    ...(identity.clientIdentifier.length === 0 ? {} : { clientIdentifier: toHex(identity.clientIdentifier) }),
  };
}
