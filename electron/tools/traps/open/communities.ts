import { snmpVersionNumbers } from '#electron/wire/snmp/message.ts';
import { textBytes } from '#electron/wire/text.ts';
import type { ReceiverProfile } from '../opened-notification.ts';

interface Community {
  profile: string;
  version: number;
  octets: Uint8Array;
}

/** The communities of profiles. */
export class Communities {
  readonly #known: readonly Community[];

  constructor(profiles: readonly ReceiverProfile[]) {
    this.#known = profiles.flatMap(({ id, credentials: { version, community } }) =>
      version === '3' || community === undefined
        ? []
        : [
            {
              profile: id,
              version: version === '1' ? snmpVersionNumbers.v1 : snmpVersionNumbers.v2c,
              octets: textBytes(community),
            },
          ],
    );
  }

  /**
   * The profile of a community; of several one for the message's version, else the first. Every one is compared to its end, so that the time
   * does not tell how much of one is right.
   */
  profileOf(bytes: Uint8Array, start: number, length: number, version: number): string | undefined {
    let found: Community | undefined;
    for (const community of this.#known) {
      if (community.octets.length !== length || differs(community.octets, bytes, start)) continue;
      if (found === undefined || (found.version !== version && community.version === version)) found = community;
    }
    return found?.profile;
  }
}

function differs(octets: Uint8Array, bytes: Uint8Array, start: number): boolean {
  let difference = 0;
  for (let i = 0; i < octets.length; i++) difference |= (octets[i] ?? 0) ^ (bytes[start + i] ?? 0);
  return difference !== 0;
}
