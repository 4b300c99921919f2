/** Values of option 53. */
export const messageTypes = {
  DISCOVER: 1,
  OFFER: 2,
  REQUEST: 3,
  DECLINE: 4,
  ACK: 5,
  NAK: 6,
  RELEASE: 7,
  INFORM: 8,
  // RFC 3203
  FORCERENEW: 9,
  // RFC 4388
  LEASEQUERY: 10,
  LEASEUNASSIGNED: 11,
  LEASEUNKNOWN: 12,
  LEASEACTIVE: 13,
  // RFC 6926
  BULKLEASEQUERY: 14,
  LEASEQUERYDONE: 15,
  // RFC 7724
  ACTIVELEASEQUERY: 16,
  LEASEQUERYSTATUS: 17,
  TLS: 18,
} as const;

export const messageTypeNames: ReadonlyMap<number, string> = new Map(
  Object.entries(messageTypes).map(([name, number]) => [number, name]),
);

export function messageTypeName(type: number): string | undefined {
  return messageTypeNames.get(type);
}
