import { ignoredSnmpFields, ipv6Rules, snmpRules } from './tshark-snmp-rules.ts';

/** How a field of tshark's is held against ours. */
export interface FieldRule {
  /** Ids of ours where it may be; with a dot at its end, any field below that id. */
  ids: readonly string[];
  /**
   * `same` text; `first-word` or `last-word` of ours; leading `number`; `hex-number` after 0x; `named` number in brackets at the end;
   * `yes-no`; escaped `text`; domain `name`; `bytes`; `start` of theirs; `present`: the place alone is compared.
   */
  kind:
    | 'same'
    | 'first-word'
    | 'last-word'
    | 'number'
    | 'hex-number'
    | 'named'
    | 'yes-no'
    | 'text'
    | 'name'
    | 'bytes'
    | 'start'
    | 'present';
  /** tshark lights other bytes than the field's own. */
  anyLength?: boolean;
  /** tshark lights the content only, ours begins before it with tag and length. */
  element?: boolean;
}

const rule = (id: string, kind: FieldRule['kind'], anyLength = false): FieldRule => ({ ids: [id], kind, anyLength });
const option = (code: number, kind: FieldRule['kind']): FieldRule => rule(`dhcp.option.${code}.`, kind);

/** Printed twice, computed, resolved from tshark's tables, or about the packet and not in it. */
export const ignoredFields: readonly RegExp[] = [
  /^_ws\./,
  /^eth\.(addr|lg|ig|padding|trailer|fcs)/,
  /^eth\.(src|dst)[._]/,
  /^ip\.(addr|host|src_host|dst_host|flags\.rb|flags$|dsfield$|checksum\.status)/,
  /^udp\.(port|stream|checksum\.status|checksum_calculated|payload)$/,
  // The option's kind and length stand in our one line of it; the rest is reckoned or said twice.
  /^tcp\.(port|stream|completeness|len|seq|ack|nxtseq|payload|segment_data|window_size|window_size_scalefactor|analysis|flags\.str|flags\.res|flags$|checksum\.status|checksum_calculated|option_kind|option_len|options$|options\.(nop|eol|mss|wscale|sack_perm|sack|timestamp)$|options\.wscale\.multiplier|options\.sack\.(count|dsack))/,
  /^tcp\.(completeness|analysis)\./,
  /^Timestamps$/,
  /^arp\.(src|dst)\.(hw|proto)$/,
  /^arp\.isgratuitous$/,
  // The value once more as bare bytes; the typed field beside it is compared.
  /^dhcp\.option\.value(\.|$)/,
  /^dhcp\.option\.(agent_information_option|novell_options|vi)\.value/,
  /^dhcp\.option\.padding$/,
  // Guesses from the vendor class about bytes that only the vendor explains.
  /^dhcp\.option\.vendor\./,
  // Ambiguity of a number, not a field.
  /^dhcp\.option\.client_architecture\.ambiguous$/,
  // The single bits and results of a flags byte that we show in one line.
  /^dhcp\.fqdn\.(mbz|n|e|o|s)$/,
  // Its second view of the same bytes as text.
  /^dhcp\.option\.user_class\.text$/,
  ...ignoredSnmpFields,
];

/** tshark names two control bits in its own words. */
function ourFlag(flag: string): string {
  const other: Record<string, string> = { reset: 'RST', push: 'PSH', ns: 'AE' };
  return other[flag] ?? flag.toUpperCase();
}

const addressOptions: [string, number][] = [
  ['subnet_mask', 1],
  ['router', 3],
  ['time_server', 4],
  ['name_server', 5],
  ['domain_name_server', 6],
  ['log_server', 7],
  ['quotes_server', 8],
  ['lpr_server', 9],
  ['impress_server', 10],
  ['resource_location_server', 11],
  ['swap_server', 16],
  ['broadcast_address', 28],
  ['router_solicitation_address', 32],
  ['nis_server', 41],
  ['ntp_server', 42],
  ['netbios_over_tcpip_name_server', 44],
  ['netbios_over_tcpip_dd_name_server', 45],
  ['xwindows_system_font_server', 48],
  ['xwindows_system_display_manager', 49],
  ['requested_ip_address', 50],
  ['dhcp_server_id', 54],
  ['nis_plus_server', 65],
  ['mobile_ip_home_agent', 68],
  ['smtp_server', 69],
  ['pop3_server', 70],
  ['nntp_server', 71],
  ['default_www_server', 72],
  ['default_finger_server', 73],
  ['default_irc_server', 74],
  ['streettalk_server', 75],
  ['streettalk_da_server', 76],
  ['associated_ip_option', 92],
  ['subnet_selection_option', 118],
  ['capwap_access_controller', 138],
  ['tftp_server_address', 150],
  ['policy_filter.ip', 21],
  ['policy_filter.subnet_mask', 21],
  ['static_route.ip', 33],
  ['static_route.router', 33],
  ['agent_information_option.link_selection', 82],
  ['agent_information_option.server_id_override', 82],
];
const textOptions: [string, number][] = [
  ['hostname', 12],
  ['merit_dump_file', 14],
  ['domain_name', 15],
  ['root_path', 17],
  ['extension_path', 18],
  ['nis_domain', 40],
  ['netbios_over_tcpip_scope', 47],
  ['message', 56],
  ['vendor_class_id', 60],
  ['novell_netware_ip_domain', 62],
  ['nis_plus_domain', 64],
  ['tftp_server_name', 66],
  ['bootfile_name', 67],
  ['tz_pcode', 100],
  ['tz_tcode', 101],
  ['captive_portal', 114],
  ['pxe_config_file', 209],
  ['pxe_path_prefix', 210],
  ['private_proxy_autodiscovery', 252],
];
const numberOptions: [string, number][] = [
  ['boot_file_size', 13],
  ['max_datagram_reassembly_size', 22],
  ['default_ip_ttl', 23],
  ['path_mtu_aging_timeout', 24],
  ['path_mtu_plateau_table_item', 25],
  ['interface_mtu', 26],
  ['arp_cache_timeout', 35],
  ['tcp_default_ttl', 37],
  ['tcp_keepalive_interval', 38],
  ['ip_address_lease_time', 51],
  ['dhcp_max_message_size', 57],
  ['renewal_time_value', 58],
  ['rebinding_time_value', 59],
  ['client_last_transaction_time', 91],
  ['time_offset', 2],
];
const namedOptions: [string, number][] = [
  ['netbios_over_tcpip_node_type', 46],
  ['option_overload', 52],
  ['dhcp', 53],
  ['request_list_item', 55],
  ['client_system_architecture', 93],
  ['dhcp_auto_configuration', 116],
];
const yesNoOptions: [string, number][] = [
  ['ip_forwarding', 19],
  ['non_local_source_routing', 20],
  ['all_subnets_are_local', 27],
  ['perform_mask_discovery', 29],
  ['mask_supplier', 30],
  ['perform_router_discover', 31],
  ['trailer_encapsulation', 34],
  ['ethernet_encapsulation', 36],
  ['tcp_keepalive_garbage', 39],
];

const kinds: [[string, number][], FieldRule['kind']][] = [
  [addressOptions, 'same'],
  [textOptions, 'text'],
  [numberOptions, 'number'],
  [namedOptions, 'named'],
  [yesNoOptions, 'yes-no'],
];

/** tshark's field names (4.0) and where each is in our tree. */
export const tsharkRules: ReadonlyMap<string, FieldRule> = new Map<string, FieldRule>([
  ['eth.dst', rule('ethernet.destination', 'first-word')],
  ['eth.src', rule('ethernet.source', 'first-word')],
  ['eth.type', rule('ethernet.type', 'named')],
  ['vlan.priority', rule('vlan.priority', 'number', true)],
  ['vlan.dei', rule('vlan.dei', 'yes-no', true)],
  ['vlan.id', rule('vlan.id', 'number')],
  ['vlan.etype', rule('vlan.type', 'named')],
  ['ip.version', { ids: ['ipv4.version', 'ipv6.version'], kind: 'number' }],
  ['ip.hdr_len', rule('ipv4.headerLength', 'number')],
  ['ip.dsfield.dscp', rule('ipv4.dscp', 'number')],
  ['ip.dsfield.ecn', rule('ipv4.ecn', 'number')],
  ['ip.len', rule('ipv4.totalLength', 'number')],
  ['ip.id', rule('ipv4.identification', 'hex-number')],
  ['ip.flags.df', rule('ipv4.flags', 'present')],
  ['ip.flags.mf', rule('ipv4.flags', 'present')],
  ['ip.frag_offset', rule('ipv4.fragmentOffset', 'number')],
  ['ip.ttl', rule('ipv4.ttl', 'number')],
  ['ip.proto', rule('ipv4.protocol', 'named')],
  ['ip.checksum', rule('ipv4.checksum', 'hex-number')],
  ['ip.src', rule('ipv4.source', 'same')],
  ['ip.dst', rule('ipv4.destination', 'same')],
  ['udp.srcport', rule('udp.sourcePort', 'number')],
  ['udp.dstport', rule('udp.destinationPort', 'number')],
  ['udp.length', rule('udp.length', 'number')],
  ['udp.checksum', rule('udp.checksum', 'hex-number')],
  ['tcp.srcport', rule('tcp.sourcePort', 'number')],
  ['tcp.dstport', rule('tcp.destinationPort', 'number')],
  ['tcp.seq_raw', rule('tcp.sequence', 'number')],
  ['tcp.ack_raw', rule('tcp.acknowledgment', 'number')],
  ['tcp.hdr_len', rule('tcp.headerLength', 'number')],
  ...(['fin', 'syn', 'reset', 'push', 'ack', 'urg', 'ece', 'cwr', 'ae', 'ns'] as const).map(
    (flag): [string, FieldRule] => [`tcp.flags.${flag}`, rule(`tcp.flags.${ourFlag(flag)}`, 'number', true)],
  ),
  ['tcp.window_size_value', rule('tcp.window', 'number')],
  ['tcp.checksum', rule('tcp.checksum', 'hex-number')],
  ['tcp.urgent_pointer', rule('tcp.urgent', 'number')],
  ['tcp.options.mss_val', rule('tcp.option.mss.bytes', 'number')],
  ['tcp.options.wscale.shift', rule('tcp.option.window-scale.shift', 'number')],
  ['tcp.options.timestamp.tsval', rule('tcp.option.timestamps.value', 'number')],
  ['tcp.options.timestamp.tsecr', rule('tcp.option.timestamps.echo', 'number')],
  ['tcp.options.sack_le', rule('tcp.option.sack.from', 'number')],
  ['tcp.options.sack_re', rule('tcp.option.sack.to', 'number')],
  ['arp.hw.type', rule('arp.hardwareType', 'named')],
  ['arp.proto.type', rule('arp.protocolType', 'named')],
  ['arp.hw.size', rule('arp.hardwareLength', 'number')],
  ['arp.proto.size', rule('arp.protocolLength', 'number')],
  ['arp.opcode', rule('arp.operation', 'named')],
  ['arp.src.hw_mac', rule('arp.senderMac', 'same')],
  ['arp.src.proto_ipv4', rule('arp.senderAddress', 'same')],
  ['arp.dst.hw_mac', rule('arp.targetMac', 'same')],
  ['arp.dst.proto_ipv4', rule('arp.targetAddress', 'same')],
  ['dhcp.type', rule('dhcp.op', 'named')],
  ['dhcp.hw.type', { ids: ['dhcp.htype', 'dhcp.option.61.'], kind: 'named' }],
  ['dhcp.hw.len', rule('dhcp.hlen', 'number')],
  ['dhcp.hops', rule('dhcp.hops', 'number')],
  ['dhcp.id', rule('dhcp.xid', 'hex-number')],
  ['dhcp.secs', rule('dhcp.secs', 'number')],
  ['dhcp.flags', rule('dhcp.flags', 'hex-number')],
  ['dhcp.flags.bc', rule('dhcp.flags.broadcast', 'yes-no', true)],
  ['dhcp.flags.reserved', rule('dhcp.flags.reserved', 'hex-number')],
  ['dhcp.ip.client', rule('dhcp.ciaddr', 'same')],
  ['dhcp.ip.your', rule('dhcp.yiaddr', 'same')],
  ['dhcp.ip.server', rule('dhcp.siaddr', 'same')],
  ['dhcp.ip.relay', rule('dhcp.giaddr', 'same')],
  ['dhcp.hw.mac_addr', { ids: ['dhcp.chaddr', 'dhcp.option.61.'], kind: 'same' }],
  // All 16 bytes of chaddr where the address is no MAC; ours ends with hlen.
  ['dhcp.hw.addr', rule('dhcp.chaddr', 'start', true)],
  ['dhcp.hw.addr_padding', rule('dhcp.chaddr.padding', 'same')],
  ['dhcp.server', rule('dhcp.sname', 'text')],
  ['dhcp.file', rule('dhcp.file', 'text')],
  ['dhcp.cookie', rule('dhcp.cookie', 'same')],
  ['dhcp.server_name_overloaded_by_dhcp', rule('dhcp.sname', 'present', true)],
  ['dhcp.boot_filename_overloaded_by_dhcp', rule('dhcp.file', 'present', true)],
  ['dhcp.option.length', rule('dhcp.option.', 'number')],
  ['dhcp.option.suboption_length', rule('dhcp.option.', 'number')],
  ['dhcp.option.end', rule('dhcp.option.255', 'present')],
  ...kinds.flatMap(([list, kind]) =>
    list.map(([name, code]): [string, FieldRule] => [`dhcp.option.${name}`, option(code, kind)]),
  ),
  ['dhcp.client_id.type', option(61, 'named')],
  ['dhcp.client_id', option(61, 'bytes')],
  ['dhcp.client_id.undef', option(61, 'bytes')],
  ['dhcp.client_id.iaid', option(61, 'present')],
  ['dhcp.client_id.duid_type', option(61, 'named')],
  ['dhcp.client_id.duid_llt_hw_type', option(61, 'number')],
  ['dhcp.client_id.duid_ll_hw_type', option(61, 'number')],
  ['dhcp.client_id.time', option(61, 'present')],
  ['dhcp.client_id.link_layer_address', option(61, 'present')],
  ['dhcp.client_id.enterprise_num', option(61, 'number')],
  ['dhcp.client_id.uuid', option(97, 'same')],
  ['dhcp.client_hardware_address', option(61, 'present')],
  ['dhcp.option.novell_options.suboption', option(63, 'present')],
  ['dhcp.option.novell_options.broadcast', option(63, 'yes-no')],
  ['dhcp.option.novell_options.preferred_dss_server', option(63, 'same')],
  ['dhcp.option.novell_options.nearest_nwip_server', option(63, 'same')],
  ['dhcp.option.novell_options.autoretries', option(63, 'number')],
  ['dhcp.option.novell_options.autoretry_delay', option(63, 'number')],
  ['dhcp.option.novell_options.support_netware_v1_1', option(63, 'yes-no')],
  ['dhcp.option.novell_options.primary_dss', option(63, 'same')],
  ['dhcp.option.user_class', option(77, 'present')],
  ['dhcp.option.user_class.length', option(77, 'number')],
  ['dhcp.option.user_class.data', option(77, 'present')],
  ['dhcp.fqdn.flags', option(81, 'present')],
  ['dhcp.fqdn.rcode1', option(81, 'number')],
  ['dhcp.fqdn.rcode2', option(81, 'number')],
  ['dhcp.fqdn.name', option(81, 'name')],
  ['dhcp.option.agent_information_option.suboption', option(82, 'present')],
  ['dhcp.option.agent_information_option.agent_circuit_id', option(82, 'bytes')],
  ['dhcp.option.agent_information_option.agent_remote_id', option(82, 'bytes')],
  ['dhcp.option.agent_information_option.subscriber_id', option(82, 'text')],
  ['dhcp.option.agent_information_option.flags', option(82, 'present')],
  ['dhcp.option.agent_information_option.relay_agent_id', option(82, 'bytes')],
  ['dhcp.option.agent_information_option.vi.enterprise', option(82, 'number')],
  ['dhcp.option.agent_information_option.vi.data_length', option(82, 'number')],
  ['dhcp.option.dhcp_authentication.protocol', option(90, 'named')],
  ['dhcp.option.dhcp_authentication.algorithm', option(90, 'named')],
  ['dhcp.option.dhcp_authentication.alg_delay', option(90, 'named')],
  ['dhcp.option.dhcp_authentication.rdm', option(90, 'named')],
  ['dhcp.option.dhcp_authentication.rdm_replay_detection', option(90, 'present')],
  ['dhcp.option.dhcp_authentication.rdm_rdv', option(90, 'present')],
  ['dhcp.option.dhcp_authentication.information', option(90, 'present')],
  ['dhcp.option.dhcp_authentication.secret_id', option(90, 'number')],
  ['dhcp.option.dhcp_authentication.hmac_md5_hash', option(90, 'bytes')],
  ['dhcp.client_network_id_major', option(94, 'number')],
  ['dhcp.client_network_id_minor', option(94, 'number')],
  ['dhcp.option.dhcp_dns_domain_search_list_fqdn', option(119, 'name')],
  ['dhcp.option.classless_static_route', { ids: ['dhcp.option.121.', 'dhcp.option.249.'], kind: 'present' }],
  ['dhcp.option.vi_class.enterprise', option(124, 'number')],
  ['dhcp.option.vi_class.length', option(124, 'number')],
  ['dhcp.option.vi_class.data', option(124, 'present')],
  ['dhcp.option.vi.enterprise', option(125, 'number')],
  ['dhcp.option.vi.length', option(125, 'number')],
  ['dhcp.vendor.suboption', option(125, 'present')],
  ['dhcp.vendor.data', option(125, 'bytes')],
  ...ipv6Rules,
  ...snmpRules,
]);
