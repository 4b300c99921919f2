/** How much a problem matters: `error` ended the work, `warning` limits it, `note` is worth knowing. */
export type Severity = 'error' | 'warning' | 'note';

/**
 * Every problem the application can name. The text of code `a-b` is in the messages `problem_a_b_what`, `problem_a_b_why`
 * and `problem_a_b_do`; a test holds the three lists together.
 */
export const catalogue = {
  // the contract
  internal: 'error',
  'input-invalid': 'error',
  'call-unknown': 'error',
  'connection-lost': 'error',
  cancelled: 'note',
  // the workspace
  'workspace-in-use': 'error',
  'workspace-newer': 'error',
  'workspace-damaged': 'warning',
  'workspace-unwritable': 'error',
  'workspace-full': 'error',
  'session-unknown': 'error',
  'session-busy': 'error',
  'exchange-unknown': 'error',
  'packet-unknown': 'error',
  'file-unwritable': 'error',
  'file-unreadable': 'error',
  'capture-compressed': 'error',
  'capture-foreign': 'error',
  'export-too-large': 'error',
  // the browser host
  'port-taken': 'error',
  'port-no-rights': 'error',
  // interfaces and raw frames
  'interface-unknown': 'error',
  'interface-down': 'error',
  'interface-no-mac': 'error',
  'raw-no-rights': 'warning',
  'raw-not-built': 'warning',
  'raw-unsupported': 'warning',
  'packet-process-died': 'error',
  'packet-process-not-started': 'error',
  'udp-port-taken': 'error',
  'udp-no-rights': 'error',
  'udp-no-address': 'error',
  'udp-limited': 'note',
  'send-failed': 'error',
  'frames-lost': 'warning',
  // DHCP
  'dhcp-no-offer': 'error',
  'dhcp-no-ack': 'error',
  'dhcp-nak': 'error',
  'dhcp-server-not-among-offers': 'error',
  'dhcp-release-not-sent': 'warning',
  'lease-unknown': 'error',
  'server-not-on-segment': 'error',
  'option-not-readable': 'error',
  // SNMP: reaching an agent
  'snmp-address-unknown': 'error',
  'snmp-socket-failed': 'error',
  'snmp-send-failed': 'error',
  'snmp-receive-buffer-small': 'note',
  'snmp-no-answer': 'error',
  'snmp-port-closed': 'error',
  'snmp-host-unreachable': 'error',
  'snmp-net-unreachable': 'error',
  'snmp-answer-from-elsewhere': 'error',
  'snmp-other-version-answers': 'error',
  'snmp-only-v3-answers': 'error',
  'snmp-user-unanswered': 'error',
  // SNMP: what came is no answer
  'snmp-answer-malformed': 'error',
  'snmp-answer-truncated': 'error',
  'snmp-answer-other-version': 'error',
  'snmp-answer-other-request': 'error',
  'snmp-answer-unauthentic': 'error',
  'snmp-answer-not-decryptable': 'error',
  'snmp-answer-mismatch': 'error',
  // SNMP: the agent refuses
  'snmp-error-status': 'error',
  'snmp-too-big': 'error',
  'snmp-fewer-repetitions': 'note',
  'snmp-unknown-user': 'error',
  'snmp-wrong-digest': 'error',
  'snmp-unsupported-level': 'error',
  'snmp-not-in-time-window': 'error',
  'snmp-unknown-engine': 'error',
  'snmp-decryption-error': 'error',
  'snmp-unknown-context': 'error',
  'snmp-report-unknown': 'error',
  'snmp-engine-changed': 'warning',
  'snmp-agent-restarted': 'warning',
  // SNMP: what was read
  'snmp-not-increasing': 'error',
  'snmp-walk-limit': 'error',
  'snmp-values-malformed': 'warning',
  'snmp-rows-unknown': 'error',
  'snmp-filter-unreadable': 'error',
  // SNMP: what was asked for
  'snmp-oid-unreadable': 'error',
  'snmp-table-unreadable': 'error',
  'snmp-no-bulk-in-v1': 'error',
  'snmp-key-length': 'error',
  // SNMP: SET
  'snmp-type-needed': 'error',
  'snmp-value-unreadable': 'error',
  'snmp-value-other-type': 'error',
  'snmp-value-out-of-range': 'error',
  'snmp-value-wrong-size': 'error',
  'snmp-value-no-label': 'error',
  'snmp-not-writable': 'error',
  'snmp-set-unverified': 'warning',
  'snmp-set-blocked': 'error',
  'snmp-row-status-unknown': 'error',
  'snmp-journal-unknown': 'error',
  'snmp-undo-impossible': 'error',
  'snmp-undo-needs-target': 'error',
  'snmp-watch-unknown': 'error',
  'snmp-too-many-watches': 'error',
  'snmp-too-many-interfaces': 'error',
  // MIBs
  'mib-node-unknown': 'error',
  'mib-module-unknown': 'error',
  // traps
  'trap-unknown': 'error',
  'trap-filter-unreadable': 'error',
  'trap-rule-unknown': 'error',
  'trap-rule-unreadable': 'error',
  'trap-rule-built-in': 'error',
  'trap-too-many-rules': 'error',
  // devices and secrets
  'device-unknown': 'error',
  'profile-unknown': 'error',
  'profile-in-use': 'error',
  'no-profiles': 'error',
  'profile-locked': 'error',
  'name-taken': 'error',
  'secrets-weak': 'warning',
  'secrets-unreadable': 'warning',
  'lab-agents-failed': 'error',
} as const satisfies Record<string, Severity>;

export const problemCodes = Object.keys(catalogue) as [keyof typeof catalogue, ...(keyof typeof catalogue)[]];

export function severityOf(code: keyof typeof catalogue): Severity {
  return catalogue[code];
}
