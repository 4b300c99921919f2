import { createRequire } from 'node:module';
import { isAbsolute, join } from 'node:path';
import type { LibraryHandle } from 'koffi';

/** A pointer; koffi shows the null pointer as null. */
export type Pointer = bigint;

/** Functions of libpcap or Npcap; what they do stands in pcap(3PCAP). Buffers are filled by the library. */
export interface PcapLibrary {
  create(device: string, error: Uint8Array): Pointer | null;
  setSnapLength(handle: Pointer, bytes: number): number;
  setPromiscuous(handle: Pointer, on: number): number;
  setImmediate(handle: Pointer, on: number): number;
  setTimeout(handle: Pointer, milliseconds: number): number;
  setBufferSize(handle: Pointer, bytes: number): number;
  setPrecision(handle: Pointer, precision: number): number;
  getPrecision(handle: Pointer): number;
  activate(handle: Pointer): number;
  setNonBlocking(handle: Pointer, on: number, error: Uint8Array): number;
  compile(handle: Pointer, program: Uint8Array, filter: string, optimize: number, netmask: number): number;
  setFilter(handle: Pointer, program: Uint8Array): number;
  freeCode(program: Uint8Array): void;
  nextEx(handle: Pointer, header: BigUint64Array, data: BigUint64Array): number;
  inject(handle: Pointer, frame: Uint8Array, length: number): number;
  stats(handle: Pointer, statistics: Uint32Array): number;
  datalink(handle: Pointer): number;
  datalinkName(linkType: number): string | null;
  errorText(handle: Pointer): string;
  statusText(status: number): string;
  close(handle: Pointer): void;
  findAllDevices(first: BigUint64Array, error: Uint8Array): number;
  freeAllDevices(first: Pointer): void;
  /** Copies `length` bytes from a pointer. */
  bytesAt(pointer: Pointer, length: number): Uint8Array;
  textAt(pointer: Pointer): string;
  /** Bytes of a C long here. */
  longSize: number;
  /** Milliseconds since the epoch of the clock that the kernel stamps frames with. */
  wallClock(): number;
  /** Calls back whenever frames may be there to read, or the system reports a fault; returns what ends it. */
  watch(handle: Pointer, callback: (fault: boolean) => void): () => void;
}

type Koffi = typeof import('koffi');

/** Milliseconds after which a wait on Windows looks whether it is still wanted. */
const waitOnWindows = 200;

/** Where the library is looked for, best first. A bare name is for the loader's own folders, which the current one is none of. */
export function pcapFiles(): string[] {
  const chosen = process.env.PUNCHDOWN_PCAP;
  if (chosen !== undefined && chosen !== '') return [chosen];
  if (process.platform === 'win32') return [join(process.env.SystemRoot ?? 'C:\\Windows', 'System32/Npcap/wpcap.dll')];
  // Not by its bare name: the loader of macOS would look in the current folder too.
  if (process.platform === 'darwin') return ['/usr/lib/libpcap.A.dylib'];
  return ['libpcap.so.0.8', 'libpcap.so.1', 'libpcap.so'];
}

function loadKoffi(): Koffi {
  return createRequire(import.meta.url)('koffi') as Koffi;
}

function openLibrary(koffi: Koffi): LibraryHandle {
  const errors: string[] = [];
  for (const file of pcapFiles()) {
    try {
      if (process.env.PUNCHDOWN_PCAP && !isAbsolute(file)) throw new Error(`PUNCHDOWN_PCAP=${file} is no full path`);
      // wpcap.dll needs this one, which Windows would look for in the current folder.
      if (process.platform === 'win32') koffi.load(join(file, '..', 'Packet.dll'));
      return koffi.load(file);
    } catch (error) {
      errors.push(`${file}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  throw new Error(errors.join('\n'));
}

let found = false;

/** Why libpcap cannot be used through koffi on this system; undefined when it can. */
export function pcapFault(): { missing: 'koffi' | 'libpcap'; details: string } | undefined {
  if (found) return undefined;
  let missing: 'koffi' | 'libpcap' = 'koffi';
  try {
    const koffi = loadKoffi();
    missing = 'libpcap';
    openLibrary(koffi).unload();
    found = true;
    return undefined;
  } catch (error) {
    return { missing, details: error instanceof Error ? error.message : String(error) };
  }
}

/** Loads the system's libpcap or Npcap; throws with the loader's words. */
export function loadPcap(): PcapLibrary {
  const koffi = loadKoffi();
  const library = openLibrary(koffi);
  /** koffi cannot know the types that its prototypes in text stand for. */
  const declare = <F>(prototype: string, from = library) => from.func(prototype) as unknown as F;
  const pcap = <Name extends keyof PcapLibrary>(prototype: string) => declare<PcapLibrary[Name]>(prototype);
  if (process.platform === 'win32') {
    // PCAP_CHAR_ENC_UTF_8: names and messages in UTF-8, not in the system's code page.
    declare<(options: number, error: Uint8Array) => number>('int pcap_init(unsigned int, void *)')(
      1,
      Buffer.alloc(256),
    );
  }
  return {
    create: pcap<'create'>('void *pcap_create(const char *, void *)'),
    setSnapLength: pcap<'setSnapLength'>('int pcap_set_snaplen(void *, int)'),
    setPromiscuous: pcap<'setPromiscuous'>('int pcap_set_promisc(void *, int)'),
    setImmediate: pcap<'setImmediate'>('int pcap_set_immediate_mode(void *, int)'),
    setTimeout: pcap<'setTimeout'>('int pcap_set_timeout(void *, int)'),
    setBufferSize: pcap<'setBufferSize'>('int pcap_set_buffer_size(void *, int)'),
    setPrecision: pcap<'setPrecision'>('int pcap_set_tstamp_precision(void *, int)'),
    getPrecision: pcap<'getPrecision'>('int pcap_get_tstamp_precision(void *)'),
    activate: pcap<'activate'>('int pcap_activate(void *)'),
    setNonBlocking: pcap<'setNonBlocking'>('int pcap_setnonblock(void *, int, void *)'),
    compile: pcap<'compile'>('int pcap_compile(void *, void *, const char *, int, uint32_t)'),
    setFilter: pcap<'setFilter'>('int pcap_setfilter(void *, void *)'),
    freeCode: pcap<'freeCode'>('void pcap_freecode(void *)'),
    nextEx: pcap<'nextEx'>('int pcap_next_ex(void *, void *, void *)'),
    inject: pcap<'inject'>('int pcap_inject(void *, const void *, size_t)'),
    stats: pcap<'stats'>('int pcap_stats(void *, void *)'),
    datalink: pcap<'datalink'>('int pcap_datalink(void *)'),
    datalinkName: pcap<'datalinkName'>('const char *pcap_datalink_val_to_name(int)'),
    errorText: pcap<'errorText'>('const char *pcap_geterr(void *)'),
    statusText: pcap<'statusText'>('const char *pcap_statustostr(int)'),
    close: pcap<'close'>('void pcap_close(void *)'),
    findAllDevices: pcap<'findAllDevices'>('int pcap_findalldevs(void *, void *)'),
    freeAllDevices: pcap<'freeAllDevices'>('void pcap_freealldevs(void *)'),
    bytesAt: (pointer, length) => koffi.decode(pointer, koffi.types.uint8, length),
    textAt: (pointer) => koffi.decode.string(pointer),
    longSize: koffi.sizeof('long'),
    wallClock: process.platform === 'win32' ? wallClockOfWindows(koffi) : wallClockOfPosix(koffi),
    watch: process.platform === 'win32' ? watchOnWindows(koffi, library) : watchOnPosix(koffi, library),
  };
}

function wallClockOfPosix(koffi: Koffi): () => number {
  const read = koffi.load(null).func('int clock_gettime(int, void *)');
  const wide = koffi.sizeof('long') === 8;
  const time = Buffer.alloc(16);
  return () => {
    read(0, time); // CLOCK_REALTIME
    return wide
      ? Number(time.readBigInt64LE(0)) * 1000 + Number(time.readBigInt64LE(8)) / 1e6
      : time.readInt32LE(0) * 1000 + time.readInt32LE(4) / 1e6;
  };
}

function wallClockOfWindows(koffi: Koffi): () => number {
  const read = koffi.load('kernel32.dll').func('void GetSystemTimePreciseAsFileTime(void *)');
  const time = Buffer.alloc(8);
  return () => {
    read(time);
    // Hundreds of nanoseconds since 1601.
    return Number(time.readBigUInt64LE(0) - 116_444_736_000_000_000n) / 1e4;
  };
}

/** On the event loop's own poll: no thread, nothing to do while nothing comes. */
function watchOnPosix(koffi: Koffi, library: LibraryHandle): PcapLibrary['watch'] {
  const descriptorOf = library.func('int pcap_get_selectable_fd(void *)');
  return (handle, callback) => {
    const descriptor = descriptorOf(handle);
    if (descriptor < 0) throw new Error('The interface cannot be waited for.');
    let stopped = false;
    // koffi's types leave it out: the first argument is libuv's status.
    const again = (status: unknown) => {
      const fault = typeof status === 'number' && status < 0;
      callback(fault);
      // libuv has given the descriptor up, also where it still is of use.
      if (fault && !stopped) poll.start({ readable: true }, again);
    };
    const poll = koffi.node.poll(descriptor, { readable: true }, again);
    return () => {
      stopped = true;
      poll.close();
    };
  };
}

/** The event loop of Windows polls sockets only, so a thread of its pool waits for the handle's event. */
function watchOnWindows(koffi: Koffi, library: LibraryHandle): PcapLibrary['watch'] {
  const eventOf = library.func('void *pcap_getevent(void *)');
  const wait = koffi.load('kernel32.dll').func('uint32_t __stdcall WaitForSingleObject(void *, uint32_t)');
  return (handle, callback) => {
    const event = eventOf(handle);
    let stopped = false;
    const again = () => {
      if (stopped) return;
      wait.async(event, waitOnWindows, () => {
        if (!stopped) callback(false);
        again();
      });
    };
    again();
    return () => {
      stopped = true;
    };
  };
}
