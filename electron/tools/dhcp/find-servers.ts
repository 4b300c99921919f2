import type { z } from 'zod';
import { discover } from '#electron/wire/dhcpv4/client-messages.ts';
import { type DhcpMessage, messageType } from '#electron/wire/dhcpv4/message.ts';
import { messageTypes } from '#electron/wire/dhcpv4/message-types.ts';
import { optionType } from '#electron/wire/dhcpv4/options.ts';
import { type Frame, parseFrame } from '#electron/wire/frame.ts';
import type { FindServersResult, FoundServer, findServersInputSchema } from '#shared/model/dhcp-servers.ts';
import { toHex } from '#shared/model/hex.ts';
import { problemOf } from '#shared/problem/problem.ts';
import type { DhcpDeps } from './deps.ts';
import { ExchangeLog, round, sentBytes } from './exchange-log.ts';
import { broadcastFrame, serverOf } from './frames.ts';
import { identityOf } from './identity.ts';
import { leaseOf } from './lease.ts';
import type { DhcpStore } from './store.ts';
import { waitUntil } from './wait.ts';

type Input = z.output<typeof findServersInputSchema>;

interface Answer {
  frame: Frame;
  message: DhcpMessage;
  response: number;
  answers: number;
}

/** Servers told apart in one look; a flood of made-up ones is counted on the timeline, not compared. */
const serversLimit = 256;
/** Options whose values differ by nature and mean nothing in a comparison: server identifier. */
const ownByNature = new Set([54]);

/** Asks everybody, waits the window, and lists who answered. Never rejects once it has begun. */
export async function findServers(
  deps: DhcpDeps,
  store: DhcpStore,
  input: Input,
  signal: AbortSignal,
): Promise<FindServersResult> {
  const target = input.interface;
  const recording = deps.recorder.begin({ id: input.exchange, tool: 'dhcp', verb: 'findServers', target });
  const startedAt = deps.clock.now();
  const log = new ExchangeLog(recording, startedAt);
  const answers = new Map<string, Answer>();
  const xid = deps.random.xid();
  let lastSentAt = startedAt;
  let mac = '';

  const receive = (bytes: Uint8Array, link: 'ethernet' | 'ipv4', at: number) => {
    const frame = parseFrame(bytes, link);
    const message = frame.dhcp;
    const ours = message?.op === 2 && message.xid === xid && message.chaddr === mac;
    if (message === undefined || !ours) {
      if (message?.op === 2)
        log.packet({ bytes, link, interface: target, at, direction: 'received', ignored: 'other-transaction' });
      return;
    }
    const key = `${serverOf(frame, message)} ${frame.ipv4?.source} ${frame.ethernet?.source}`;
    const known = answers.get(key);
    const expected =
      messageType(message) === messageTypes.OFFER && (known !== undefined || answers.size < serversLimit);
    const ignored = expected ? undefined : answers.size < serversLimit ? 'not-expected-now' : 'over-limit';
    log.packet({ bytes, link, interface: target, at, direction: 'received', ignored });
    if (!expected) return;
    if (known === undefined) answers.set(key, { frame, message, response: at - lastSentAt, answers: 1 });
    else known.answers++;
  };

  const outcome = await (async (): Promise<FindServersResult['outcome']> => {
    try {
      const { port, limits } = await deps.openPort({
        interface: target,
        transport: input.transport,
        signal,
        onFrame: ({ bytes, link, at }) => receive(bytes, link as 'ethernet', at),
      });
      try {
        log.note('started', { interface: target, transport: port.transport });
        for (const limit of limits) log.problem(limit);
        const identity = identityOf({ ...input, attempts: 1, firstTimeout: 4000 }, port);
        mac = identity.mac;
        const failed = port.ended.then(({ problem }) => problem);
        for (let repeat = 0; repeat < input.repeats && !signal.aborted; repeat++) {
          const secs = Math.floor((deps.clock.now() - startedAt) / 1000);
          const frame = broadcastFrame({ identity, vlan: input.vlan }, discover(identity, { xid, secs }));
          lastSentAt = await port.send(frame);
          log.packet({
            ...sentBytes(port, frame),
            interface: target,
            at: lastSentAt,
            direction: 'sent',
            attempt: repeat + 1,
          });
          const end = startedAt + (input.window * (repeat + 1)) / input.repeats;
          const problem = await waitUntil(deps.clock, end, signal, failed);
          if (problem !== undefined) {
            log.problem(problem);
            return 'failed';
          }
        }
        log.lost(port.lost());
      } finally {
        await port.close();
      }
      if (!signal.aborted) log.note('offer-window-closed', { count: answers.size });
    } catch (error) {
      if (!signal.aborted) {
        log.problem(problemOf(error));
        return 'failed';
      }
    }
    if (signal.aborted) {
      log.note('cancelled');
      return 'cancelled';
    }
    return answers.size > 0 ? 'offered' : 'noOffer';
  })();

  const allowed = allowList(store, input);
  const notes = new Map(store.servers(target).map(({ server, note }) => [server, note]));
  const servers = [...answers.values()].map((answer) => describe(deps, answer, allowed, notes));
  const result: FindServersResult = {
    outcome,
    exchange: log.exchange,
    servers,
    differences: differences(servers),
    packets: log.packets(),
    problems: log.problems,
    findings: log.verdict({ ended: outcome !== 'cancelled', allowedServers: [...allowed.keys()] }),
    duration: round(deps.clock.now() - startedAt),
  };
  await log.end(outcome);
  return result;
}

type AllowList = Map<string, { mac?: string | undefined }>;

function allowList(store: DhcpStore, input: Input): AllowList {
  const list: AllowList = new Map(input.allowed.map((server) => [server, {}]));
  for (const { server, mac, allowed } of store.servers(input.interface)) if (allowed) list.set(server, { mac });
  return list;
}

function describe(
  deps: DhcpDeps,
  { frame, message, response, answers }: Answer,
  allowed: AllowList,
  notes: ReadonlyMap<string, string>,
): FoundServer {
  const server = serverOf(frame, message);
  const mac = frame.ethernet?.source;
  const maker = mac === undefined ? undefined : deps.maker(mac);
  const known = allowed.get(server);
  const otherBox = known?.mac !== undefined && mac !== undefined && known.mac !== mac;
  return {
    server,
    address: frame.ipv4?.source ?? server,
    ...(mac === undefined ? {} : { mac }),
    ...(maker === undefined ? {} : { maker }),
    rogue: allowed.size > 0 && (known === undefined || otherBox),
    note: notes.get(server) ?? '',
    offer: leaseOf(message, { mac: message.chaddr, clientIdentifier: new Uint8Array() }, { address: server, mac }),
    options: optionsOf(message),
    response: round(response),
    answers,
  };
}

/** Every option of a message, decoded, by code. */
export function optionsOf(message: DhcpMessage): FoundServer['options'] {
  return message.options
    .map(({ code, bytes }) => {
      const type = optionType(code);
      const { text, faults } = type.decode(bytes);
      return { code, name: type.name, text: faults.length > 0 ? toHex(bytes) : text };
    })
    .sort((a, b) => a.code - b.code);
}

/** Codes of the options that are not the same in all offers, the offered address itself aside. */
export function differences(servers: readonly FoundServer[]): number[] {
  const codes = new Set(servers.flatMap(({ options }) => options.map(({ code }) => code)));
  const values = (code: number) =>
    new Set(servers.map(({ options }) => options.find((option) => option.code === code)?.text ?? ''));
  return [...codes].filter((code) => !ownByNature.has(code) && values(code).size > 1).sort((a, b) => a - b);
}
