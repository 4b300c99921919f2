import { berTags } from '../ber/tags.ts';
import { pduTags } from './names.ts';

/** What the front of a message tells without decoding it. */
export interface Glance {
  /** Where the community lies, of v1 and v2c; its length is 0 in v3. */
  communityStart: number;
  communityLength: number;
  /** An inform, or a message of v3 whose sender waits for an answer (reportableFlag, RFC 3412 section 6.4), which an inform is. */
  wantsAnswer: boolean;
  /** v3 without authentication that wants an answer: maybe a step of discovery (RFC 3414 section 4). */
  mayDiscover: boolean;
}

const flagBits = { auth: 1, reportable: 4 } as const;
const shortLength = 0x80;

/**
 * Looks at the front of a message that is encoded as all known senders do. Undefined for any other, which may be right all the same. Where
 * something is given, the community lies where `decodeSnmp` finds it.
 */
export function glanceAtSnmp(bytes: Uint8Array): Glance | undefined {
  if (bytes[0] !== berTags.sequence) return undefined;
  let at = contentStart(bytes, 1);
  if (at < 0 || bytes[at] !== berTags.integer || bytes[at + 1] !== 1) return undefined;
  const version = bytes[at + 2];
  at += 3;
  if (version === 3) return glanceAtV3(bytes, at);
  if ((version !== 0 && version !== 1) || bytes[at] !== berTags.octetString) return undefined;
  const length = bytes[at + 1] ?? shortLength;
  const communityStart = at + 2;
  if (length >= shortLength || communityStart + length >= bytes.length) return undefined;
  const isInform = bytes[communityStart + length] === pduTags.InformRequest;
  return { communityStart, communityLength: length, wantsAnswer: isInform, mayDiscover: false };
}

/** HeaderData (RFC 3412 section 6): msgID, msgMaxSize, msgFlags. */
function glanceAtV3(bytes: Uint8Array, start: number): Glance | undefined {
  if (bytes[start] !== berTags.sequence) return undefined;
  let at = contentStart(bytes, start + 1);
  for (let field = 0; field < 2; field++) {
    const length = bytes[at + 1] ?? shortLength;
    if (at < 0 || bytes[at] !== berTags.integer || length >= shortLength) return undefined;
    at += 2 + length;
  }
  if (bytes[at] !== berTags.octetString || bytes[at + 1] !== 1) return undefined;
  const flags = bytes[at + 2] ?? 0;
  const wantsAnswer = (flags & flagBits.reportable) !== 0;
  return {
    communityStart: 0,
    communityLength: 0,
    wantsAnswer,
    mayDiscover: wantsAnswer && (flags & flagBits.auth) === 0,
  };
}

/** Where the content starts whose length is at `at`; -1 where the length is no definite one. */
function contentStart(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? shortLength;
  if (first < shortLength) return at + 1;
  const octets = first & 0x7f;
  return octets >= 1 && octets <= 3 ? at + 1 + octets : -1;
}
