import type { Frame } from '#electron/wire/frame.ts';
import type { PacketPart } from '#shared/model/packet-event.ts';
import type { Problem } from '#shared/problem/problem.ts';

/** One packet of an exchange, from our own run or from somebody's capture. */
export interface JudgedPacket {
  /** Position on the timeline; a finding names the packet by it. */
  index: number;
  /** Milliseconds. */
  at: number;
  /** In a capture everything is `received`: a client's packet is told by its `op`. */
  direction: 'sent' | 'received';
  frame: Frame;
  /** Sent by ourselves: which attempt this is, from 1. */
  attempt?: number | undefined;
  /** Why our own machine gave it no part. */
  ignored?: PacketPart['ignored'];
}

/** Everything a verdict may rest on. */
export interface JudgedExchange {
  packets: readonly JudgedPacket[];
  /** Nothing more will come. While false, silence means nothing yet. */
  ended: boolean;
  /** What was checked when nobody answered: state of the link, frames sent, frames of any kind seen. */
  circumstances?: { link: string; framesSent: number; framesSeen: number } | undefined;
  /** Addresses or MACs of the servers that may answer here. Empty or absent: nobody said. */
  allowedServers?: readonly string[] | undefined;
  /** Problems that our own run met. */
  problems?: readonly Problem[] | undefined;
}
