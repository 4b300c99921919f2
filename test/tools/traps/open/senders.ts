import { CommunityDigests } from '#electron/tools/traps/open/community-digests.ts';
import { NotificationOpener } from '#electron/tools/traps/open/notification-opener.ts';
import type { OpenerOptions } from '#electron/tools/traps/open/opener-options.ts';
import type { SeenClock } from '#electron/tools/traps/open/seen-engines.ts';
import type { Arrival, ReceiverProfile, StoredArrival } from '#electron/tools/traps/opened-notification.ts';
import { secureMessage } from '#electron/usm/message-security.ts';
import { userKeys } from '#electron/usm/user-keys.ts';
import type { PduToSend, PduType } from '#electron/wire/snmp/pdu.ts';
import type { SnmpValue } from '#electron/wire/snmp/value.ts';
import type { Credentials } from '#shared/model/snmp-target.ts';
import { hex, varbindsOf } from '#test/wire/snmp/sample-snmp.ts';

export const ownId = hex('80001f8804deadbeef01');
export const senderId = hex('80001f888001020304');
export const digests = new CommunityDigests(new Uint8Array(32));
/** When our engine started, and all arrivals are counted from. */
export const epoch = 1_800_000_000_000;
export const linkDown = '1.3.6.1.6.3.1.1.5.3';
const ifIndex = '1.3.6.1.2.1.2.2.1.1.3';

export function notification(type: PduType, more: { requestId?: number; more?: number } = {}): PduToSend {
  const varbinds: { oid: string; value: SnmpValue }[] = [
    { oid: '1.3.6.1.2.1.1.3.0', value: { type: 'TimeTicks', value: 4711 } },
    { oid: '1.3.6.1.6.3.1.1.4.1.0', value: { type: 'OBJECT IDENTIFIER', value: linkDown } },
    { oid: ifIndex, value: { type: 'INTEGER', value: 3 } },
  ];
  if (more.more !== undefined) {
    varbinds.push({ oid: '1.3.6.1.2.1.1.1.0', value: { type: 'OCTET STRING', value: new Uint8Array(more.more) } });
  }
  return { type, requestId: more.requestId ?? 77, varbinds: varbindsOf(varbinds) };
}

export function profile(id: string, credentials: Credentials): ReceiverProfile {
  return { id, name: id, credentials };
}

export interface TestOpener {
  opener: NotificationOpener;
  /** Engines by their ID in hex. */
  seen: Map<string, SeenClock>;
  open(bytes: Uint8Array, seconds?: number): ReturnType<NotificationOpener['open']>;
}

/** An opener whose engine started at `epoch` with boots 4. */
export function openerFor(profiles: readonly ReceiverProfile[], more: Partial<OpenerOptions> = {}): TestOpener {
  const seen = new Map<string, SeenClock>();
  let now = epoch;
  const opener = new NotificationOpener({
    engine: { id: ownId, boots: 4, startedAt: epoch },
    seen: {
      get: (engine) => seen.get(engine),
      put: (engine, clock) => {
        seen.set(engine, clock);
      },
    },
    digests,
    profiles,
    settings: { communities: 'profiles', unknownEngines: 'accept' },
    now: () => now,
    ...more,
  });
  return {
    opener,
    seen,
    open(bytes, seconds = 0) {
      now = epoch + seconds * 1000;
      return opener.open(arrival(bytes, seconds));
    },
  };
}

export function arrival(bytes: Uint8Array, seconds = 0): Arrival {
  return { bytes, address: '192.0.2.1', port: 50_000, receiver: 162, at: epoch + seconds * 1000 };
}

export function stored(bytes: Uint8Array, seconds = 0, more: Partial<StoredArrival> = {}): StoredArrival {
  return { ...arrival(bytes, seconds), masked: true, ...more };
}

let salt = 1n;

/** A message as a sender makes it: a trap under its own engine, unless it is told another. */
export function message(
  credentials: Omit<Credentials, 'version'>,
  pdu: PduToSend,
  clock: { boots?: number; time?: number; id?: Uint8Array; reportable?: boolean } = {},
): Uint8Array {
  const { id = senderId, boots = 3, time = 1000, reportable = false } = clock;
  return secureMessage(credentials, { id, boots, time }, userKeys(credentials, id), pdu, {
    messageId: 4711,
    salt: salt++,
    reportable,
  });
}
