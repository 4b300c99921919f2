import { parseFrame } from '#electron/wire/frame.ts';
import { summarize } from '#electron/wire/summary.ts';
import type { NotePart, PacketPart, TimelineEvent } from '#shared/model/packet-event.ts';
import type { StreamBase } from '#shared/model/packet-record.ts';
import { problemSchema } from '#shared/problem/problem.ts';
import type { TimelineDeps } from './deps.ts';
import type { EventRow } from './store.ts';

/** Makes the event that the page shows from what was stored. Packets are decoded anew from their bytes. */
export function toEvent(row: EventRow, sight: TimelineDeps['sight']): TimelineEvent {
  const event: TimelineEvent = { id: row.id, exchange: row.exchange, index: row.position, at: row.at };
  if (row.bytes !== null) event.packet = toPacketPart(row, row.bytes, sight);
  if (row.note !== null) event.note = toNotePart(row, row.note);
  return event;
}

function toPacketPart(row: EventRow, bytes: Uint8Array, sight: TimelineDeps['sight']): PacketPart {
  const link = row.link ?? 'ethernet';
  const direction = row.direction ?? 'received';
  const frame = parseFrame(bytes, link);
  const { name, source, destination, broadcast, vlan, fact } = summarize(frame, sight, streamOf(row));
  return {
    direction,
    name,
    link,
    length: bytes.length,
    peer: direction === 'received' ? source : broadcast ? null : destination,
    source,
    destination,
    ...(vlan === undefined ? {} : { vlan }),
    ...(row.attempt === null ? {} : { attempt: row.attempt }),
    ...(row.ignored === null || row.ignored === undefined ? {} : { ignored: row.ignored }),
    ...(fact === undefined ? {} : { fact }),
    faults: frame.faults.length,
  };
}

/** What the numbers of a TCP segment count from. */
export function streamOf({ stream }: EventRow): StreamBase | undefined {
  return stream === null ? undefined : (JSON.parse(stream) as StreamBase);
}

function toNotePart(row: EventRow, code: NotePart['code']): NotePart {
  const problem = row.note_problem === null ? undefined : problemSchema.safeParse(JSON.parse(row.note_problem)).data;
  return {
    code,
    params: JSON.parse(row.note_params ?? '{}') as NotePart['params'],
    ...(problem === undefined ? {} : { problem }),
  };
}
