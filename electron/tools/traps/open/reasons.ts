import type { SnmpMessage } from '#electron/wire/snmp/message.ts';
import type { PacketFault } from '#shared/model/packet-field.ts';
import type { OpenedNotification } from '../opened-notification.ts';

/**
 * Whether a message is malformed; its reason says where then. Octets behind a message that is whole are told and no more: what the
 * message says stands without them, and every receiver there is takes it.
 */
export function isMalformed(opened: OpenedNotification, bytes: Uint8Array, message: SnmpMessage): boolean {
  const { faults, end } = message;
  if (faults.length === 0) return false;
  const behind = end < bytes.length && faults.length === 1 && faults[0]?.offset === end;
  for (const fault of faults.slice(0, shown)) remark(opened, faultText(fault));
  return !behind;
}

/** The first says it; the others mostly follow from it. */
const shown = 2;

export function faultText({ offset, reason }: PacketFault): string {
  return `octet ${offset}: ${reason}`;
}

/** What is odd and changes nothing. */
export function remark(opened: OpenedNotification, text: string): void {
  opened.reason = opened.reason === undefined ? text : `${opened.reason}; ${text}`;
}

/** Its cause comes before what was remarked. */
export function refuse(opened: OpenedNotification, state: OpenedNotification['state'], cause: string): void {
  opened.state = state;
  opened.reason = opened.reason === undefined ? cause : `${cause}; ${opened.reason}`;
}
