import { m } from '#shared/messages/compiled/messages.js';
import { lessonLineText } from '#shared/model/echo-lesson-text.ts';
import type { NotePart, PacketPart } from '#shared/model/packet-event.ts';
import { problemText } from '#shared/problem/problem-text.ts';
import { printDuration } from './packet-times.ts';

const ignoredWords: Record<NonNullable<PacketPart['ignored']>, () => string> = {
  'other-transaction': m.ignored_other_transaction,
  'other-client': m.ignored_other_client,
  'other-vlan': m.ignored_other_vlan,
  'other-server': m.ignored_other_server,
  'not-expected-now': m.ignored_not_expected_now,
  'not-for-us': m.ignored_not_for_us,
  malformed: m.ignored_malformed,
  duplicate: m.ignored_duplicate,
  late: m.ignored_late,
  'not-dhcp': m.ignored_not_dhcp,
  'over-limit': m.ignored_over_limit,
  'other-address': m.ignored_other_address,
  'other-version': m.ignored_other_version,
  unauthentic: m.ignored_unauthentic,
};

/** Why a packet had no part in the exchange, in words. */
export function ignoredText(reason: NonNullable<PacketPart['ignored']>): string {
  return ignoredWords[reason]();
}

const transportWords: Record<string, (() => string) | undefined> = {
  raw: m.timeline_transport_raw,
  udp: m.timeline_transport_udp,
  lab: m.timeline_transport_lab,
};

/** A transport's code in words; an unknown one as it is. */
export function transportText(transport: string): string {
  return Object.hasOwn(transportWords, transport) ? (transportWords[transport]?.() ?? transport) : transport;
}

/** What happened, in one line. A parameter that is not there shows as a dash. */
export function noteText(note: NotePart): string {
  const text = (name: string) => String(Object.hasOwn(note.params, name) ? note.params[name] : '–');
  const number = (name: string) => Number(note.params[name] ?? 0);
  switch (note.code) {
    case 'started':
      return m.note_started({ interface: text('interface'), transport: transportText(text('transport')) });
    case 'offer-window-closed':
      return m.note_offer_window_closed({ count: number('count') });
    case 'offer-chosen':
      return m.note_offer_chosen({ address: text('address'), server: text('server') });
    case 'retransmit-wait':
      return m.note_retransmit_wait({ seconds: text('seconds'), attempt: text('attempt') });
    case 'lease-held':
      return number('seconds') > 0
        ? m.note_lease_held({ address: text('address'), seconds: text('seconds') })
        : m.note_lease_kept({ address: text('address') });
    case 'lease-released':
      return m.note_lease_released({ address: text('address') });
    case 'lease-declined':
      return m.note_lease_declined({ address: text('address') });
    case 'server-not-resolved':
      return m.note_server_not_resolved({ server: text('server') });
    case 'snmp-clear-community':
      return m.note_snmp_clear_community();
    case 'snmp-discovering':
      return m.note_snmp_discovering();
    case 'snmp-discovered':
      return m.note_snmp_discovered({ engine: text('engine'), boots: text('boots'), time: text('time') });
    case 'snmp-resynchronised':
      return m.note_snmp_resynchronised({ boots: text('boots'), time: text('time') });
    case 'snmp-engine-changed':
      return m.note_snmp_engine_changed({ before: text('before'), after: text('after') });
    case 'snmp-retry':
      return m.note_snmp_retry({ attempt: text('attempt'), seconds: text('seconds') });
    case 'snmp-asking-why':
      return m.note_snmp_asking_why();
    case 'snmp-fewer-repetitions':
      return m.note_snmp_fewer_repetitions({ asked: text('asked'), used: text('used') });
    case 'snmp-trying-profile':
      return m.note_snmp_trying_profile({ profile: text('profile') });
    case 'echo-listening':
      return m.note_echo_listening({ addresses: text('addresses') });
    case 'echo-client-came':
      return m.note_echo_client_came({ address: text('address'), port: text('port') });
    case 'echo-client-gone':
      return m.note_echo_client_gone({ address: text('address'), port: text('port'), reason: text('reason') });
    case 'echo-client-refused':
      return m.note_echo_client_refused({ reason: text('reason') });
    case 'echo-fault':
      return m.note_echo_fault({ kind: text('kind'), at: text('at'), reason: text('reason') });
    case 'echo-captured':
      return m.note_echo_captured({ interface: text('interface') });
    case 'echo-not-captured':
      return m.note_echo_not_captured();
    case 'echo-capture-full':
      return m.note_echo_capture_full();
    case 'echo-capture-closed':
      return m.note_echo_capture_closed();
    case 'echo-capture-broke':
      return m.note_echo_capture_broke({ interface: text('interface') });
    case 'echo-frames-lost':
      return m.note_echo_frames_lost({ count: number('count') });
    case 'echo-not-kept':
      return m.note_echo_not_kept({ count: number('count') });
    case 'echo-looked-up':
      return m.note_echo_looked_up({
        host: text('host'),
        addresses: text('addresses'),
        milliseconds: text('milliseconds'),
      });
    case 'echo-attempt-failed':
      return m.note_echo_attempt_failed({ address: text('address'), port: text('port'), reason: text('reason') });
    case 'echo-connected':
      return m.note_echo_connected({
        localAddress: text('localAddress'),
        localPort: text('localPort'),
        address: text('address'),
        port: text('port'),
        milliseconds: text('milliseconds'),
      });
    case 'echo-first-octet':
      return m.note_echo_first_octet({ milliseconds: text('milliseconds') });
    case 'echo-finished-by-us':
      return m.note_echo_finished_by_us();
    case 'echo-finished-by-them':
      return m.note_echo_finished_by_them();
    case 'echo-reset-by-us':
      return m.note_echo_reset_by_us();
    case 'echo-lesson-step':
      return lessonLineText({ code: `step-${text('step')}`, params: {} });
    case 'echo-lesson':
      return lessonLineText({ code: text('line'), params: note.params });
    case 'traps-table-only':
      return m.note_traps_table_only({ count: text('count') });
    case 'traps-received':
      return m.note_traps_received({
        received: text('received'),
        accepted: text('accepted'),
        refused: text('refused'),
        acknowledged: text('acknowledged'),
        lost: text('lost'),
      });
    case 'names-asked':
      return m.note_names_asked({ host: text('host'), service: text('service'), family: text('family') });
    case 'names-answered':
      return m.note_names_answered({ count: text('count'), addresses: text('addresses') });
    case 'names-failed':
      return m.note_names_failed({ code: text('code'), text: text('text') });
    case 'names-connected':
      return m.note_names_connected({
        address: text('address'),
        outcome: attemptText(text('outcome')),
        milliseconds: text('milliseconds'),
      });
    case 'cancelled':
      return m.note_cancelled();
    case 'problem':
      return m.note_problem({ what: note.problem === undefined ? '–' : problemText(note.problem).what });
  }
}

/** What came of an attempt to connect. */
function attemptText(outcome: string): string {
  if (outcome === 'failed') return m.names_outcome_failed();
  if (outcome === 'cancelled') return m.names_outcome_cancelled();
  return outcome === 'won' ? m.names_outcome_won() : m.names_outcome_connected();
}

/** A packet in one spoken line: "OFFER received from 10.77.0.1 after 1.214 ms, 10.77.0.101". */
export function packetText(packet: PacketPart, elapsed: number, sinceBefore: number | undefined): string {
  const time = printDuration(elapsed);
  const sent = packet.direction === 'sent';
  const peer = packet.peer ?? (sent ? m.timeline_to_everybody() : m.timeline_from_unknown());
  const parts: string[] = [
    sent
      ? m.timeline_row_sent({ name: packet.name, peer, time })
      : m.timeline_row_received({ name: packet.name, peer, time }),
  ];
  if (sinceBefore !== undefined) parts.push(m.timeline_row_delta({ time: printDuration(sinceBefore) }));
  if (packet.fact !== undefined) parts.push(packet.fact);
  if ((packet.attempt ?? 1) > 1) parts.push(m.timeline_attempt({ attempt: packet.attempt ?? 1 }));
  if (packet.vlan !== undefined) parts.push(m.timeline_vlan({ vlan: packet.vlan }));
  if (packet.ignored !== undefined) parts.push(m.timeline_ignored({ reason: ignoredText(packet.ignored) }));
  if (packet.faults > 0) parts.push(m.timeline_faults({ count: packet.faults }));
  return parts.join(m.timeline_comma());
}

const dhcpNames = /^(DHCP|BOOTP|DISCOVER|OFFER|REQUEST|DECLINE|ACK|NAK|RELEASE|INFORM|FORCERENEW|LEASE)/;

/** PDUs of SNMP are named as in RFC 3416, in small letters. */
const snmpNames = /^(get|set|response|report|trap|snmpV2|inform-)/;

/** Segments by their control bits, and octets of a stream. "ACK" alone may be a DHCPACK: those have no window. */
const tcpNames = /^(SYN|FIN|RST|PSH|TCP\b|data$)/;
const tcpWindow = /(^|, )win \d/;

/** The protocol whose hue a packet is drawn in. */
export function hueOf(packet: PacketPart): 'dhcp' | 'arp' | 'snmp' | 'tcp' | 'other' {
  if (/^R?ARP\b/i.test(packet.name)) return 'arp';
  if (snmpNames.test(packet.name)) return 'snmp';
  if (tcpNames.test(packet.name) || (packet.name === 'ACK' && tcpWindow.test(packet.fact ?? ''))) return 'tcp';
  return dhcpNames.test(packet.name) ? 'dhcp' : 'other';
}
