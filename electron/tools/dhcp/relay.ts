import type { z } from 'zod';
import type { PacketPort } from '#electron/net/packet/packet-io.ts';
import { discover } from '#electron/wire/dhcpv4/client-messages.ts';
import { type DhcpMessage, encodeDhcp, messageType } from '#electron/wire/dhcpv4/message.ts';
import { messageTypes } from '#electron/wire/dhcpv4/message-types.ts';
import { buildUdpFrame, parseFrame } from '#electron/wire/frame.ts';
import { ipv4Bytes } from '#electron/wire/octets.ts';
import type { RelayInput, RelayResult, relayAnswerSchema } from '#shared/model/dhcp-relay.ts';
import { fromHex } from '#shared/model/hex.ts';
import { ProblemError, problemOf } from '#shared/problem/problem.ts';
import type { DhcpDeps } from './deps.ts';
import { ExchangeLog, round } from './exchange-log.ts';
import { optionsOf } from './find-servers.ts';
import { arpReply, arpRequest, serverOf } from './frames.ts';
import { identityOf } from './identity.ts';
import { leaseOf } from './lease.ts';
import { waitUntil } from './wait.ts';

type Subnet = RelayInput['subnets'][number];
type Answer = z.input<typeof relayAnswerSchema>;
type Outcome = RelayResult['outcome'];

/** Milliseconds between two ARP requests for the server. */
const arpWait = 1000;

/**
 * Asks as a relay agent (RFC 1542 section 4.1.1, RFC 3046): each subnet gets a DISCOVER of its own with giaddr, hops and
 * option 82, and its OFFER. The server answers to giaddr, so ARP for that address is answered here while it runs.
 */
export async function askAsRelay(deps: DhcpDeps, input: RelayInput, signal: AbortSignal): Promise<RelayResult> {
  const target = `${input.interface} ${input.server}`;
  const recording = deps.recorder.begin({ id: input.exchange, tool: 'dhcp', verb: 'relay', target });
  const log = new ExchangeLog(recording, deps.clock.now());
  return new RelayRun(deps, input, log).drive(signal);
}

class RelayRun {
  readonly #deps: DhcpDeps;
  readonly #input: RelayInput;
  readonly #log: ExchangeLog;
  readonly #startedAt: number;
  #port: PacketPort | undefined;
  #mac = '';
  #serverMac: string | undefined;
  /** What is waited for now: ends the wait. */
  #asked: { xid: number; sentAt: number; giaddr: string } | undefined;
  #offer: { message: DhcpMessage; response: number; server: string } | undefined;
  #wake: () => void = () => {};

  constructor(deps: DhcpDeps, input: RelayInput, log: ExchangeLog) {
    this.#deps = deps;
    this.#input = input;
    this.#log = log;
    this.#startedAt = deps.clock.now();
  }

  async drive(signal: AbortSignal): Promise<RelayResult> {
    const answers: Answer[] = [];
    const failure = await this.#askAll(answers, signal);
    const offered = answers.some((answer) => answer.outcome === 'offered');
    const outcome: Outcome = failure ?? (offered ? 'offered' : 'noOffer');
    const result: RelayResult = {
      outcome,
      exchange: this.#log.exchange,
      answers: this.#input.subnets.map((subnet, index) => answers[index] ?? { ...subnet, outcome, options: [] }),
      packets: this.#log.packets(),
      problems: this.#log.problems,
      findings: this.#log.verdict({ ended: outcome !== 'cancelled' }),
      duration: round(this.#deps.clock.now() - this.#startedAt),
    };
    await this.#log.end(outcome);
    return result;
  }

  async #askAll(answers: Answer[], signal: AbortSignal): Promise<'failed' | 'cancelled' | undefined> {
    try {
      const { port } = await this.#deps.openPort({
        interface: this.#input.interface,
        // A relay agent's frames come from its own port 67, which only raw frames give without taking it from a server here.
        transport: 'raw',
        signal,
        onFrame: ({ bytes, at }) => this.#receive(bytes, at),
      });
      this.#port = port;
      try {
        this.#log.note('started', { interface: port.interface, transport: port.transport });
        const failed = port.ended.then(({ problem }) => problem);
        const identity = identityOf(this.#input, port);
        this.#mac = port.mac ?? identity.mac;
        for (const subnet of this.#input.subnets) {
          this.#serverMac ??= await this.#resolve(subnet.giaddr, signal, failed);
          answers.push(await this.#ask(subnet, identity, signal, failed));
        }
        this.#log.lost(port.lost());
      } finally {
        await port.close();
      }
      return undefined;
    } catch (error) {
      if (signal.aborted) {
        this.#log.note('cancelled');
        return 'cancelled';
      }
      this.#log.problem(problemOf(error));
      return 'failed';
    }
  }

  /** The MAC of the server, or of whoever answers for it on this segment. */
  async #resolve(giaddr: string, signal: AbortSignal, failed: Parameters<typeof waitUntil>[3]): Promise<string> {
    const { server, vlan, attempts } = this.#input;
    const { addresses = [] } = (await this.#deps.findInterface(this.#input.interface)) ?? {};
    const own = addresses.find(({ family }) => family === 'ipv4')?.address ?? giaddr;
    this.#asked = { xid: -1, sentAt: 0, giaddr };
    for (let attempt = 1; attempt <= attempts; attempt++) {
      await this.#send(arpRequest({ identity: { mac: this.#mac }, vlan }, own, server));
      await this.#waitFor(arpWait, signal, failed);
      if (this.#serverMac !== undefined) return this.#serverMac;
    }
    throw new ProblemError('server-not-on-segment', { server, interface: this.#input.interface });
  }

  async #ask(
    subnet: Subnet,
    identity: ReturnType<typeof identityOf>,
    signal: AbortSignal,
    failed: Parameters<typeof waitUntil>[3],
  ): Promise<Answer> {
    const { attempts, firstTimeout, server, vlan, hops } = this.#input;
    const xid = this.#deps.random.xid();
    this.#offer = undefined;
    for (let attempt = 1; attempt <= attempts; attempt++) {
      const message = discover(identity, { xid, secs: 0 });
      const relayed: DhcpMessage = {
        ...message,
        hops,
        giaddr: subnet.giaddr,
        options: [...message.options, ...relayInformation(subnet)],
      };
      const frame = buildUdpFrame({
        sourceMac: this.#mac,
        destinationMac: this.#serverMac ?? 'ff:ff:ff:ff:ff:ff',
        ...(vlan === undefined ? {} : { vlan }),
        sourceAddress: subnet.giaddr,
        destinationAddress: server,
        sourcePort: 67,
        destinationPort: 67,
        payload: encodeDhcp(relayed),
      });
      this.#asked = { xid, sentAt: this.#deps.clock.now(), giaddr: subnet.giaddr };
      this.#asked.sentAt = await this.#send(frame, attempt);
      await this.#waitFor(firstTimeout * 2 ** (attempt - 1), signal, failed);
      if (this.#offer !== undefined) return this.#describe(subnet, this.#offer);
    }
    return { ...subnet, outcome: 'noOffer', options: [] };
  }

  #describe(subnet: Subnet, offer: { message: DhcpMessage; response: number; server: string }): Answer {
    const { message, response, server } = offer;
    const identity = { mac: message.chaddr, clientIdentifier: new Uint8Array() };
    return {
      ...subnet,
      outcome: 'offered',
      offer: leaseOf(message, identity, { address: server, mac: this.#serverMac }),
      options: optionsOf(message),
      response: round(response),
    };
  }

  #receive(bytes: Uint8Array, at: number): void {
    const frame = parseFrame(bytes, 'ethernet');
    const record = { bytes, link: 'ethernet', interface: this.#input.interface, at, direction: 'received' } as const;
    const { arp, dhcp } = frame;
    const asked = this.#asked;
    if (arp !== undefined && asked !== undefined) {
      if (arp.operation === 1 && arp.targetAddress === asked.giaddr) {
        this.#log.packet(record);
        const asker = { mac: arp.senderMac, address: arp.senderAddress };
        void this.#send(arpReply({ identity: { mac: this.#mac }, vlan: this.#input.vlan }, asked.giaddr, asker)).catch(
          () => {},
        );
      } else if (arp.operation === 2 && arp.senderAddress === this.#input.server) {
        this.#log.packet(record);
        this.#serverMac = arp.senderMac;
        this.#wake();
      }
      return;
    }
    if (dhcp === undefined || dhcp.op !== 2) return;
    const ours = asked !== undefined && dhcp.xid === asked.xid;
    if (!ours || messageType(dhcp) !== messageTypes.OFFER) {
      this.#log.packet({ ...record, ignored: ours ? 'not-expected-now' : 'other-transaction' });
      return;
    }
    this.#log.packet(record);
    this.#offer ??= { message: dhcp, response: at - asked.sentAt, server: serverOf(frame, dhcp) };
    this.#wake();
  }

  async #send(frame: Uint8Array, attempt?: number): Promise<number> {
    const port = this.#port;
    if (port === undefined) throw new ProblemError('internal');
    const at = await port.send(frame);
    this.#log.packet({ bytes: frame, link: 'ethernet', interface: port.interface, at, direction: 'sent', attempt });
    return at;
  }

  async #waitFor(milliseconds: number, signal: AbortSignal, failed: Parameters<typeof waitUntil>[3]): Promise<void> {
    const woken = new AbortController();
    this.#wake = () => woken.abort();
    const end = this.#deps.clock.now() + milliseconds;
    const found = await waitUntil(this.#deps.clock, end, AbortSignal.any([signal, woken.signal]), failed);
    this.#wake = () => {};
    if (found !== undefined) throw ProblemError.of(found);
    signal.throwIfAborted();
  }
}

/** Option 82 with the suboptions that are given, or none (RFC 3046 section 2.0). */
function relayInformation({ circuitId, remoteId, linkSelection }: Subnet): DhcpMessage['options'] {
  const parts: [number, Uint8Array | undefined][] = [
    [1, circuitId === undefined ? undefined : fromHex(circuitId)],
    [2, remoteId === undefined ? undefined : fromHex(remoteId)],
    [5, linkSelection === undefined ? undefined : ipv4Bytes(linkSelection)],
  ];
  const bytes = parts.flatMap(([code, value]) => (value === undefined ? [] : [code, value.length, ...value]));
  return bytes.length === 0 ? [] : [{ code: 82, bytes: Uint8Array.from(bytes), parts: [] }];
}
