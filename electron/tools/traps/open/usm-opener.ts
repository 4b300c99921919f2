import { verify } from '#electron/usm/authentication.ts';
import { decryptScoped } from '#electron/usm/message-security.ts';
import type { AuthKey } from '#electron/usm/protocols.ts';
import type { UserKeys } from '#electron/usm/user-keys.ts';
import { decodeScopedPdu, type ScopedPdu, type SnmpMessage, type V3Fields } from '#electron/wire/snmp/message.ts';
import type { Pdu } from '#electron/wire/snmp/pdu.ts';
import { type UsmParameters, usmSecurityModel } from '#electron/wire/snmp/usm.ts';
import type { SecurityLevel } from '#shared/model/notification.ts';
import type { PacketFault } from '#shared/model/packet-field.ts';
import type { Arrival, OpenedNotification } from '../opened-notification.ts';
import { readFacts } from './notification-facts.ts';
import type { OwnSide } from './own-side.ts';
import { faultText, isMalformed, refuse, remark } from './reasons.ts';
import type { UsmCounter } from './reports.ts';
import type { ClockJudge, ToldClock } from './sender-clocks.ts';
import { octetsShown } from './shown-octets.ts';
import { type Grant, type KeyedWay, type TrapUser, type TrapUsers, toFront } from './trap-users.ts';

/** Octets of an engine ID and of a user name, at most (RFC 3411 section 5, RFC 3414 section 2.4). */
const longestName = 32;
/** RFC 3411 section 5, SnmpSecurityModel; RFC 5591. */
const securityModels = ['any', 'SNMPv1', 'SNMPv2c', 'USM', 'TSM'];

/** How messages are judged: as they come, or later as of their arrival. */
export interface Sight {
  clocks: ClockJudge;
  /** Why a message under our engine is out of time. */
  ownFault(told: ToldClock, at: number): string | undefined;
  /** Senders wait for reports and answers. */
  live: boolean;
}

/** A message on its way through RFC 3414 section 3.2. */
interface Passage {
  arrival: Arrival;
  message: SnmpMessage;
  v3: V3Fields;
  usm: UsmParameters;
  opened: OpenedNotification;
  /** Its authoritative engine is ours. */
  own: boolean;
  sight: Sight;
}

/** Opens messages of SNMPv3 with USM (RFC 3412 section 7.2, RFC 3414 section 3.2). */
export class UsmOpener {
  readonly #users: TrapUsers;
  readonly #side: OwnSide;
  readonly #refusesEngines: boolean;

  constructor(users: TrapUsers, side: OwnSide, refusesEngines: boolean) {
    this.#users = users;
    this.#side = side;
    this.#refusesEngines = refusesEngines;
  }

  open(arrival: Arrival, message: SnmpMessage, v3: V3Fields, sight: Sight): OpenedNotification {
    const { usm, securityModel } = v3;
    const opened: OpenedNotification = { state: 'malformed', version: '3', level: levelOf(v3), stored: true };
    if (usm !== undefined) {
      opened.user = octetsShown(usm.user, longestName);
      opened.engine = hexOf(usm.engineId);
    } else if (securityModel !== usmSecurityModel && (securityModel !== 0 || message.faults.length === 0)) {
      opened.state = 'unknown-security-model';
      opened.reason = `security model ${securityModel} (${securityModels[securityModel] ?? 'unknown'}) is not USM (${usmSecurityModel})`;
    }
    // What is in clear is worth having, whoever sent it.
    const { context } = v3;
    if (context !== undefined && context.name.length > 0) opened.context = octetsShown(context.name, longestName);
    const notifies = message.pdu === undefined ? undefined : readFacts(opened, message.pdu, '3');
    if (usm === undefined) {
      if (opened.state === 'malformed') isMalformed(opened, arrival.bytes, message);
      return opened;
    }
    if (isMalformed(opened, arrival.bytes, message)) return opened;
    const own = this.#side.is(usm.engineId);
    const passage: Passage = { arrival, message, v3, usm, opened, own, sight };
    if (sight.live && v3.reportable && !own) this.#forAnotherEngine(passage, notifies);
    else this.#secure(passage, notifies);
    return opened;
  }

  /**
   * Whoever wants a report believes the receiver to be authoritative, and must learn which engine that is (RFC 3414 section 3.2 step 3).
   * Traps under the sender's own engine that set the flag by mistake are taken.
   */
  #forAnotherEngine(passage: Passage, notifies: boolean | undefined): void {
    const { opened, usm, message } = passage;
    if (usm.engineId.length === 0) {
      refuse(opened, 'engine-refused', 'asks for our engine ID');
      opened.stored = false;
    } else {
      this.#secure(passage, notifies);
      if (opened.state === 'accepted' && opened.kind === 'trap') {
        remark(opened, 'a trap that asks for reports');
        return;
      }
      if (opened.state === 'accepted') refuse(opened, 'engine-refused', 'an inform that is not under our engine');
      remark(opened, 'the sender was told our engine ID');
    }
    this.#side.count('usmStatsUnknownEngineIDs');
    opened.report = this.#side.report('usmStatsUnknownEngineIDs', message);
  }

  /** Steps 4 and 5: the user, and whether he can have sent at this level. */
  #secure(passage: Passage, notifies: boolean | undefined): void {
    const { opened, usm } = passage;
    const { length } = usm.engineId;
    const name = Buffer.from(usm.user.buffer, usm.user.byteOffset, usm.user.length).toString('latin1');
    const user = this.#users.named(name);
    if (length === 0 || length > longestName) {
      refuse(opened, 'engine-refused', `an engine ID of ${length} octets, must have 5 to ${longestName}`);
    } else if (user === undefined) {
      this.#fail(passage, 'unknown-user', 'usmStatsUnknownUserNames', 'no profile has this user');
    } else if (opened.level === 'noAuthNoPriv') {
      this.#unprotected(passage, user.open[0], notifies);
    } else if (user.ways.length === 0 || (opened.level === 'authPriv' && !user.decrypts)) {
      const reason = `no profile of the user has a key of ${user.ways.length === 0 ? 'authentication' : 'privacy'}`;
      this.#fail(passage, 'level-unsupported', 'usmStatsUnsupportedSecLevels', reason);
    } else {
      this.#authentic(passage, user, name, notifies);
    }
  }

  /** Step 6, and with its key the steps behind it. */
  #authentic(passage: Passage, user: TrapUser, name: string, notifies: boolean | undefined): void {
    const { opened, usm, message, v3 } = passage;
    const engine = opened.engine ?? '';
    const ways = this.#users.keysAt(user, name, engine, usm.engineId);
    const way = ways.find(({ auth }) => isSignedWith(auth, passage));
    if (way === undefined) {
      const reason = `octet ${usm.auth.start}: the digest fits no key of the user, ${ways.length} tried`;
      this.#fail(passage, 'wrong-digest', 'usmStatsWrongDigests', reason);
      return;
    }
    this.#users.remember(ways, way, name, engine);
    if (!this.#isInTime(passage, engine, way)) return;
    if (opened.level === 'authPriv') {
      this.#decrypt(passage, way);
      return;
    }
    const grant = way.grants.find(({ level }) => level !== 'authPriv');
    if (grant === undefined) {
      refuse(opened, 'level-too-low', 'the message is not encrypted, each profile with its key asks for that');
    } else {
      this.#accept(passage, grant, message.pdu, v3.context, { auth: way.auth }, notifies);
    }
  }

  #unprotected(passage: Passage, grant: Grant | undefined, notifies: boolean | undefined): void {
    const { opened, own, sight, message, v3 } = passage;
    if (grant === undefined) {
      refuse(opened, 'level-too-low', 'the message is not authenticated, each profile of the user asks for that');
    } else if (!own && this.#refusesEngines && !sight.clocks.knows(opened.engine ?? '')) {
      refuse(opened, 'engine-refused', 'nothing authentic has come from this engine');
    } else {
      this.#accept(passage, grant, message.pdu, v3.context, {}, notifies);
    }
  }

  /** Steps 7a and 7b; before them, whether the engine may be new. */
  #isInTime(passage: Passage, engine: string, { auth }: KeyedWay): boolean {
    const { opened, own, usm, sight, arrival } = passage;
    if (!own && this.#refusesEngines && !sight.clocks.knows(engine)) {
      refuse(opened, 'engine-refused', 'the engine is new, though the key of the user fits');
      return false;
    }
    const fault = own ? sight.ownFault(usm, arrival.at) : sight.clocks.fault(engine, usm, arrival.at);
    if (fault === undefined) return true;
    this.#fail(passage, 'not-in-time-window', 'usmStatsNotInTimeWindows', fault, auth);
    // A sender that asks for our time says zero; its notification comes again (RFC 3414 section 4).
    if (opened.report !== undefined) opened.stored = usm.boots !== 0 || usm.time !== 0;
    return false;
  }

  /** Step 8. Of several profiles with one key of authentication, the one whose cipher makes sense of it. */
  #decrypt(passage: Passage, way: KeyedWay): void {
    const {
      arrival: { bytes },
      message,
      usm,
      opened,
    } = passage;
    let tried = 0;
    let faulty: { grant: Grant; scoped: ScopedPdu; fault: PacketFault } | undefined;
    for (const grant of way.grants) {
      const priv = this.#users.privKey(way, grant, usm.engineId);
      if (priv === undefined) continue;
      tried++;
      const plain = decryptScoped(bytes, message, { priv });
      if (plain === undefined) continue;
      const faults: PacketFault[] = [];
      const scoped = decodeScopedPdu(plain, 0, plain.length, faults);
      // Without a checksum of its own, what makes no sense is what a wrong key gives.
      if (scoped?.pdu === undefined) continue;
      const [fault] = faults;
      if (fault !== undefined) {
        faulty ??= { grant, scoped, fault };
        continue;
      }
      toFront(way.grants, grant);
      const notifies = this.#readScoped(opened, scoped);
      this.#accept(passage, grant, scoped.pdu, scoped, { auth: way.auth, priv }, notifies);
      return;
    }
    const at = passage.v3.encrypted?.start ?? 0;
    if (faulty !== undefined) {
      opened.profile = faulty.grant.profile;
      this.#readScoped(opened, faulty.scoped);
      refuse(opened, 'malformed', `decrypted from octet ${at}, ${faultText(faulty.fault)}`);
    } else if (tried === 0) {
      const reason = 'the profile whose key of authentication fits has no key of privacy';
      this.#fail(passage, 'level-unsupported', 'usmStatsUnsupportedSecLevels', reason);
    } else {
      const reason = `octet ${at}: no key of privacy makes a PDU of it, ${tried} tried`;
      this.#fail(passage, 'decryption-failed', 'usmStatsDecryptionErrors', reason);
    }
  }

  #readScoped(opened: OpenedNotification, { name, pdu }: ScopedPdu): boolean {
    if (name.length > 0) opened.context = octetsShown(name, longestName);
    return pdu !== undefined && readFacts(opened, pdu, '3');
  }

  #accept(
    { opened, own, sight, v3, usm }: Passage,
    grant: Grant,
    pdu: Pdu | undefined,
    context: V3Fields['context'],
    keys: UserKeys,
    notifies: boolean | undefined,
  ): void {
    opened.profile = grant.profile;
    opened.state = notifies === true ? 'accepted' : 'no-notification';
    if (notifies !== true || opened.kind !== 'inform' || !sight.live || pdu === undefined || context === undefined) {
      return;
    }
    if (!own) {
      if (!v3.reportable) remark(opened, 'an inform under the engine of its sender, which is not answered');
      return;
    }
    const { messageId, maxSize } = v3;
    const inform = { messageId, maxSize, user: usm.user, context, pdu };
    opened.answer = () => this.#side.answer(inform, keys);
  }

  /** Counts it, and tells a sender that asked for it and takes us for authoritative. */
  #fail(
    { opened, own, sight, v3, message }: Passage,
    state: OpenedNotification['state'],
    counter: UsmCounter,
    reason: string,
    auth?: AuthKey,
  ): void {
    refuse(opened, state, reason);
    if (!sight.live) return;
    this.#side.count(counter);
    if (own && v3.reportable) opened.report = this.#side.report(counter, message, auth);
  }
}

function levelOf({ auth, priv }: V3Fields): SecurityLevel {
  return priv ? 'authPriv' : auth ? 'authNoPriv' : 'noAuthNoPriv';
}

/** The MAC is over the message alone, not over what may stand behind it. */
function isSignedWith(auth: AuthKey, { arrival: { bytes }, message: { end }, usm }: Passage): boolean {
  return verify(auth, end === bytes.length ? bytes : bytes.subarray(0, end), usm.auth.start, usm.auth.length);
}

function hexOf({ buffer, byteOffset, length }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, Math.min(length, longestName)).toString('hex');
}
