import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { TwoGenerations } from './two-generations.ts';

/** Octets of HMAC-SHA-256 that are kept: nobody finds two communities alike in so many. */
const kept = 16;
/** Communities whose digests stay known, in memory only: one costs as much as half of decoding. */
const remembered = 512;

/**
 * What a community is recognised by once it is overwritten: nobody learns it from that, and without the key nobody can even try whether a
 * guess is right.
 */
export class CommunityDigests {
  readonly #key: KeyObject;
  readonly #known = new TwoGenerations<Uint8Array>(remembered);

  constructor(key: Uint8Array) {
    this.#key = createSecretKey(key);
  }

  of(community: Uint8Array): Uint8Array {
    const { buffer, byteOffset, length } = community;
    const name = Buffer.from(buffer, byteOffset, length).toString('latin1');
    let digest = this.#known.get(name);
    if (digest === undefined) {
      digest = Uint8Array.from(createHmac('sha256', this.#key).update(community).digest().subarray(0, kept));
      this.#known.set(name, digest);
    }
    return digest;
  }
}
