/** The clock of a sender's engine as its latest authentic message told it (RFC 3414 section 2.3). */
export interface SeenClock {
  boots: number;
  /** Its snmpEngineTime in seconds, the greatest received in these boots. */
  time: number;
  /** When that arrived, by the clock of arrivals: what has passed since then has passed there too. */
  at: number;
  /** Since when the engine counts anew, as a person said: what was known of its clock before holds no more. */
  resetAt?: number | null;
}

/** Where the clocks of senders' engines are kept; engine IDs are in hex. Only authentic messages put anything, but one at each message. */
export interface SeenEngines {
  get(engine: string): SeenClock | undefined;
  put(engine: string, clock: SeenClock): void;
}
