/** One way to open an interface for raw frames, inside the packet process. There are two: npm `cap`, and libpcap through koffi. */
export interface PacketBackend {
  readonly name: BackendName;
  /** Opens an interface; throws an Error with the library's own words. */
  open(options: BackendOptions): OpenedInterface;
}

export type BackendName = 'cap' | 'koffi';

export interface BackendOptions {
  /** The system's name of the interface, already checked. */
  interface: string;
  /** libpcap filter; empty lets everything through. */
  filter: string;
  /** Bytes of a frame that are kept. */
  snapLength: number;
  /** Bytes of frames that the system keeps while nobody reads. */
  bufferSize: number;
  promiscuous: boolean;
  /** The engine's clock, in milliseconds. */
  now(): number;
  /** `bytes` belongs to the receiver, `at` is on the engine's clock. */
  onFrame(bytes: Uint8Array, at: number, truncated: boolean): void;
  /** Nothing more will arrive; the words are the library's. */
  onEnd(words: string): void;
}

export interface OpenedInterface {
  /** Name of the link type as libpcap has it: "EN10MB" or "ETHERNET" is Ethernet. */
  readonly linkType: string;
  readonly promiscuous: boolean;
  /** Where the time stamps of frames come from. */
  readonly timeStamps: 'kernel' | 'process';
  /** Hands a frame to the system; throws an Error with the library's words. */
  send(frame: Uint8Array): void;
  /** Frames that passed the filter and were dropped by the system since the opening; 0 where it is not known. */
  drops(): number;
}
