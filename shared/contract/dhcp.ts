import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import {
  captureInputSchema,
  captureProgressSchema,
  captureResultSchema,
  listenInputSchema,
  listenResultSchema,
} from '../model/dhcp-capture.ts';
import {
  exchangeInputSchema,
  exchangeResultSchema,
  handshakeInputSchema,
  leaseInputSchema,
  leaseSchema,
  obtainInputSchema,
} from '../model/dhcp-exchange.ts';
import { dhcpProfileSchema, optionTypeSchema } from '../model/dhcp-profile.ts';
import { relayInputSchema, relayResultSchema } from '../model/dhcp-relay.ts';
import {
  allowedServerSchema,
  findServersInputSchema,
  findServersResultSchema,
  serverWatchSchema,
} from '../model/dhcp-servers.ts';
import { findingSchema } from '../model/finding.ts';
import { hexSchema } from '../model/hex.ts';
import { problems } from './errors.ts';

export const heldLeaseSchema = z.object({
  /** The exchange that got it, which is its name. */
  exchange: z.string(),
  interface: z.string(),
  lease: leaseSchema,
  /** Milliseconds since the epoch; expiry absent: for ever. */
  obtainedAt: z.number(),
  t1At: z.number().optional(),
  t2At: z.number().optional(),
  expiresAt: z.number().optional(),
  /** Whether ARP for its address is answered now; not so for a lease of an earlier run of the program. */
  answering: z.boolean(),
  /** Whether it renews itself at T1. */
  renewing: z.boolean(),
});
export type HeldLease = z.infer<typeof heldLeaseSchema>;

const exchange = oc.errors(problems).output(exchangeResultSchema);
const aboutLease = exchange.input(leaseInputSchema);

export const dhcpContract = {
  /** DISCOVER, OFFER, REQUEST, ACK on raw frames, then RELEASE unless told to keep. The host's own configuration is not touched. */
  handshake: exchange.input(handshakeInputSchema),
  /** DISCOVER only: collects the OFFERs. */
  discover: exchange.input(obtainInputSchema),
  /** REQUEST for a remembered address, as a client that starts again does (INIT-REBOOT). */
  reboot: aboutLease,
  /** REQUEST by unicast to the server that granted the lease (RENEWING). */
  renew: aboutLease,
  /** REQUEST by broadcast to any server (REBINDING). */
  rebind: aboutLease,
  /** Gives the address back. */
  release: aboutLease,
  /** Says that the address is in use by somebody else. */
  decline: aboutLease,
  /** Asks for parameters only, with an address one has otherwise. */
  inform: aboutLease,
  /** A BOOTP request without DHCP options. */
  bootp: exchange.input(exchangeInputSchema),
  /** Leases kept, of this run or an earlier one, not yet expired or given back. */
  held: oc.errors(problems).output(z.array(heldLeaseSchema)),
  /** Whether a kept lease renews itself at T1 and rebinds at T2. */
  renewing: oc
    .errors(problems)
    .input(z.object({ lease: z.string(), renewing: z.boolean() }))
    .output(heldLeaseSchema),
  /** The verdict on an exchange of the timeline. */
  verdict: oc
    .errors(problems)
    .input(z.object({ exchange: z.string() }))
    .output(z.array(findingSchema)),
  /** Asks, waits the window, and lists every server with its offer; those not on the interface's allow-list are rogue. */
  findServers: oc.errors(problems).input(findServersInputSchema).output(findServersResultSchema),
  allowedServers: oc
    .errors(problems)
    .input(z.object({ interface: z.string() }))
    .output(z.array(allowedServerSchema)),
  /** Puts a server on an interface's allow-list, or keeps a note on one that is not allowed. */
  saveServer: oc.errors(problems).input(allowedServerSchema).output(allowedServerSchema),
  forgetServer: oc
    .errors(problems)
    .input(allowedServerSchema.pick({ interface: true, server: true }))
    .output(z.object({ forgotten: z.boolean() })),
  /** Looks for servers every so many minutes until stopped. */
  watchServers: oc
    .errors(problems)
    .input(z.object({ interface: z.string().min(1).max(200), minutes: z.number().min(0.05).max(1440) }))
    .output(serverWatchSchema),
  unwatchServers: oc
    .errors(problems)
    .input(z.object({ interface: z.string() }))
    .output(z.object({ stopped: z.boolean() })),
  serverWatches: oc.errors(problems).output(z.array(serverWatchSchema)),
  /** A watch after each of its looks; `rogues` not empty is what a notice is for. */
  serverAlerts: oc.errors(problems).output(eventIterator(serverWatchSchema)),
  /** As a relay agent asks a server by unicast what it would offer to each of a list of subnets. */
  relay: oc.errors(problems).input(relayInputSchema).output(relayResultSchema),
  /** Reads the DHCP exchanges out of a capture file into the current session. */
  open: oc.errors(problems).input(captureInputSchema).output(captureResultSchema),
  /** Progress of imports, a few times a second. */
  openProgress: oc.errors(problems).output(eventIterator(captureProgressSchema)),
  /** Records the exchanges of others on the interface until cancelled. */
  listen: oc.errors(problems).input(listenInputSchema).output(listenResultSchema),
  /** Profiles of a client, ready made and saved. */
  profiles: oc.errors(problems).output(z.array(dhcpProfileSchema)),
  saveProfile: oc
    .errors(problems)
    .input(dhcpProfileSchema.omit({ builtIn: true }))
    .output(dhcpProfileSchema),
  deleteProfile: oc
    .errors(problems)
    .input(z.object({ name: z.string() }))
    .output(z.object({ deleted: z.boolean() })),
  /** Every option that has a typed editor. */
  optionTypes: oc.errors(problems).output(z.array(optionTypeSchema)),
  /** Bytes of an option from its text, in the form that `optionTypes` shows as its example. */
  encodeOption: oc
    .errors(problems)
    .input(z.object({ code: z.int().min(1).max(254), text: z.string().max(10_000) }))
    .output(z.object({ hex: z.string() })),
  decodeOption: oc
    .errors(problems)
    .input(z.object({ code: z.int().min(1).max(254), hex: hexSchema }))
    .output(z.object({ text: z.string(), faults: z.array(z.string()) })),
};
