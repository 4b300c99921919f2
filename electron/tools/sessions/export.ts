import { open, rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { z } from 'zod';
import { parseFrame } from '#electron/wire/frame.ts';
import { writePcapng } from '#electron/wire/pcapng.ts';
import { summarize } from '#electron/wire/summary.ts';
import type { exportFormats, exportResultSchema, Session } from '#shared/contract/sessions.ts';
import { toHex } from '#shared/model/hex.ts';
import { ProblemError } from '#shared/problem/problem.ts';
import type { RecordedEvent, SessionsDeps } from './deps.ts';

/** An export without a file crosses to the page in one message: this bounds its size in bytes. */
const inlineLimit = 32 * 1024 * 1024;

interface Counts {
  packets: number;
  events: number;
}

interface ExportOptions {
  name: string;
  format: (typeof exportFormats)[number];
  file: string | undefined;
}

/** Writes a session to a file, or into memory up to 32 MiB. A file appears under its name only when it is whole. */
export async function exportSession(
  deps: SessionsDeps,
  session: Session,
  { name, format, file }: ExportOptions,
): Promise<z.input<typeof exportResultSchema>> {
  const counts: Counts = { packets: 0, events: 0 };
  const chunks = format === 'json' ? jsonChunks(deps, session, counts) : pcapngChunks(deps, session.id, counts);
  const result = {
    name: `${name.replace(/[^\p{L}\p{N}._-]+/gu, '-').slice(0, 80)}.${format}`,
    mediaType: format === 'json' ? 'application/json' : 'application/x-pcapng',
  };
  if (file !== undefined) {
    const size = await writeFile(resolve(file), chunks);
    return { ...result, ...counts, size, file: resolve(file) };
  }
  const content = collect(chunks);
  return { ...result, ...counts, size: content.length, content: content.toString('base64') };
}

function collect(chunks: Iterable<Uint8Array>): Buffer {
  const parts: Uint8Array[] = [];
  let size = 0;
  for (const chunk of chunks) {
    size += chunk.length;
    if (size > inlineLimit) throw new ProblemError('export-too-large', { limit: `${inlineLimit / 1024 / 1024} MiB` });
    parts.push(chunk);
  }
  return Buffer.concat(parts);
}

async function writeFile(file: string, chunks: Iterable<Uint8Array>): Promise<number> {
  const partial = `${file}.part`;
  let size = 0;
  try {
    const handle = await open(partial, 'w');
    try {
      for (const chunk of chunks) {
        size += chunk.length;
        await handle.writeFile(chunk);
      }
    } finally {
      await handle.close();
    }
    await rename(partial, file);
    return size;
  } catch (error) {
    await rm(partial, { force: true }).catch(() => {});
    if (error instanceof ProblemError) throw error;
    throw new ProblemError('file-unwritable', { file }, String(error));
  }
}

function* pcapngChunks(deps: SessionsDeps, session: number, counts: Counts): Generator<Uint8Array> {
  function* packets() {
    for (const event of deps.events(session)) {
      counts.events++;
      if (event.bytes === null) continue;
      counts.packets++;
      const { at, link, bytes, direction } = event;
      yield {
        at,
        link: link ?? 'ethernet',
        interface: event.interface ?? '',
        bytes,
        direction: direction ?? 'received',
        ...(event.ignored ? { comment: `ignored: ${event.ignored}` } : {}),
      };
    }
  }
  yield* writePcapng(packets());
}

/** JSON written piece by piece: a session may be larger than a string can be. */
function* jsonChunks(deps: SessionsDeps, session: Session, counts: Counts): Generator<Uint8Array> {
  const text = new TextEncoder();
  const { current: _current, ...about } = session;
  const head = { format: 'punchdown-session', version: 1, writtenBy: `Punchdown ${deps.version}`, session: about };
  yield text.encode(`${JSON.stringify(head).slice(0, -1)},\n"exchanges":[`);
  let separator = '\n';
  for (const exchange of deps.exchanges(session.id)) {
    yield text.encode(separator + JSON.stringify(exchange));
    separator = ',\n';
  }
  yield text.encode('\n],\n"events":[');
  separator = '\n';
  for (const event of deps.events(session.id)) {
    counts.events++;
    if (event.bytes !== null) counts.packets++;
    yield text.encode(separator + JSON.stringify(eventRecord(event)));
    separator = ',\n';
  }
  yield text.encode('\n]}\n');
}

function eventRecord(event: RecordedEvent): object {
  const { exchange, position, at, direction, link, bytes, attempt, ignored, note } = event;
  const time = new Date(at).toISOString();
  if (bytes === null) return { exchange, position, at, time, note, params: JSON.parse(event.note_params ?? '{}') };
  const summary = summarize(parseFrame(bytes, link ?? 'ethernet'));
  return {
    exchange,
    position,
    at,
    time,
    direction,
    interface: event.interface,
    ...summary,
    ...(attempt === null ? {} : { attempt }),
    ...(ignored ? { ignored } : {}),
    link,
    hex: toHex(bytes),
  };
}
