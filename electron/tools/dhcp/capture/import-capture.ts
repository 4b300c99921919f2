import type { CaptureSource } from '#electron/wire/capture/capture-source.ts';
import { type CaptureReading, readCapture } from '#electron/wire/capture/read-capture.ts';
import type { CaptureSink } from './capture-sink.ts';
import { ExchangeGroups } from './exchange-groups.ts';

export interface CaptureProgress {
  /** Bytes read so far, of how many. */
  bytes: number;
  size: number;
  /** Packets of any kind, DHCP messages, and exchanges so far. */
  packets: number;
  messages: number;
  exchanges: number;
}

export interface CaptureImport extends CaptureProgress, CaptureReading {
  /** ARP packets and further fragments handed over, packets over the limit of an exchange. */
  arp: number;
  fragments: number;
  notKept: number;
}

export interface CaptureImportOptions {
  source: CaptureSource;
  sink: CaptureSink;
  signal: AbortSignal;
  /** At most ten times a second, and at the end. */
  onProgress?(progress: CaptureProgress): void;
}

/**
 * Reads a capture from start to end and hands its DHCP exchanges to the sink, in memory that does not depend on its size. May be
 * cancelled at any moment: the exchanges found so far are ended and stay.
 *
 * @throws ProblemError file-unreadable when nothing could be read; capture-compressed, capture-foreign when it is no capture.
 */
export async function importCapture({
  source,
  sink,
  signal,
  onProgress,
}: CaptureImportOptions): Promise<CaptureImport> {
  const groups = new ExchangeGroups(sink);
  const { size } = source;
  const progress = (bytes: number, packets: number): CaptureProgress => {
    const { messages, exchanges } = groups.counts;
    return { bytes, size, packets, messages, exchanges };
  };
  let reading: CaptureReading;
  try {
    reading = await readCapture({
      source,
      wanted: groups.wanted,
      take: (packet) => groups.take(packet),
      ready: () => sink.ready(),
      signal,
      now: () => performance.now(),
      onProgress: (bytes, packets) => onProgress?.(progress(bytes, packets)),
    });
  } finally {
    groups.endAll();
    await sink.ready();
  }
  const told = progress(reading.bytes, reading.packets);
  onProgress?.(told);
  const { arp, fragments, notKept } = groups.counts;
  return { ...reading, ...told, arp, fragments, notKept };
}
