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
} as const satisfies Record<string, Severity>;

export const problemCodes = Object.keys(catalogue) as [keyof typeof catalogue, ...(keyof typeof catalogue)[]];

export function severityOf(code: keyof typeof catalogue): Severity {
  return catalogue[code];
}
