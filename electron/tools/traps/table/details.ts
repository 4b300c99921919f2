import { nameOf } from '#electron/objects/object-names.ts';
import { toVarbind } from '#electron/objects/to-varbind.ts';
import { describeFrame } from '#electron/wire/describe.ts';
import type { SnmpSight } from '#electron/wire/snmp/message-summary.ts';
import type { NotificationDetails } from '#shared/model/notification.ts';
import type { DecodedPacket } from '#shared/model/packet-field.ts';
import { rebuiltDatagram } from '../rebuilt-datagram.ts';
import { stateCodes } from '../row-codes.ts';
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

/** Port 162 stands for the one that is not known of what came out of a capture. */
function describe(row: StoredRow, { objects }: RowNames, keys: EngineKeys): DecodedPacket {
  const sight: SnmpSight = {
    reveal: (message, bytes) => keys.open(message, bytes, row.profile ?? undefined),
    words: (oid, value) => ({
      name: nameOf(objects, oid),
      ...(value === undefined ? {} : { text: toVarbind(objects, oid, value, '').text }),
    }),
  };
  const { bytes, link } = rebuiltDatagram({
    ...row,
    direction: 'received',
    localAddress: row.local_address,
    localPort: row.receiver === 0 ? 162 : row.receiver,
  });
  return describeFrame(bytes, link, sight);
}
