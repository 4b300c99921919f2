import type { SnmpVersion } from '#shared/model/snmp-target.ts';

/** One way in which an answer on the wire is not what it should be. */
export type Spoiling =
  | 'empty'
  | 'garbage'
  | 'cut short'
  | 'oversized'
  | 'bytes behind it'
  | 'length beyond the end'
  | 'wrong request id'
  | 'wrong message id'
  | 'wrong version'
  | 'wrong community'
  | 'a request for an answer';

/** What befalls an agent while it works. */
export type Event = 'reboot' | 'new engine' | { clock: number };

/**
 * How an agent differs from a good one. Counts of requests are of those that reached its objects: neither discovery nor what
 * it answered with a report.
 */
export interface AgentBehaviour {
  /** Versions it speaks; all by default. What comes in another one stays without an answer. */
  versions?: readonly SnmpVersion[];
  /** Never answers. */
  silent?: boolean;
  /** Does not answer the first so many datagrams. */
  silentFor?: number;
  /** Loses each so-many-th datagram: 3 leaves the third, sixth ... without an answer. */
  losesEvery?: number;
  /** v3: what would be a report stays unsaid. */
  noReports?: boolean;
  /** v3: answers discovery and reports, but no real request. */
  onlyReports?: boolean;
  /** Milliseconds before an answer leaves; by the number of the request, from 1, where it is a function. */
  delay?: number | ((request: number) => number);
  /** Sends each answer so many times... */
  copies?: number;
  /** ...with so many milliseconds between two copies: late ones. */
  copyDelay?: number;
  /** Holds answers back until it has so many, then sends all at once, newest first; what waits 50 ms goes alone. */
  burst?: number;
  /** Answers from a socket of its own on this address ("127.0.0.2"; the same address: another port). */
  answersFrom?: string;
  /** Spoils its answers... */
  spoil?: Spoiling;
  /** ...only the first so many... */
  spoilFor?: number;
  /** ...and sends the right one after the spoiled one. */
  alsoRight?: boolean;
  /** GetNext of this instance gives the same instance again. */
  sticksAt?: string;
  /** GetNext of `at` gives `to`, which lies before it. */
  stepsBack?: { at: string; to: string };
  /** Walks its objects in the order in which they were given. */
  unsorted?: boolean;
  /** Below this OID there is always one more row: a table without end. */
  endlessBelow?: string;
  /** At most so many varbinds in the answer to a GetBulk. */
  bulkLimit?: number;
  /** tooBig for an answer with more varbinds, where a good agent sends fewer. */
  tooBigAbove?: number;
  /** Bytes of its largest answer, 65,000 by default: GetBulk is cut there, anything else is tooBig. */
  maxSize?: number;
  /** Once it has answered so many requests. */
  after?: { requests: number; event: Event };
  /** SET of these OIDs fails with this error status. */
  setErrors?: Readonly<Record<string, number>>;
}
