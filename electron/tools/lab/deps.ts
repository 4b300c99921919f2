import type { Clock } from '#electron/net/clock.ts';
import type { OpenLoopbackPort } from '#electron/net/udp/loopback-port.ts';

export interface LabDeps {
  clock: Clock;
  /** Where simulated devices listen: no other machine reaches it. */
  openLoopbackPort: OpenLoopbackPort;
  /** Tells listeners what changed, at most ten times a second each. */
  newFeed(): Feed;
}

export interface Feed {
  tell(key: string): void;
  listen(signal: AbortSignal): AsyncIterable<string[]>;
}
