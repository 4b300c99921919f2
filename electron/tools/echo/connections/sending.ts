import { setImmediate as nextTurn } from 'node:timers/promises';
import { frameMessage } from '#electron/wire/framing/frame-message.ts';
import type { Payload } from '#shared/model/echo.ts';
import { ProblemError } from '#shared/problem/problem.ts';
import type { EchoDeps } from '../deps.ts';
import { payloadOctets } from '../payload.ts';
import type { Connection } from './connection.ts';

/** Octets of a file that are handed over together: of a stream, and in one datagram, which an Ethernet carries whole. */
const piece = { tcp: 64 << 10, udp: 1400 } as const;
/** Milliseconds after which others have their turn. */
const slice = 8;

/**
 * Sends a payload once or again and again, as fast as the other side takes it or with a delay between. Cancelling ends it with what was sent
 * until then.
 *
 * @throws ProblemError echo-payload-unreadable, echo-message-unfit, echo-not-connected, connection-ended.
 */
export async function sendRepeated(
  connection: Connection,
  { payload, raw, repeat, delay }: { payload: Payload; raw: boolean; repeat: number; delay: number },
  deps: Pick<EchoDeps, 'clock' | 'random'>,
  signal: AbortSignal,
): Promise<{ messages: number; bytes: number }> {
  const { clock } = deps;
  const next = messageMaker(connection, payload, raw, deps);
  const sent = { messages: 0, bytes: 0 };
  const isRepeated = repeat !== 1;
  const startedAt = clock.now();
  let turnAt = startedAt;
  if (isRepeated) connection.repeats++;
  try {
    while ((repeat === 0 || sent.messages < repeat) && !signal.aborted) {
      const octets = next();
      const hasRoom = connection.write(octets);
      connection.counter++;
      sent.messages++;
      sent.bytes += octets.length;
      if (!isRepeated) break;
      if (!hasRoom) await until(connection.room(), signal);
      if (delay > 0) await pause(startedAt + sent.messages * delay - clock.now(), connection, deps, signal);
      else if (clock.now() - turnAt > slice) {
        await nextTurn();
        turnAt = clock.now();
      }
    }
    return sent;
  } finally {
    if (isRepeated) connection.repeats--;
  }
}

/**
 * Sends a file as it is.
 *
 * @throws ProblemError file-unreadable, echo-not-connected, connection-ended, cancelled.
 */
export async function sendFile(
  connection: Connection,
  path: string,
  { file }: Pick<EchoDeps, 'file'>,
  signal: AbortSignal,
): Promise<{ bytes: number }> {
  const source = await file(path);
  const progress = { name: source.name, sent: 0, size: source.size };
  connection.file = progress;
  const step = piece[connection.input.protocol];
  try {
    for await (const chunk of source.chunks()) {
      for (let at = 0; at < chunk.length; at += step) {
        if (signal.aborted) throw new ProblemError('cancelled');
        // The chunk's memory is used again for the next.
        const octets = new Uint8Array(chunk.subarray(at, at + step));
        const hasRoom = connection.write(octets);
        progress.sent += octets.length;
        if (!hasRoom) await until(connection.room(), signal);
      }
      await nextTurn();
    }
    return { bytes: progress.sent };
  } finally {
    if (connection.file === progress) connection.file = undefined;
  }
}

/** Makes one message after the other; what is the same each time is made once. */
function messageMaker(
  connection: Connection,
  payload: Payload,
  raw: boolean,
  { clock, random }: Pick<EchoDeps, 'clock' | 'random'>,
): () => Uint8Array {
  const make = () => {
    const octets = payloadOctets(payload, { counter: connection.counter, now: clock.now(), random });
    if (raw) return octets;
    try {
      return frameMessage(connection.input.framing, octets);
    } catch (error) {
      throw new ProblemError('echo-message-unfit', { reason: error instanceof Error ? error.message : String(error) });
    }
  };
  if (payload.as === 'mixed' && payload.text.includes('{')) return make;
  let made: Uint8Array | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

function until(room: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      signal.removeEventListener('abort', done);
      resolve();
    };
    signal.addEventListener('abort', done, { once: true });
    if (signal.aborted) done();
    else void room.then(done);
  });
}

/** Ends early with the connection or the signal. */
function pause(
  milliseconds: number,
  { over }: Connection,
  { clock }: Pick<EchoDeps, 'clock'>,
  signal: AbortSignal,
): Promise<void> {
  let cancel = () => {};
  const timer = new Promise<void>((resolve) => {
    cancel = clock.after(Math.max(0, milliseconds), resolve);
  });
  return until(Promise.race([timer, over]), signal).finally(cancel);
}
