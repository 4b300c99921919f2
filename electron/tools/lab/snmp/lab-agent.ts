import type { LoopbackPort, OpenLoopbackPort } from '#electron/net/udp/loopback-port.ts';
import { oidText } from '#electron/wire/ber/oid.ts';
import { decodeSnmp } from '#electron/wire/snmp/message.ts';
import type { SnmpValue } from '#electron/wire/snmp/value.ts';
import { answerRequest, type LabDevice, type LabRequest, type LabVarbind } from './answer-request.ts';
import { octetsOf } from './lab-objects.ts';
import { communities, libraryUsers, writers } from './lab-users.ts';
import type { LibraryAgent, LibraryMessage, LibraryVarbind, NetSnmp } from './net-snmp-library.ts';
import { type LabEngine, SecurityReports } from './security-reports.ts';
import { errors } from './write-checks.ts';

/** Tags of RFC 2578 section 7.1 as net-snmp names types. */
const tags = {
  INTEGER: 2,
  'OCTET STRING': 4,
  NULL: 5,
  'OBJECT IDENTIFIER': 6,
  IpAddress: 64,
  Counter32: 65,
  Gauge32: 66,
  TimeTicks: 67,
  Opaque: 68,
  Counter64: 70,
  noSuchObject: 128,
  noSuchInstance: 129,
  endOfMibView: 130,
} as const;

/** Octets of the largest answer, and of what is around its varbinds at most. */
const maxSize = 65_000;
const envelope = 300;
const decryptionFailed = 'Failed to decrypt PDU';

/**
 * Puts a simulated device on a loopback port. Messages, communities and the security of v3 are npm net-snmp's agent, so that somebody
 * else's code judges ours; which objects there are and what a request makes of them is `answerRequest`, because the library's own tree
 * answers GetBulk wrongly, never ends for a large max-repetitions, and half carries out a SET that fails.
 */
export async function startLabAgent(options: {
  library: NetSnmp;
  device: LabDevice;
  engine: LabEngine;
  openPort: OpenLoopbackPort;
}): Promise<LoopbackPort> {
  const { library, device, engine } = options;
  const users = libraryUsers(library);
  const reports = new SecurityReports(library, engine, users);
  let handle: (bytes: Buffer, from: { address: string; port: number }) => void = () => {};
  /** What the library says of a message that it does not take. */
  const refusals: string[] = [];
  const port = await options.openPort((bytes, from) => {
    const datagram = Buffer.from(bytes);
    try {
      const checked = reports.check(datagram);
      if (checked === 'pass') {
        refusals.length = 0;
        handle(datagram, from);
        if (refusals.some((refusal) => refusal.startsWith(decryptionFailed)))
          send(reports.report(decodeSnmp(bytes), 'decryptionErrors'), from);
      } else send(checked, from);
    } catch {
      // What the library cannot read or write stays without an answer.
    }
  });
  const send = (bytes: Uint8Array | undefined, from: { port: number }) => {
    if (bytes !== undefined) port.send(bytes, from.port);
  };
  const socket = {
    on: (event: string, listener: typeof handle) => {
      if (event === 'message') handle = listener;
    },
    bind: () => {},
    send: (bytes: Buffer, offset: number, length: number, to: number) =>
      port.send(bytes.subarray(offset, offset + length), to),
  };
  const agent = library.createAgent(
    { dgramModule: { createSocket: () => socket }, engineID: engine.id.toString('hex') },
    (error) => {
      if (error !== null) refusals.push(error.message);
    },
  );
  for (const community of communities) agent.getAuthorizer().addCommunity(community);
  for (const user of users) agent.getAuthorizer().addUser(user);
  answerWith(agent, device);
  return port;
}

function answerWith(agent: LibraryAgent, device: LabDevice): void {
  const answerTo =
    (kind: LabRequest['kind']): LibraryAgent['getRequest'] =>
    (socket, message, from) => {
      const { pdu, version } = message;
      const limit = Math.min(message.msgGlobalData?.msgMaxSize ?? maxSize, maxSize);
      const answer = answerRequest(
        {
          kind,
          v1: version === 0,
          varbinds: pdu.varbinds.map(fromLibrary),
          nonRepeaters: pdu.nonRepeaters ?? 0,
          maxRepetitions: pdu.maxRepetitions ?? 0,
          writes: writers.has(message.user?.name ?? message.community ?? ''),
          room: limit - envelope,
        },
        device,
      );
      const asked = pdu.varbinds.map(writable);
      const response = pdu.getResponsePduForRequest();
      response.varbinds = answer.error === 0 ? answer.varbinds.map(toLibrary) : asked;
      response.errorStatus = answer.error;
      response.errorIndex = answer.place;
      const size = sizeOf(message, response);
      if (size === undefined || size > limit) {
        response.varbinds = version === 0 && size !== undefined ? asked : [];
        response.errorStatus = size === undefined ? errors.genErr : errors.tooBig;
        response.errorIndex = 0;
      }
      agent.sendResponse(socket, from, message, response);
    };
  agent.getRequest = answerTo('get');
  agent.getNextRequest = answerTo('next');
  agent.getBulkRequest = (socket, message, from) => {
    // RFC 3416 section 4.2.3: there is no GetBulk in v1.
    if (message.version !== 0) answerTo('bulk')(socket, message, from);
  };
  agent.setRequest = answerTo('set');
}

/** Octets of a message; undefined when the library cannot write it: an OID of less than four arcs, say. */
function sizeOf(message: LibraryMessage, response: LibraryMessage['pdu']): number | undefined {
  try {
    return message.createResponseForRequest(response).toBuffer().length;
  } catch {
    return undefined;
  }
}

/** The library fails on an empty Buffer. */
function writable(varbind: LibraryVarbind): LibraryVarbind {
  return Buffer.isBuffer(varbind.value) && varbind.value.length === 0 ? { ...varbind, value: '' } : varbind;
}

function fromLibrary({ oid, type, value }: LibraryVarbind): LabVarbind {
  return { oid: octetsOf(oid), value: valueFromLibrary(type, value) };
}

function valueFromLibrary(type: number, value: LibraryVarbind['value']): SnmpValue {
  if (type === tags.INTEGER && typeof value === 'number') return { type: 'INTEGER', value };
  if (type === tags['OCTET STRING'] && Buffer.isBuffer(value)) return { type: 'OCTET STRING', value };
  if (type === tags['OBJECT IDENTIFIER'] && typeof value === 'string') return { type: 'OBJECT IDENTIFIER', value };
  if (type === tags.IpAddress && typeof value === 'string') return { type: 'IpAddress', value };
  if (type === tags.Counter32 && typeof value === 'number') return { type: 'Counter32', value };
  if (type === tags.Gauge32 && typeof value === 'number') return { type: 'Gauge32', value };
  if (type === tags.TimeTicks && typeof value === 'number') return { type: 'TimeTicks', value };
  return { type: 'NULL' };
}

function toLibrary({ oid, value }: LabVarbind): LibraryVarbind {
  return writable({ oid: oidText(oid, 0, oid.length), ...valueToLibrary(value) });
}

function valueToLibrary(value: SnmpValue): Omit<LibraryVarbind, 'oid'> {
  switch (value.type) {
    case 'OCTET STRING':
      return { type: tags[value.type], value: Buffer.from(value.value) };
    case 'Counter64':
      return { type: tags.Counter64, value: counter64(value.value) };
    case 'INTEGER':
    case 'Counter32':
    case 'Gauge32':
    case 'TimeTicks':
    case 'OBJECT IDENTIFIER':
    case 'IpAddress':
      return { type: tags[value.type], value: value.value };
    case 'noSuchObject':
    case 'noSuchInstance':
    case 'endOfMibView':
      return { type: tags[value.type], value: null };
    default:
      return { type: tags.NULL, value: null };
  }
}

/** Content octets of an INTEGER, as few as there may be. */
function counter64(value: bigint): Buffer {
  const hex = value.toString(16);
  const octets = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  return (octets[0] ?? 0) < 0x80 ? octets : Buffer.concat([Buffer.of(0), octets]);
}
