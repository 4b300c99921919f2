import { z } from 'zod';

/** How bad a finding is: `error` breaks clients, `warning` will bite some day, `note` is worth knowing. */
export const findingSeverities = ['error', 'warning', 'note'] as const;

/**
 * Everything the verdict on a DHCP exchange can say, with its severity. The texts of `a-b` are the messages `finding_a_b_what`
 * and `finding_a_b_do`; a test holds them together.
 */
export const findings = {
  // nobody, or the wrong one, answered
  'nobody-answered': 'error',
  'nobody-acknowledged': 'error',
  'renewal-unanswered': 'warning',
  'reboot-unanswered': 'note',
  'link-lost': 'error',
  'nak-from-chosen-server': 'error',
  'nak-from-other-server': 'warning',
  'nak-not-broadcast': 'warning',
  'ack-and-nak': 'error',
  'ack-from-other-server': 'error',
  'ack-unasked': 'warning',
  'answer-to-other-transaction': 'note',
  'answer-to-other-client': 'warning',
  'answer-in-other-vlan': 'warning',
  'late-offer': 'note',
  'duplicate-offer': 'note',
  'duplicate-ack': 'note',
  'slow-server': 'warning',
  'retransmissions-needed': 'warning',
  'offer-not-honoured': 'error',
  // several servers
  'several-servers': 'warning',
  'offers-disagree': 'warning',
  'overlapping-pools': 'error',
  'server-identifier-shared': 'warning',
  'rogue-server': 'error',
  // what was granted
  'server-identifier-missing': 'error',
  'server-identifier-differs-from-sender': 'note',
  'ack-differs-from-offer': 'warning',
  'lease-time-missing': 'error',
  'lease-time-infinite': 'note',
  'lease-time-short': 'warning',
  't1-not-before-t2': 'error',
  't2-not-before-lease-end': 'error',
  'subnet-mask-missing': 'warning',
  'subnet-mask-not-contiguous': 'error',
  'router-missing': 'warning',
  'router-outside-subnet': 'error',
  'router-is-the-client': 'error',
  'dns-missing': 'note',
  'address-is-network-or-broadcast': 'error',
  'address-not-assignable': 'error',
  'address-in-use': 'error',
  'address-zero': 'error',
  'broadcast-address-wrong': 'warning',
  'interface-mtu-small': 'warning',
  'classless-routes-without-default': 'warning',
  'classless-route-unreachable': 'warning',
  'inform-answer-grants-lease': 'warning',
  'requested-option-not-given': 'note',
  'client-identifier-changed': 'error',
  // how it was written
  'message-type-missing': 'error',
  'message-type-unknown': 'note',
  'magic-cookie-missing': 'warning',
  'option-truncated': 'error',
  'option-length-wrong': 'error',
  'option-value-wrong': 'warning',
  'option-repeated': 'warning',
  'option-too-long': 'note',
  'options-without-end': 'warning',
  'message-truncated': 'error',
  'message-too-large': 'warning',
  'checksum-bad': 'note',
  'broadcast-flag-ignored': 'warning',
  'hardware-address-length-zero': 'warning',
  'hardware-address-length-wrong': 'warning',
  fragmented: 'note',
  'domain-name-looping': 'error',
  // relays and clients
  'relay-information-not-echoed': 'warning',
  'too-many-hops': 'warning',
  'request-names-no-server': 'warning',
  'renewal-names-server': 'warning',
} as const satisfies Record<string, (typeof findingSeverities)[number]>;

export type FindingCode = keyof typeof findings;
export const findingCodes = Object.keys(findings) as [FindingCode, ...FindingCode[]];

/** One sentence of a verdict, with what it rests on. */
export const findingSchema = z.object({
  code: z.enum(findingCodes),
  severity: z.enum(findingSeverities),
  /** Values for the placeholders of its text, in protocol terms. */
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  /** Position on the timeline of the packet it rests on; absent when it rests on a packet that never came. */
  event: z.number().optional(),
  /** Field of that packet, by its id in the decoded tree: "dhcp.option.58". */
  field: z.string().optional(),
  /** Where the rule stands: "RFC 2131 section 4.4.5". */
  rule: z.string(),
});
export type Finding = z.infer<typeof findingSchema>;
