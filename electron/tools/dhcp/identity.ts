import type { z } from 'zod';
import type { PacketPort } from '#electron/net/packet/packet-io.ts';
import type { ClientIdentity } from '#electron/wire/dhcpv4/client-messages.ts';
import type { exchangeInputSchema } from '#shared/model/dhcp-exchange.ts';
import { fromHex } from '#shared/model/hex.ts';

/**
 * Who we say we are. By default an identifier of our own: the server must not take us for the host's real client and touch
 * its lease.
 */
export function identityOf(input: z.output<typeof exchangeInputSchema>, port: PacketPort): ClientIdentity {
  const mac = input.mac ?? port.mac ?? '00:00:00:00:00:00';
  const own = new TextEncoder().encode(`\0punchdown ${mac}`);
  return {
    mac,
    clientIdentifier: input.clientIdentifier === undefined ? own : (fromHex(input.clientIdentifier) ?? own),
    hostName: input.hostName,
    vendorClass: input.vendorClass ?? '',
    requestedOptions: input.requestedOptions,
    // A UDP socket cannot get a unicast answer to an address that is not configured (RFC 2131 section 4.1).
    broadcast: input.broadcast || port.transport === 'udp',
    furtherOptions: input.options.map(({ code, hex }) => ({ code, bytes: fromHex(hex) ?? new Uint8Array() })),
  };
}
