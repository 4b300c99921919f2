import { findOption } from '#electron/wire/dhcpv4/message.ts';
import type { ServerMessage } from './story.ts';

/** The address that a server gives with the mask that goes with it. */
export interface Grant {
  message: ServerMessage;
  address: number;
  /** Width of the mask; undefined when there is none that could be used. */
  width: number | undefined;
  /** As 32 bits; 0 without a width. */
  mask: number;
}

/**
 * The option is not there and should be. RFC 2131 section 4.3.1: servers give what was asked for; what was not asked for
 * cannot be missed, nor what may have been in a part of the message that was cut off.
 */
export function isMissing({ answers, dhcp, whole }: ServerMessage, code: number): boolean {
  if (!whole || findOption(dhcp, code) !== undefined) return false;
  const list = answers === undefined ? undefined : findOption(answers.dhcp, 55);
  return list === undefined || list.includes(code);
}
