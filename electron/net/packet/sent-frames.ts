/** Milliseconds within which a system hands back what was sent. */
const lifetime = 1000;
const maximumFrames = 256;

/** Tells frames that come back because we sent them from those of others. Each sent frame explains one that comes. */
export class SentFrames {
  #frames: { bytes: Buffer; at: number }[] = [];

  remember(frame: Uint8Array, at: number): void {
    if (this.#frames.length >= maximumFrames) this.#frames.shift();
    this.#frames.push({ bytes: Buffer.from(frame), at });
  }

  isEcho(frame: Uint8Array, now: number): boolean {
    this.#frames = this.#frames.filter(({ at }) => now - at <= lifetime);
    const index = this.#frames.findIndex(({ bytes }) => bytes.equals(frame));
    if (index >= 0) this.#frames.splice(index, 1);
    return index >= 0;
  }
}
