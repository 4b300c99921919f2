import type { Clock } from '#electron/net/clock.ts';
import { type DhcpMessage, encodeDhcp, findOption, messageType } from '#electron/wire/dhcpv4/message.ts';
import { messageTypes } from '#electron/wire/dhcpv4/message-types.ts';
import { buildArpFrame, buildUdpFrame, type Frame, parseFrame } from '#electron/wire/frame.ts';
import { ipv4Bytes, putUint32 } from '#electron/wire/octets.ts';
import { parseIpv4, printIpv4 } from '#shared/model/ip-address.ts';
import type { Station } from './segment.ts';

export interface LabServerOptions {
  name: string;
  address: string;
  mac: string;
  mask: string;
  /** First and last address handed out. */
  pool: readonly [string, string];
  /** Seconds. */
  leaseTime: number;
  router: string;
  dns: readonly string[];
  domain: string;
  /** Milliseconds before an answer leaves. */
  thinkTime: number;
  /** What it does with a REQUEST: grant it, refuse it with this message, or stay silent. */
  onRequest: 'grant' | 'silent' | { refuse: string };
  /** 802.1Q VLAN id it lives in; untagged when absent. */
  vlan?: number;
}

/** Addresses a simulated server remembers; the oldest is forgotten beyond. */
const bindingsLimit = 1000;

/** A small DHCP server for the lab's segments and for tests: RFC 2131 section 4.3 as far as a handshake needs it. */
export class LabDhcpServer {
  readonly #options: LabServerOptions;
  readonly #clock: Clock;
  /** Address by client key; insertion order is age. */
  readonly #bindings = new Map<string, string>();

  constructor(options: LabServerOptions, clock: Clock) {
    this.#options = options;
    this.#clock = clock;
  }

  readonly station: Station = (bytes, send) => {
    const frame = parseFrame(bytes, 'ethernet');
    if ((frame.vlans[0]?.id || undefined) !== this.#options.vlan) return;
    const answer = frame.arp === undefined ? this.#answerDhcp(frame) : this.#answerArp(frame);
    if (answer !== undefined) this.#clock.after(this.#options.thinkTime, () => send(answer));
  };

  #answerArp({ arp }: Frame): Uint8Array | undefined {
    const { address, mac } = this.#options;
    if (arp === undefined || arp.operation !== 1 || arp.targetAddress !== address) return undefined;
    return buildArpFrame({
      sourceMac: mac,
      destinationMac: arp.senderMac,
      ...this.#vlan(),
      operation: 2,
      senderMac: mac,
      senderAddress: address,
      targetMac: arp.senderMac,
      targetAddress: arp.senderAddress,
    });
  }

  #answerDhcp(frame: Frame): Uint8Array | undefined {
    const message = frame.dhcp;
    if (message === undefined || message.op !== 1 || frame.udp?.destinationPort !== 67) return undefined;
    const client = clientKey(message);
    switch (messageType(message)) {
      case messageTypes.DISCOVER:
        return this.#reply(message, messageTypes.OFFER, this.#addressFor(client));
      case messageTypes.REQUEST:
        return this.#answerRequest(message, client);
      case messageTypes.RELEASE:
        this.#bindings.delete(client);
        return undefined;
      case messageTypes.INFORM:
        return this.#reply(message, messageTypes.ACK, message.ciaddr);
      case undefined:
        return this.#reply(message, undefined, this.#addressFor(client));
      default:
        return undefined;
    }
  }

  #answerRequest(message: DhcpMessage, client: string): Uint8Array | undefined {
    const { onRequest } = this.#options;
    const chosen = addressOf(findOption(message, 54));
    if (chosen !== undefined && chosen !== this.#options.address) return undefined;
    if (onRequest === 'silent') return undefined;
    if (typeof onRequest === 'object') return this.#reply(message, messageTypes.NAK, undefined, onRequest.refuse);
    const wanted = addressOf(findOption(message, 50)) ?? message.ciaddr;
    const bound = this.#addressFor(client);
    if (wanted !== bound) return this.#reply(message, messageTypes.NAK, undefined, `${wanted} is not yours`);
    return this.#reply(message, messageTypes.ACK, bound);
  }

  #addressFor(client: string): string | undefined {
    const known = this.#bindings.get(client);
    if (known !== undefined) return known;
    const taken = new Set(this.#bindings.values());
    const [first, last] = this.#options.pool.map((address) => parseIpv4(address) ?? 0);
    for (let value = first ?? 0; value <= (last ?? 0); value++) {
      const address = printIpv4(value);
      if (taken.has(address)) continue;
      if (this.#bindings.size >= bindingsLimit) this.#bindings.delete(this.#bindings.keys().next().value ?? '');
      this.#bindings.set(client, address);
      return address;
    }
    return undefined;
  }

  /** `type` undefined: a BOOTP reply, without the options that only DHCP knows. */
  #reply(
    request: DhcpMessage,
    type: number | undefined,
    address: string | undefined,
    text = '',
  ): Uint8Array | undefined {
    const { options: own, vlan } = { options: this.#options, vlan: this.#vlan() };
    const isNak = type === messageTypes.NAK;
    if (address === undefined && !isNak) return undefined;
    // RFC 2131 section 4.3.5: the answer to INFORM has neither an address nor times.
    const isInformed = messageType(request) === messageTypes.INFORM;
    const times = [
      { code: 51, bytes: uint32(own.leaseTime) },
      { code: 58, bytes: uint32(Math.floor(own.leaseTime / 2)) },
      { code: 59, bytes: uint32(Math.floor((own.leaseTime * 7) / 8)) },
    ];
    const granted = [
      ...(isInformed || type === undefined ? [] : times),
      { code: 1, bytes: ipv4Bytes(own.mask) },
      { code: 3, bytes: ipv4Bytes(own.router) },
      { code: 6, bytes: ipv4Bytes(...own.dns) },
      { code: 15, bytes: new TextEncoder().encode(own.domain) },
    ];
    const options = [
      ...(type === undefined ? [] : [{ code: 53, bytes: Uint8Array.of(type) }]),
      ...(type === undefined ? [] : [{ code: 54, bytes: ipv4Bytes(own.address) }]),
      ...(isNak ? [{ code: 56, bytes: new TextEncoder().encode(text) }] : granted),
    ];
    const payload = encodeDhcp({
      ...request,
      op: 2,
      secs: 0,
      ciaddr: '0.0.0.0',
      yiaddr: isInformed ? '0.0.0.0' : (address ?? '0.0.0.0'),
      siaddr: isNak ? '0.0.0.0' : own.address,
      sname: '',
      file: '',
      options: options.map((option) => ({ ...option, parts: [] })),
      faults: [],
    });
    // RFC 2131 section 4.1: a NAK, and any answer to a client that set the flag, is broadcast.
    const broadcast = isNak || (request.flags & 0x8000) !== 0;
    return buildUdpFrame({
      sourceMac: own.mac,
      destinationMac: broadcast ? 'ff:ff:ff:ff:ff:ff' : request.chaddr,
      ...vlan,
      sourceAddress: own.address,
      destinationAddress: broadcast ? '255.255.255.255' : (address ?? '255.255.255.255'),
      sourcePort: 67,
      destinationPort: 68,
      payload,
    });
  }

  #vlan(): { vlan?: number } {
    return this.#options.vlan === undefined ? {} : { vlan: this.#options.vlan };
  }
}

/** A client is its identifier, else its hardware address (RFC 2131 section 4.2). */
function clientKey(message: DhcpMessage): string {
  const identifier = findOption(message, 61);
  return identifier === undefined ? message.chaddr : [...identifier].join('.');
}

function uint32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  putUint32(bytes, 0, value);
  return bytes;
}

function addressOf(bytes: Uint8Array | undefined): string | undefined {
  return bytes?.length === 4 ? [...bytes].join('.') : undefined;
}
