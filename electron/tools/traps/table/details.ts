import { nameOf } from '#electron/objects/object-names.ts';
import { toVarbind } from '#electron/objects/to-varbind.ts';
import { describeFrame } from '#electron/wire/describe.ts';
import { buildIpv4Datagram, buildIpv6Datagram } from '#electron/wire/frame.ts';
import type { SnmpSight } from '#electron/wire/snmp/message-summary.ts';
import type { NotificationDetails } from '#shared/model/notification.ts';
import type { DecodedPacket } from '#shared/model/packet-field.ts';
import { stateCodes } from '../row-codes.ts';
import { addressOctets } from '../rules/address-prefix.ts';
import type { EngineKeys } from './engine-keys.ts';
import { type StoredPdus, tellingVarbinds } from './stored-pdus.ts';
import { given, type RowNames, type StoredRow, toRow } from './stored-rows.ts';
import { varbindAt } from './varbind-at.ts';

/** Varbinds that are shown. */
const mostVarbinds = 2000;

export function toDetails(row: StoredRow, names: RowNames, pdus: StoredPdus, keys: EngineKeys): NotificationDetails {
  const pdu = pdus.of(row.bytes, row.profile);
  const places = pdu === undefined ? [] : [...tellingVarbinds(pdu)].slice(0, mostVarbinds);
  const trap = pdu?.trap;
  return {
    ...toRow(row, names, pdus),
    ...given('localAddress', row.local_address),
    ...given('uptime', row.uptime),
    ...given('context', row.context),
    ...given('profile', row.profile),
    varbinds: pdu === undefined ? [] : places.map((place) => varbindAt(names.objects, pdu.varbinds, place)),
    ...given(
      'v1',
      trap && {
        enterprise: trap.enterprise,
        agentAddress: trap.agentAddress,
        generic: trap.generic,
        specific: trap.specific,
      },
    ),
    ...given('reason', stateCodes.word(row.state) === 'pending' ? undefined : row.reason),
    ...given('rule', row.rule),
    packet: describe(row, names, keys),
  };
}

/** Where our address is not known, the unspecified one stands for it. So does port 162 for one that came out of a capture. */
function describe(row: StoredRow, { objects }: RowNames, keys: EngineKeys): DecodedPacket {
  const sight: SnmpSight = {
    reveal: (message, bytes) => keys.open(message, bytes, row.profile ?? undefined),
    words: (oid, value) => ({
      name: nameOf(objects, oid),
      ...(value === undefined ? {} : { text: toVarbind(objects, oid, value, '').text }),
    }),
  };
  const isIpv4 = addressOctets(row.address)?.length === 4;
  const unspecified = isIpv4 ? '0.0.0.0' : '::';
  const datagram = (isIpv4 ? buildIpv4Datagram : buildIpv6Datagram)({
    sourceAddress: bare(row.address),
    destinationAddress: bare(row.local_address ?? unspecified),
    sourcePort: row.port,
    destinationPort: row.receiver === 0 ? 162 : row.receiver,
    payload: row.bytes,
  });
  return describeFrame(datagram, isIpv4 ? 'ipv4' : 'ipv6', sight);
}

/** Without a zone; of IPv4 also where it is written as one of IPv6. */
function bare(address: string): string {
  const octets = addressOctets(address);
  return octets?.length === 4 ? octets.join('.') : address.replace(/%.*$/, '');
}
