import type { NetworkInterface } from '#shared/contract/interfaces.ts';
import type { LabSegment } from '#shared/contract/lab.ts';
import { m } from '#shared/messages/compiled/messages.js';
import { getLocale } from '#shared/messages/compiled/runtime.js';
import type { DhcpVerb, Lease } from '#shared/model/dhcp-exchange.ts';
import { dhcpOptionNames } from '#shared/model/dhcp-option-names.ts';
import type { DhcpProfile } from '#shared/model/dhcp-profile.ts';
import { fromHex, toHex } from '#shared/model/hex.ts';
import { prefixLength } from '#shared/model/ip-address.ts';
import { parseMac } from '#shared/model/mac-address.ts';
import { printSpan } from '../../ui/packet-times.ts';
import type { FieldFault } from './handshake-draft.ts';

const outcomeWords: Record<string, (() => string) | undefined> = {
  bound: m.dhcp_outcome_bound,
  nak: m.dhcp_outcome_nak,
  noOffer: m.dhcp_outcome_noOffer,
  noAck: m.dhcp_outcome_noAck,
  failed: m.dhcp_outcome_failed,
  offered: m.dhcp_outcome_offered,
  released: m.dhcp_outcome_released,
  declined: m.dhcp_outcome_declined,
  informed: m.dhcp_outcome_informed,
  answered: m.dhcp_outcome_answered,
  cancelled: m.dhcp_outcome_cancelled,
  interrupted: m.dhcp_outcome_interrupted,
};

/** An outcome in a word or two; one we do not know as it is. */
export function outcomeText(outcome: string): string {
  return Object.hasOwn(outcomeWords, outcome) ? (outcomeWords[outcome]?.() ?? outcome) : outcome;
}

const verbWords: Readonly<Record<DhcpVerb, { name: () => string; what: () => string }>> = {
  discover: { name: m.dhcp_verb_discover, what: m.dhcp_verb_discover_what },
  handshake: { name: m.dhcp_verb_handshake, what: m.dhcp_verb_handshake_what },
  reboot: { name: m.dhcp_verb_reboot, what: m.dhcp_verb_reboot_what },
  renew: { name: m.dhcp_verb_renew, what: m.dhcp_verb_renew_what },
  rebind: { name: m.dhcp_verb_rebind, what: m.dhcp_verb_rebind_what },
  release: { name: m.dhcp_verb_release, what: m.dhcp_verb_release_what },
  decline: { name: m.dhcp_verb_decline, what: m.dhcp_verb_decline_what },
  inform: { name: m.dhcp_verb_inform, what: m.dhcp_verb_inform_what },
  bootp: { name: m.dhcp_verb_bootp, what: m.dhcp_verb_bootp_what },
};

/** A verb's name; one we do not know as it is. */
export function verbText(verb: string): string {
  return Object.hasOwn(verbWords, verb) ? verbWords[verb as DhcpVerb].name() : verb;
}

/** What a verb does, in a sentence. */
export function verbWhat(verb: DhcpVerb): string {
  return verbWords[verb].what();
}

/** The button that runs a verb. */
export function runText(verb: DhcpVerb): string {
  return verb === 'handshake' ? m.dhcp_run() : m.dhcp_run_verb({ verb: verbText(verb) });
}

const profileWords: Record<string, (() => string) | undefined> = {
  windows: m.dhcp_profile_windows,
  linux: m.dhcp_profile_linux,
  pxe_bios: m.dhcp_profile_pxe_bios,
  pxe_uefi: m.dhcp_profile_pxe_uefi,
  voice_phone: m.dhcp_profile_voice_phone,
  cisco_phone: m.dhcp_profile_cisco_phone,
  cisco_access_point: m.dhcp_profile_cisco_access_point,
  huawei_access_point: m.dhcp_profile_huawei_access_point,
  printer: m.dhcp_profile_printer,
};

/** A profile's name: of a ready-made one in words, of a saved one as it was given. */
export function profileText({ name, builtIn }: Pick<DhcpProfile, 'name' | 'builtIn'>): string {
  return builtIn && Object.hasOwn(profileWords, name) ? (profileWords[name]?.() ?? name) : name;
}

/** Seconds as a clock: "59:07", "7:59:07", "3 d 01:00:00". */
export function clockText(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  const two = (value: number) => String(value).padStart(2, '0');
  const [days, hours, minutes] = [
    Math.floor(whole / 86_400),
    Math.floor(whole / 3600) % 24,
    Math.floor(whole / 60) % 60,
  ];
  const rest = `${two(minutes)}:${two(whole % 60)}`;
  if (days > 0) return m.dhcp_held_days({ days, time: `${two(hours)}:${rest}` });
  return hours > 0 ? `${hours}:${rest}` : rest;
}

export function linkText(link: NetworkInterface['link']): string {
  return {
    up: m.dhcp_link_up,
    'no-carrier': m.dhcp_link_no_carrier,
    down: m.dhcp_link_down,
    unknown: m.dhcp_link_unknown,
  }[link]();
}

export function kindText(kind: NetworkInterface['kind']): string {
  return {
    ethernet: m.dhcp_kind_ethernet,
    wifi: m.dhcp_kind_wifi,
    bridge: m.dhcp_kind_bridge,
    virtual: m.dhcp_kind_virtual,
    loopback: m.dhcp_kind_loopback,
    lab: m.dhcp_kind_lab,
  }[kind]();
}

/** What a lab segment is for, in a few words. */
export function scenarioText(scenario: LabSegment['scenario']): string {
  return {
    office: m.lab_office_title,
    two_servers: m.lab_two_servers_title,
    refusing: m.lab_refusing_title,
    silent: m.lab_silent_title,
    forgetful: m.lab_forgetful_title,
  }[scenario]();
}

/** What is wrong with a field, for the line under it. */
export function faultText(fault: FieldFault | undefined): string | undefined {
  switch (fault?.kind) {
    case undefined:
      return undefined;
    case 'interface':
      return m.dhcp_error_interface();
    case 'mac':
      return m.dhcp_error_mac();
    case 'hex':
      return m.dhcp_error_hex();
    case 'hex-empty':
      return m.dhcp_error_hex_empty();
    case 'text':
      return m.dhcp_error_text();
    case 'ipv4':
      return m.dhcp_error_ipv4();
    case 'option':
      return m.dhcp_error_option_unknown();
    case 'options':
      return m.dhcp_error_options();
    case 'number':
      return m.dhcp_error_number({ min: fault.min, max: fault.max });
  }
}

/** "Router (3)", or "Option 224" for a code without a name. */
export function optionText(code: number): string {
  const name = dhcpOptionNames.get(code);
  return name === undefined ? m.dhcp_option_unnamed({ code }) : `${name} (${code})`;
}

/** A number of seconds in words and as it came: "1 hour (3600 s)". */
export function leaseTimeText(seconds: number): string {
  // RFC 2131 section 3.3: all ones stands for infinity.
  if (seconds >= 0xffff_ffff) return m.dhcp_lease_seconds({ words: m.dhcp_lease_for_ever(), seconds });
  if (seconds < 60) return m.dhcp_lease_seconds_only({ seconds });
  return m.dhcp_lease_seconds({ words: printSpan(seconds, getLocale()), seconds });
}

/** "255.255.255.0 (/24)". */
export function maskText(mask: string): string {
  const prefix = prefixLength(mask);
  return prefix === undefined ? mask : `${mask} (/${prefix})`;
}

/** Option 61 as people know it: a MAC behind type 1, text behind type 0, else its bytes. */
export function clientIdentifierText(identifier: string | undefined): string | undefined {
  const bytes = identifier === undefined ? undefined : fromHex(identifier);
  if (bytes === undefined || bytes.length < 2) return identifier;
  const rest = bytes.subarray(1);
  // RFC 2132 section 9.14: the type is a hardware type, or 0 for what is no hardware address.
  if (bytes[0] === 1 && rest.length === 6) return `01 ${parseMac(toHex(rest))}`;
  if (bytes[0] === 0 && rest.every((byte) => byte >= 0x20 && byte < 0x7f))
    return `00 "${String.fromCharCode(...rest)}"`;
  return identifier;
}

/** A lease as lines of text, to paste into a ticket. */
export function leaseAsText(lease: Lease): string {
  const lines: [string, string | undefined][] = [
    [m.dhcp_lease_address(), lease.address],
    [m.dhcp_lease_mask(), lease.mask === undefined ? undefined : maskText(lease.mask)],
    [m.dhcp_lease_routers({ count: lease.routers.length }), lease.routers.join(', ')],
    [m.dhcp_lease_dns({ count: lease.dns.length }), lease.dns.join(', ')],
    [m.dhcp_lease_domain(), lease.domain],
    [m.dhcp_lease_time(), lease.leaseTime === undefined ? undefined : leaseTimeText(lease.leaseTime)],
    [m.dhcp_lease_t1(), lease.t1 === undefined ? undefined : leaseTimeText(lease.t1)],
    [m.dhcp_lease_t2(), lease.t2 === undefined ? undefined : leaseTimeText(lease.t2)],
    [m.dhcp_lease_server(), lease.server],
    [m.dhcp_lease_server_mac(), lease.serverMac],
    [m.dhcp_lease_mac(), lease.mac],
    [m.dhcp_lease_client_identifier(), lease.clientIdentifier],
  ];
  return lines
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');
}
