import { PasswordKeys } from '#electron/usm/user-keys.ts';
import { decodeSnmp, type SnmpMessage, snmpVersionNumbers } from '#electron/wire/snmp/message.ts';
import type { Arrival, OpenedNotification, StoredArrival } from '../opened-notification.ts';
import { Communities } from './communities.ts';
import type { CommunityDigests } from './community-digests.ts';
import { communityAnswer } from './inform-answers.ts';
import { readFacts } from './notification-facts.ts';
import type { Admission, OpenerOptions } from './opener-options.ts';
import { OwnSide } from './own-side.ts';
import { isMalformed, refuse } from './reasons.ts';
import type { SeenEngines } from './seen-engines.ts';
import { PastClocks, SenderClocks } from './sender-clocks.ts';
import { TrapUsers } from './trap-users.ts';
import { type Sight, UsmOpener } from './usm-opener.ts';

/** Stretched passwords that outlive a change of the profiles. */
const rememberedPasswords = 4096;

/** Opens notifications of every version and cipher. Never throws for what came; holds secrets, and gives none away. */
export class NotificationOpener {
  readonly #seen: SeenEngines;
  readonly #side: OwnSide;
  readonly #digests: CommunityDigests;
  readonly #passwords = new PasswordKeys(rememberedPasswords);
  readonly #now: Sight;
  #communities: Communities;
  #anyCommunity: boolean;
  #usm: UsmOpener;

  constructor({ engine, seen, digests, now, profiles, settings }: OpenerOptions) {
    const side = new OwnSide(engine, now);
    this.#seen = seen;
    this.#side = side;
    this.#digests = digests;
    this.#now = { clocks: new SenderClocks(seen), ownFault: (told, at) => side.clockFault(told, at), live: true };
    this.#communities = new Communities(profiles, digests);
    this.#anyCommunity = settings.communities === 'any';
    this.#usm = this.#usmFor({ profiles, settings });
  }

  /** From now on these are accepted. */
  admit({ profiles, settings }: Admission): void {
    this.#communities = new Communities(profiles, this.#digests);
    this.#anyCommunity = settings.communities === 'any';
    this.#usm = this.#usmFor({ profiles, settings });
  }

  #usmFor({ profiles, settings }: Admission): UsmOpener {
    const users = new TrapUsers(profiles, this.#passwords);
    return new UsmOpener(users, this.#side, settings.unknownEngines === 'refuse');
  }

  /** A datagram that has just come. The result holds views of its bytes. */
  open(arrival: Arrival): OpenedNotification {
    const message = decodeSnmp(arrival.bytes);
    const { v3 } = message;
    if (v3 !== undefined) return this.#usm.open(arrival, message, v3, this.#now);
    return this.#openCommunity(arrival, message);
  }

  /**
   * Datagrams from storage or a capture, in the order of their arrival: clocks are judged as of then. Nothing is answered. A community that
   * was overwritten is recognised by its digest; one that an earlier version kept without is taken for right, unless it was refused and still
   * would be.
   */
  openAgain(rows: readonly StoredArrival[]): OpenedNotification[] {
    const clocks = new PastClocks(this.#seen);
    const ownFault: Sight['ownFault'] = (told, at) => this.#side.pastClockFault(told, at, clocks.refusedBefore);
    const then: Sight = { clocks, ownFault, live: false };
    return rows.map((row) => {
      const message = decodeSnmp(row.bytes);
      const { v3 } = message;
      clocks.refusedBefore = row.was === 'not-in-time-window';
      if (v3 !== undefined) return this.#usm.open(row, message, v3, then);
      const opened = this.#openCommunity(row, message, row);
      delete opened.answer;
      return opened;
    });
  }

  #openCommunity({ bytes }: Arrival, message: SnmpMessage, stored?: StoredArrival): OpenedNotification {
    const { version, community, pdu } = message;
    const opened: OpenedNotification = { state: 'malformed', stored: true };
    const isV1 = version === snmpVersionNumbers.v1;
    if (isV1) opened.version = '1';
    else if (version === snmpVersionNumbers.v2c) opened.version = '2c';
    const notifies = pdu !== undefined && readFacts(opened, pdu, isV1 ? '1' : '2c');
    const octets = community && bytes.subarray(community.start, community.start + community.length);
    const lost = stored?.masked === true && octets !== undefined && octets.length > 0 && !stored.communityDigest;
    const profile = octets === undefined || lost ? undefined : this.#profileOf(octets, version, stored);
    if (profile !== undefined) opened.profile = profile;
    if (isMalformed(opened, bytes, message) || pdu === undefined || octets === undefined) return opened;
    const isRefused = lost ? stored.was === 'community-refused' : profile === undefined;
    if (isRefused && !this.#anyCommunity) {
      const cause = lost ? 'the community was of no profile, and is not kept' : 'the community is of no profile';
      refuse(opened, 'community-refused', cause);
    } else if (!notifies) {
      opened.state = 'no-notification';
    } else {
      opened.state = 'accepted';
      if (opened.kind === 'inform') {
        opened.answer = () => communityAnswer(isV1 ? 0 : 1, octets, pdu);
      }
    }
    return opened;
  }
  /** `community` as it is in the message: overwritten where it comes out of storage. */
  #profileOf(community: Uint8Array, version: number, stored: StoredArrival | undefined): string | undefined {
    const digest = stored?.communityDigest;
    if (stored?.masked === true && digest) return this.#communities.profileOfDigest(digest, version);
    return this.#communities.profileOf(community, version);
  }
}
