import { snmpVersionNumbers } from '#electron/wire/snmp/message.ts';
import { textBytes } from '#electron/wire/text.ts';
import type { ReceiverProfile } from '../opened-notification.ts';
import type { CommunityDigests } from './community-digests.ts';

interface Community {
  profile: string;
  version: number;
  octets: Uint8Array;
  digest: Uint8Array;
}

/** The communities of profiles. */
export class Communities {
  readonly #known: readonly Community[];

  constructor(profiles: readonly ReceiverProfile[], digests: CommunityDigests) {
    this.#known = profiles.flatMap(({ id, credentials: { version, community } }) => {
      if (version === '3' || community === undefined) return [];
      const octets = textBytes(community);
      const number = version === '1' ? snmpVersionNumbers.v1 : snmpVersionNumbers.v2c;
      return [{ profile: id, version: number, octets, digest: digests.of(octets) }];
    });
  }

  /** The profile of a community; of several one for the message's version, else the first. */
  profileOf(community: Uint8Array, version: number): string | undefined {
    return this.#find(version, ({ octets }) => isSame(octets, community));
  }

  /** As `profileOf`, of one of which nothing but its digest was kept. */
  profileOfDigest(digest: Uint8Array, version: number): string | undefined {
    return this.#find(version, (known) => isSame(known.digest, digest));
  }

  #find(version: number, fits: (community: Community) => boolean): string | undefined {
    let found: Community | undefined;
    for (const community of this.#known) {
      if (!fits(community)) continue;
      if (found === undefined || (found.version !== version && community.version === version)) found = community;
    }
    return found?.profile;
  }
}

/** Compares to the end, so that the time does not tell how much of a guess is right. */
function isSame(known: Uint8Array, told: Uint8Array): boolean {
  if (known.length !== told.length) return false;
  let difference = 0;
  for (let i = 0; i < known.length; i++) difference |= (known[i] ?? 0) ^ (told[i] ?? 0);
  return difference === 0;
}
