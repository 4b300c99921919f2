import type { Datagram } from '#electron/net/udp/datagram-io.ts';
import { openMessage } from '#electron/usm/message-security.ts';
import { decodeSnmp, type SnmpMessage } from '#electron/wire/snmp/message.ts';
import { reportName } from '#electron/wire/snmp/names.ts';
import type { Pdu } from '#electron/wire/snmp/pdu.ts';
import type { PacketPart } from '#shared/model/packet-event.ts';
import { type ProblemCode, ProblemError } from '#shared/problem/problem.ts';
import { agentKey } from './agent.ts';
import type { Engine, Engines } from './engines.ts';
import type { KeyRing } from './key-ring.ts';
import type { Pending } from './request.ts';

export interface ReceiverNeeds {
  engines: Engines;
  keys: KeyRing;
  /** The request begins anew, with what is known of the agent now. */
  retransmit(pending: Pending): void;
  record(pending: Pending, datagram: Datagram, ignored?: PacketPart['ignored']): void;
}

/** Ended requests whose late answers are still told from those of nobody. */
const rememberedIds = 1024;
const versionNumbers = { '1': 0, '2c': 1, '3': 3 } as const;

/** Finds the request that a datagram answers and settles it, or notes what the datagram was instead. Never throws. */
export class Receiver {
  readonly #needs: ReceiverNeeds;
  readonly #pending = new Map<number, Pending>();
  readonly #ended = new Map<number, Pending>();

  constructor(needs: ReceiverNeeds) {
    this.#needs = needs;
  }

  expect(pending: Pending, id: number): void {
    pending.flight.addId(id);
    this.#pending.set(id, pending);
  }

  isExpected(id: number): boolean {
    return this.#pending.has(id);
  }

  finished(pending: Pending): void {
    const { firstId, moreIds } = pending.flight;
    if (firstId !== 0) this.#forget(pending, firstId);
    if (moreIds !== undefined) for (const id of moreIds) this.#forget(pending, id);
    while (this.#ended.size > rememberedIds) {
      const oldest = this.#ended.keys().next();
      if (oldest.done) break;
      this.#ended.delete(oldest.value);
    }
  }

  #forget(pending: Pending, id: number): void {
    this.#pending.delete(id);
    if (pending.options.log !== undefined) this.#ended.set(id, pending);
  }

  /** `active`: the requests under way, to which what names none of them may still belong by its sender. */
  receive(datagram: Datagram, active: Iterable<Pending>): void {
    const message = decodeSnmp(datagram.bytes);
    const id = message.v3?.messageId ?? message.pdu?.requestId;
    const pending = id === undefined ? undefined : this.#pending.get(id);
    if (pending === undefined) {
      this.#stray(datagram, message, id, active);
      return;
    }
    const { agent } = pending;
    if (datagram.address !== agent.address || datagram.port !== agent.port) {
      pending.evidence.elsewhere = `${datagram.address} port ${datagram.port}`;
      this.#needs.record(pending, datagram, 'other-address');
      return;
    }
    if (message.version !== versionNumbers[agent.credentials.version]) {
      pending.evidence.otherVersion = message.version;
      this.#needs.record(pending, datagram, 'other-version');
      return;
    }
    const { faults, end } = message;
    const fault = faults.length === 0 ? undefined : faults.find(({ offset }) => offset < end);
    if (fault !== undefined) {
      this.#malformed(pending, datagram, fault);
      return;
    }
    if (message.v3 === undefined) this.#answered(pending, datagram, message.pdu);
    else this.#receiveV3(pending, datagram, message);
  }

  #answered(pending: Pending, datagram: Datagram, pdu: Pdu | undefined): void {
    if (pdu === undefined || pdu.type !== 'Response') {
      this.#malformed(pending, datagram, {
        offset: pdu?.start ?? 0,
        reason: `${pdu?.type ?? 'no PDU'} in place of a response`,
      });
      return;
    }
    const { flight } = pending;
    if (pdu.requestId !== flight.requestId) {
      pending.evidence.otherRequest = pdu.requestId;
      this.#needs.record(pending, datagram, 'other-transaction');
      return;
    }
    this.#needs.record(pending, datagram);
    const { at } = datagram;
    const { attempts, sentAt, turn } = flight;
    pending.settle({ pdu, at, roundTrip: at - sentAt, retries: attempts - 1, turn });
  }

  #receiveV3(pending: Pending, datagram: Datagram, message: SnmpMessage): void {
    const { agent } = pending;
    const usm = message.v3?.usm;
    const engine = this.#needs.engines.get(agentKey(agent));
    if (usm === undefined) {
      this.#malformed(pending, datagram, {
        offset: message.start,
        reason: 'no parameters of the user-based security model',
      });
      return;
    }
    if (engine === undefined) {
      this.#discovered(pending, datagram, message);
      return;
    }
    const keys = this.#needs.keys.keysFor(agent, engine);
    const opened = openMessage(datagram.bytes, message, keys);
    if (opened.state === 'malformed') {
      this.#malformed(pending, datagram, opened.fault);
      return;
    }
    if (opened.state !== 'ok') {
      if (opened.state === 'unauthentic') pending.evidence.unauthentic = true;
      else pending.evidence.notDecryptable = true;
      this.#needs.record(pending, datagram, 'unauthentic');
      return;
    }
    if (opened.pdu.type === 'Report') {
      this.#needs.record(pending, datagram);
      this.#reported(pending, engine, message, opened.pdu, opened.authentic);
      return;
    }
    // RFC 3412 section 7.2 step 12: an answer comes at the security level of its request.
    const asSecure =
      (keys.auth === undefined || opened.authentic) && (keys.priv === undefined || message.v3?.priv === true);
    if (!asSecure) {
      pending.evidence.unauthentic = true;
      this.#needs.record(pending, datagram, 'unauthentic');
      return;
    }
    if (opened.authentic) {
      const turn = this.#needs.engines.heard(engine, usm.boots, usm.time);
      if (turn !== undefined) pending.flight.turn = turn;
    }
    this.#answered(pending, datagram, opened.pdu);
  }

  /** The first report of an agent not asked before: it tells its engine (RFC 3414 section 4). */
  #discovered(pending: Pending, datagram: Datagram, { v3, pdu, start }: SnmpMessage): void {
    const usm = v3?.usm;
    // RFC 3411 section 5: 5 to 32 octets; shorter ones have been seen and do no harm.
    if (usm === undefined || usm.engineId.length === 0 || usm.engineId.length > 32) {
      this.#malformed(pending, datagram, {
        offset: start,
        reason: `an engine ID of ${usm?.engineId.length ?? 0} bytes`,
      });
      return;
    }
    this.#needs.record(pending, datagram);
    const { engine } = this.#needs.engines.found(agentKey(pending.agent), usm.engineId, usm.boots, usm.time);
    pending.options.log?.note('snmp-discovered', { engine: engine.hex, boots: engine.boots, time: engine.time });
    if (pending.discoverOnly && pdu !== undefined) {
      const { flight } = pending;
      pending.settle({ pdu, at: datagram.at, roundTrip: datagram.at - flight.sentAt, retries: flight.attempts - 1 });
      return;
    }
    this.#again(pending);
  }

  #reported(pending: Pending, engine: Engine, message: SnmpMessage, pdu: Pdu, authentic: boolean): void {
    const report = reportOf(pdu);
    const usm = message.v3?.usm;
    const log = pending.options.log;
    if (report === 'usmStatsNotInTimeWindows' && authentic && !pending.flight.resynchronised && usm !== undefined) {
      pending.flight.resynchronised = true;
      const turn = this.#needs.engines.heard(engine, usm.boots, usm.time);
      if (turn !== undefined) pending.flight.turn = turn;
      log?.note('snmp-resynchronised', { boots: usm.boots, time: usm.time });
      this.#again(pending);
      return;
    }
    const isNew = usm !== undefined && usm.engineId.length > 0 && usm.engineId.length <= 32;
    if (report === 'usmStatsUnknownEngineIDs' && !pending.flight.rediscovered && isNew) {
      pending.flight.rediscovered = true;
      const { turn } = this.#needs.engines.found(agentKey(pending.agent), usm.engineId, usm.boots, usm.time);
      if (turn?.kind === 'engine-changed') {
        pending.flight.turn = turn;
        log?.note('snmp-engine-changed', { before: turn.before, after: turn.after });
      }
      this.#again(pending);
      return;
    }
    pending.settle(reportProblem(pending, engine, report));
  }

  #again(pending: Pending): void {
    pending.flight.attempts = 0;
    this.#needs.retransmit(pending);
  }

  #malformed(pending: Pending, datagram: Datagram, fault: { offset: number; reason: string }): void {
    const expected = declaredLength(datagram.bytes);
    if (expected !== undefined && expected > datagram.bytes.length) {
      pending.evidence.truncated = { expected, length: datagram.bytes.length };
    } else pending.evidence.malformed ??= fault;
    this.#needs.record(pending, datagram, 'malformed');
  }

  /** A datagram that names no open request: late, a copy, for another request, or no SNMP at all. */
  #stray(datagram: Datagram, message: SnmpMessage, id: number | undefined, active: Iterable<Pending>): void {
    const ended = id === undefined ? undefined : this.#ended.get(id);
    if (ended !== undefined) {
      this.#needs.record(ended, datagram, 'duplicate');
      return;
    }
    for (const pending of active) {
      if (pending.agent.address !== datagram.address || pending.agent.port !== datagram.port) continue;
      const version = versionNumbers[pending.agent.credentials.version];
      const [fault] = message.faults;
      if (id === undefined || fault !== undefined) {
        this.#malformed(pending, datagram, fault ?? { offset: 0, reason: 'no SNMP message' });
      } else if (message.version !== version) {
        pending.evidence.otherVersion = message.version;
        this.#needs.record(pending, datagram, 'other-version');
      } else {
        pending.evidence.otherRequest = id;
        this.#needs.record(pending, datagram, 'other-transaction');
      }
      return;
    }
  }
}

const problemOfReport: Readonly<Record<string, ProblemCode>> = {
  usmStatsUnsupportedSecLevels: 'snmp-unsupported-level',
  usmStatsNotInTimeWindows: 'snmp-not-in-time-window',
  usmStatsUnknownUserNames: 'snmp-unknown-user',
  usmStatsUnknownEngineIDs: 'snmp-unknown-engine',
  usmStatsWrongDigests: 'snmp-wrong-digest',
  usmStatsDecryptionErrors: 'snmp-decryption-error',
  snmpUnavailableContexts: 'snmp-unknown-context',
  snmpUnknownContexts: 'snmp-unknown-context',
};

function reportProblem({ agent }: Pending, engine: Engine, report: string): ProblemError {
  const { address, port, credentials } = agent;
  const { user = '', context, auth, priv } = credentials;
  const level = priv !== undefined ? 'authPriv' : auth !== undefined ? 'authNoPriv' : 'noAuthNoPriv';
  const { hex, boots, time } = engine;
  return new ProblemError(
    problemOfReport[report] ?? 'snmp-report-unknown',
    {
      ...{ address, port, user, level, engine: hex, boots, time, report },
      ...(context === undefined || context === '' ? {} : { context }),
    },
    report,
  );
}

/** Name of the counter that a report is about; its OID where nobody knows it. */
function reportOf({ varbinds }: Pdu): string {
  if (varbinds.count === 0) return 'empty';
  const oid = varbinds.oid(0);
  return reportName(oid) ?? oid;
}

/** Length of a datagram by its own outermost header; undefined where it has none. */
function declaredLength(bytes: Uint8Array): number | undefined {
  const first = bytes[1] ?? 0;
  if (bytes[0] !== 0x30 || bytes.length < 2) return undefined;
  if (first < 0x80) return first + 2;
  const size = first & 0x7f;
  if (size === 0 || size > 4 || bytes.length < 2 + size) return undefined;
  let length = 0;
  for (let i = 0; i < size; i++) length = length * 256 + (bytes[2 + i] ?? 0);
  return length + 2 + size;
}
