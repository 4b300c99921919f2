import type { TcpEnd } from '#electron/net/tcp/tcp-io.ts';
import type { PacketRecord } from '#shared/model/packet-record.ts';
import type { Problem } from '#shared/problem/problem.ts';
import type { CaptureEnd } from './capture-filter.ts';
import type { CaptureDeps, Captures } from './captures.ts';
import type { PacketEnds } from './packet-ends.ts';
import { type CapturedFrame, endKey } from './shared-capture.ts';
import { TcpStream } from './tcp-stream.ts';

/** Frames kept while it is not known which local end is ours. */
const mostWaiting = 64;
/** Milliseconds that the last frames get after the end, where they do not tell themselves that they are the last. */
const endPatience = { tcp: 1000, udp: 300 } as const;

export interface ConnectionCaptureEvents {
  /** A frame of this connection, in the order of the times. */
  packet(record: PacketRecord): void;
  /** The capture broke before it was finished: nothing follows. */
  broke(problem: Problem): void;
}

/** The capture of one connection of ours, TCP or UDP. */
export interface ConnectionCapture {
  readonly interface: string;
  /** Frames of which the system or the packet process says that they were lost, those of others in the same capture included. */
  lost(): number;
  /** Tells which local end is ours; the frames seen until then follow. Only the first counts. */
  isFrom(local: TcpEnd): void;
  /** From now on only segments with SYN, FIN or RST, and errors; the capture costs little as soon as that can be had, whatever is carried. UDP: nothing more. False: it was so already. */
  narrow(): boolean;
  /** Resolves once the last frames came: after RST, once both FINs are acknowledged, after an error that nobody but ICMP answered with, else after a while. Nothing follows, and the capture is left. */
  finish(): Promise<void>;
}

/**
 * Captures one connection: to be opened before it connects, so that its SYN is seen, and told of the local end as soon as that is known
 * (`onStarted` of `tcp.connect`). Frames come some milliseconds after their times. ICMP errors about its packets are among them.
 *
 *     const capture = await openConnectionCapture(captures, deps, { protocol: 'tcp', address: '127.0.0.1', port }, signal, {
 *       packet: (record) => recording.packets([record]),
 *       broke: (problem) => recording.note('problem', {}, problem),
 *     });
 *     await deps.tcp.connect({ ..., onStarted: (local) => capture.isFrom(local) });
 *     ...
 *     await capture.finish();
 *
 * @param remote the other side: an address, not a name.
 * @throws ProblemError, see `Captures.use`: there is none, and the connection may go on without.
 */
export async function openConnectionCapture(
  captures: Captures,
  { clock }: Pick<CaptureDeps, 'clock'>,
  remote: CaptureEnd,
  signal: AbortSignal,
  events: ConnectionCaptureEvents,
): Promise<ConnectionCapture> {
  let used = await captures.use(remote, 'theirs', signal);
  const { interface: name } = used.capture;
  let lostBefore = -used.capture.lost();
  const narrowing = new AbortController();
  const stream = remote.protocol === 'tcp' ? new TcpStream() : undefined;
  const over = Promise.withResolvers<void>();
  let local: TcpEnd | undefined;
  let waiting: CapturedFrame[] = [];
  let isNarrow = false;
  let lastAt = 0;
  let hasError = false;
  let isFinishing = false;

  /** After the end: nothing more is to come of it. */
  const settle = () => {
    if (stream?.isOver || (isFinishing && hasError && stream?.isAnswered === false)) over.resolve();
  };
  const pass = ({ bytes, at, ends, direction }: CapturedFrame) => {
    // What was under way from the capture before, when the narrow one took over, may come again from that.
    if (isNarrow && (at <= lastAt || !isMark(bytes, ends))) return;
    lastAt = at;
    const base = ends.isQuoted ? undefined : stream?.add(direction, bytes, ends);
    events.packet({
      bytes,
      link: 'ethernet',
      interface: name,
      at,
      direction,
      ...(base === undefined ? {} : { stream: base }),
    });
    hasError ||= ends.isQuoted;
    settle();
  };
  const listener = {
    frame(frame: CapturedFrame) {
      if (local !== undefined) pass(frame);
      else if (waiting.length < mostWaiting) waiting.push(frame);
    },
    broke(found: Problem) {
      over.resolve();
      events.broke(found);
    },
  };
  let stopListening = used.capture.listen(listener);

  return {
    interface: name,
    lost: () => lostBefore + used.capture.lost(),
    isFrom(end) {
      // Port 0: the system told nothing of a connection that was gone at once.
      if (local !== undefined || end.port === 0) return;
      local = end;
      stopListening();
      stopListening = used.capture.listen(listener, end);
      const seen = waiting;
      waiting = [];
      for (const frame of seen) if (endKey(frame.local) === endKey(end)) pass(frame);
    },
    narrow() {
      if (isNarrow) return false;
      isNarrow = true;
      const before = used;
      if (remote.protocol === 'udp') {
        stopListening();
        before.leave();
        return true;
      }
      const narrow = captures.use({ ...remote, only: 'marks' }, 'theirs', narrowing.signal);
      narrow.then(
        (found) => {
          if (isFinishing) return found.leave();
          stopListening();
          lostBefore += before.capture.lost() - found.capture.lost();
          before.leave();
          used = found;
          stopListening = found.capture.listen(listener, local);
        },
        // Then all of them go on to come.
        () => {},
      );
      return true;
    },
    async finish() {
      narrowing.abort();
      isFinishing = true;
      settle();
      const cancel = clock.after(endPatience[remote.protocol], () => over.resolve());
      await over.promise;
      cancel();
      stopListening();
      used.leave();
    },
  };
}

/** A beginning, an end, or an error. */
function isMark(bytes: Uint8Array, { isQuoted, offset }: PacketEnds): boolean {
  return isQuoted || ((bytes[offset + 13] ?? 0) & 7) !== 0;
}
