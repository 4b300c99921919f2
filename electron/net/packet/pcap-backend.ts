import { readFileSync } from 'node:fs';
import { SocketAddress } from 'node:net';
import { networkInterfaces } from 'node:os';
import { KernelTime } from './kernel-time.ts';
import type { BackendOptions, OpenedInterface, PacketBackend } from './packet-backend.ts';
import type { PcapLibrary, Pointer } from './pcap-library.ts';

const errorSize = 256; // PCAP_ERRBUF_SIZE
const nanoseconds = 1; // PCAP_TSTAMP_PRECISION_NANO
const unknownNetmask = 0xffff_ffff;
const ethernet = 1; // DLT_EN10MB
const up = 1; // IFF_UP
/** Frames read before the event loop gets its turn. */
const framesPerTurn = 256;
/** Milliseconds; only where a system has no immediate mode does it delay anything. */
const readTimeout = 10;
/** Milliseconds after which an interface that went down is deleted, as the case may be, or up again. */
const settleTime = 200;

/** The system's libpcap or Npcap: nothing to build, kernel time stamps, promiscuity by choice, drops counted by the kernel. */
export function createPcapBackend(library: PcapLibrary): PacketBackend {
  return { name: 'koffi', open: (options) => new PcapInterface(library, options) };
}

class PcapInterface implements OpenedInterface {
  readonly linkType: string;
  readonly promiscuous: boolean;
  readonly timeStamps = 'kernel';

  readonly #library: PcapLibrary;
  readonly #options: BackendOptions;
  readonly #handle: Pointer;
  readonly #time: KernelTime;
  readonly #longSize: number;
  /** Units of the fraction of a second in a time stamp that make a millisecond. */
  #perMillisecond = 1e3;
  readonly #header = new BigUint64Array(1);
  readonly #data = new BigUint64Array(1);
  readonly #statistics = new Uint32Array(16); // struct pcap_stat; Windows has fields behind ours
  #stop: (() => void) | undefined;
  #down: NodeJS.Timeout | undefined;

  constructor(library: PcapLibrary, options: BackendOptions) {
    this.#library = library;
    this.#options = options;
    this.promiscuous = options.promiscuous;
    this.#longSize = library.longSize;
    this.#time = new KernelTime(library.wallClock, options.now);

    const error = Buffer.alloc(errorSize);
    const handle = library.create(deviceOf(library, options.interface), error);
    if (handle === null) throw new Error(textIn(error));
    this.#handle = handle;
    try {
      this.#activate(error);
      this.linkType = library.datalinkName(library.datalink(handle)) ?? String(library.datalink(handle));
      if (library.datalink(handle) === ethernet) this.#filter(options.filter);
      this.#time.compare();
      this.#stop = library.watch(handle, (fault) => this.#read(fault));
      this.#warmUp();
    } catch (thrown) {
      library.close(handle);
      throw thrown;
    }
  }

  /** The first frame's way through here is compiled at its first use: let that be now and not while a server waits. */
  #warmUp(): void {
    this.#read(false);
    this.drops();
    // Any memory that is ours serves; a capture handle is larger than a frame's header.
    this.#header[0] = this.#handle;
    this.#library.bytesAt(this.#header[0], 2 * this.#longSize + 8);
    this.#time.toEngine(0);
  }

  #activate(error: Uint8Array): void {
    const { snapLength, bufferSize, promiscuous } = this.#options;
    const library = this.#library;
    const handle = this.#handle;
    library.setSnapLength(handle, snapLength);
    library.setBufferSize(handle, bufferSize);
    library.setPromiscuous(handle, promiscuous ? 1 : 0);
    library.setImmediate(handle, 1);
    library.setTimeout(handle, readTimeout);
    library.setPrecision(handle, nanoseconds);
    const status = library.activate(handle);
    // Above 0 are warnings: an interface that cannot be promiscuous, say.
    if (status < 0) throw new Error(`${library.statusText(status)}: ${library.errorText(handle)}`);
    if (library.setNonBlocking(handle, 1, error) < 0) throw new Error(textIn(error));
    if (library.getPrecision(handle) === nanoseconds) this.#perMillisecond = 1e6;
  }

  #filter(filter: string): void {
    if (filter === '') return;
    const program = Buffer.alloc(16); // struct bpf_program
    const refused = () => new Error(`The filter was refused: ${this.#library.errorText(this.#handle)}`);
    if (this.#library.compile(this.#handle, program, filter, 1, unknownNetmask) < 0) throw refused();
    try {
      if (this.#library.setFilter(this.#handle, program) < 0) throw refused();
    } finally {
      this.#library.freeCode(program);
    }
  }

  send(frame: Uint8Array): void {
    const sent = this.#library.inject(this.#handle, frame, frame.length);
    if (sent < 0) throw new Error(this.#library.errorText(this.#handle));
  }

  drops(): number {
    if (this.#library.stats(this.#handle, this.#statistics) < 0) return 0;
    return this.#statistics[1] ?? 0;
  }

  #read(fault: boolean): void {
    if (this.#stop === undefined) return;
    this.#time.compare();
    for (let count = 0; count < framesPerTurn; count++) {
      const status = this.#library.nextEx(this.#handle, this.#header, this.#data);
      if (status < 0) {
        this.#end(this.#library.errorText(this.#handle));
        return;
      }
      if (status === 0) {
        if (fault && isDown(this.#options.interface)) {
          this.#down ??= setTimeout(() => this.#lookAgain(), settleTime);
        }
        return;
      }
      this.#pass(this.#header[0] ?? 0n, this.#data[0] ?? 0n);
    }
  }

  /** libpcap 1.10 makes nothing of an interface that went down, and would go on in silence should it come back one day. */
  #lookAgain(): void {
    this.#down = undefined;
    this.#read(false);
    if (this.#stop !== undefined && isDown(this.#options.interface)) this.#end('The interface went down.');
  }

  #end(words: string): void {
    clearTimeout(this.#down);
    this.#stop?.();
    this.#stop = undefined;
    this.#options.onEnd(words);
  }

  #pass(headerAt: Pointer, dataAt: Pointer): void {
    // struct pcap_pkthdr: a struct timeval, the captured length, the frame's length.
    const timeSize = 2 * this.#longSize;
    const { buffer } = this.#library.bytesAt(headerAt, timeSize + 8);
    const header = new DataView(buffer);
    const seconds = this.#longSize === 8 ? Number(header.getBigInt64(0, true)) : header.getInt32(0, true);
    const fraction = header.getUint32(this.#longSize, true);
    const captured = Math.min(header.getUint32(timeSize, true), this.#options.snapLength);
    const at = this.#time.toEngine(seconds * 1000 + fraction / this.#perMillisecond);
    const bytes = this.#library.bytesAt(dataAt, captured);
    this.#options.onFrame(bytes, at, header.getUint32(timeSize + 4, true) > captured);
  }
}

/** Whether the interface is switched off, where the system tells without being asked through a socket. */
function isDown(name: string): boolean {
  if (process.platform !== 'linux') return false;
  try {
    return (Number(readFileSync(`/sys/class/net/${name}/flags`, 'utf8')) & up) === 0;
  } catch {
    return true;
  }
}

function textIn(error: Uint8Array): string {
  const end = error.indexOf(0);
  return Buffer.from(error.subarray(0, end < 0 ? error.length : end)).toString('utf8');
}

/** What libpcap calls the interface: its name, except on Windows, where it is found by an address that both know. */
function deviceOf(library: PcapLibrary, name: string): string {
  if (process.platform !== 'win32') return name;
  const wanted = (networkInterfaces()[name] ?? []).map(({ address }) => address);
  return deviceWithAddress(library, wanted) ?? name;
}

/** Address families of Windows; those of other systems differ for IPv6. */
const inet = 2;
const inet6 = process.platform === 'win32' ? 23 : process.platform === 'darwin' ? 30 : 10;
const maximumDevices = 1024;

/** Name of the first of libpcap's devices that has one of the addresses. */
export function deviceWithAddress(library: PcapLibrary, addresses: readonly string[]): string | undefined {
  const first = new BigUint64Array(1);
  if (library.findAllDevices(first, Buffer.alloc(errorSize)) < 0 || first[0] === 0n || first[0] === undefined) {
    return undefined;
  }
  const pointerAt = (base: Pointer, index: number) => {
    const bytes = library.bytesAt(base + BigInt(index * 8), 8);
    return new DataView(bytes.buffer).getBigUint64(0, true);
  };
  try {
    // struct pcap_if: next, name, description, addresses; struct pcap_addr: next, address.
    let device = first[0];
    for (let seen = 0; device !== 0n && seen < maximumDevices; seen++) {
      let entry = pointerAt(device, 3);
      for (let also = 0; entry !== 0n && also < maximumDevices; also++) {
        const address = pointerAt(entry, 1);
        if (address !== 0n && addresses.includes(addressAt(library, address))) {
          return library.textAt(pointerAt(device, 1));
        }
        entry = pointerAt(entry, 0);
      }
      device = pointerAt(device, 0);
    }
    return undefined;
  } finally {
    library.freeAllDevices(first[0]);
  }
}

/** The address in a struct sockaddr as Node writes it; empty for other families. */
function addressAt(library: PcapLibrary, pointer: Pointer): string {
  const family = new DataView(library.bytesAt(pointer, 2).buffer);
  // macOS has a length in front of a family of one byte.
  const number = process.platform === 'darwin' ? family.getUint8(1) : family.getUint16(0, true);
  if (number === inet) return library.bytesAt(pointer + 4n, 4).join('.');
  if (number !== inet6) return '';
  const groups = new DataView(library.bytesAt(pointer + 8n, 16).buffer);
  const text = Array.from({ length: 8 }, (_, index) => groups.getUint16(index * 2).toString(16)).join(':');
  // As RFC 5952 shortens it, and Node's list of interfaces with it.
  return new SocketAddress({ address: text, family: 'ipv6' }).address;
}
