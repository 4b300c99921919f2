import { describe, expect, it } from 'vitest';
import { byteFormats, bytesAsText } from '../../renderer/ui/hex-copy-text.ts';
import { laneOf, layLanes } from '../../renderer/ui/packet-timeline-lanes.ts';
import { type EventSource, PacketTimelineWindow } from '../../renderer/ui/packet-timeline-window.svelte.ts';
import { hueOf, noteText, packetText } from '../../renderer/ui/packet-timeline-words.ts';
import { printDuration, printElapsed, printMoment, printSpan } from '../../renderer/ui/packet-times.ts';
import { PacketTreeState } from '../../renderer/ui/packet-tree-state.svelte.ts';
import type { PacketPart, TimelineEvent } from '../../shared/model/packet-event.ts';
import type { DecodedPacket, PacketField } from '../../shared/model/packet-field.ts';

function packet(part: Partial<PacketPart> = {}): PacketPart {
  return {
    direction: 'received',
    name: 'OFFER',
    link: 'ethernet',
    length: 342,
    peer: '10.77.0.1',
    source: '10.77.0.1',
    destination: '10.77.0.101',
    faults: 0,
    ...part,
  };
}

function field(id: string, offset: number, length: number, more: Partial<PacketField> = {}): PacketField {
  return { id, name: id, value: '1', offset, length, ...more };
}

const decoded: DecodedPacket = {
  hex: '00'.repeat(300),
  faults: [],
  layers: [
    field('ethernet', 0, 14, { children: [field('ethernet.destination', 0, 6), field('ethernet.source', 6, 6)] }),
    field('dhcp', 42, 200, {
      children: [
        field('dhcp.yiaddr', 58, 4),
        field('dhcp.option.61', 100, 9, {
          children: [field('dhcp.option.61.type', 102, 1), field('dhcp.option.61.id', 103, 6)],
        }),
      ],
    }),
  ],
};

describe('times', () => {
  it('shows microseconds and a unit', () => {
    expect([0, 1.2144, 999.9996, 1002.5, 59_999.9].map(printElapsed)).toEqual([
      '0.000 ms',
      '1.214 ms',
      '1000.000 ms',
      '1002.500 ms',
      '59999.900 ms',
    ]);
    expect([0.5, 1002.5, 61_000, 3_723_000, -1500].map(printDuration)).toEqual([
      '0.500 ms',
      '1.002 s',
      '61.000 s',
      '01:02:03',
      '-1.500 s',
    ]);
  });

  it('shows the absolute time with microseconds, and never throws on nonsense', () => {
    expect(printMoment(Date.UTC(2026, 10, 22, 3, 4, 5, 6) + 0.125)).toMatch(/^2026-11-2\d \d\d:\d\d:05\.006125$/);
    expect(printMoment(Number.NaN)).toBe('NaN');
  });

  it('says seconds in the two largest units', () => {
    expect([0, 59, 3600, 5400, 3150, 86_400 * 8].map((seconds) => printSpan(seconds, 'en'))).toEqual([
      '0 seconds',
      '59 seconds',
      '1 hour',
      '1 hour 30 minutes',
      '52 minutes 30 seconds',
      '8 days',
    ]);
    expect(printSpan(5400, 'zh-CN')).toBe('1小时 30分钟');
  });
});

describe('lanes', () => {
  it('stand between the client and everybody, in order, at any width', () => {
    for (const room of [0, 180, 300, 900, 4000]) {
      for (const peers of [[], ['a'], ['a', 'b', 'c'], Array.from({ length: 40 }, (_, i) => `peer ${i}`)]) {
        const lanes = layLanes(peers, room);
        const xs = [lanes.own, ...lanes.peers.map(({ x }) => x), lanes.everybody];
        expect(xs).toEqual([...xs].sort((a, b) => a - b));
        expect(new Set(xs).size).toBe(xs.length);
        expect(lanes.everybody).toBeLessThan(lanes.width);
        for (const peer of peers) expect(laneOf(lanes, peer)).toBeGreaterThan(lanes.own);
      }
    }
  });

  it('share the last lane when there are many peers', () => {
    const lanes = layLanes(['a', 'b', 'c', 'd', 'e', 'f', 'g'], 800);
    expect(lanes.peers.at(-1)?.names).toEqual(['f', 'g']);
    expect(laneOf(lanes, 'g')).toBe(laneOf(lanes, 'f'));
    expect(laneOf(lanes, null)).toBe(lanes.everybody);
  });
});

describe('words', () => {
  it('say a packet in one line', () => {
    expect(packetText(packet({ fact: '10.77.0.101' }), 1.2, undefined)).toBe(
      'OFFER received from 10.77.0.1 after 1.200 ms, 10.77.0.101',
    );
    expect(packetText(packet({ direction: 'sent', name: 'DISCOVER', peer: null, attempt: 2 }), 4000, 3999)).toBe(
      'DISCOVER sent to everybody, 4.000 s after the start, 3.999 s after the packet before, attempt 2',
    );
    expect(packetText(packet({ ignored: 'other-transaction', faults: 2 }), 0, undefined)).toContain(
      'Ignored: belongs to another transaction (xid), 2 faults',
    );
  });

  it('say a note with what is there', () => {
    expect(noteText({ code: 'offer-window-closed', params: { count: 1 } })).toBe('Offer window closed: 1 offer');
    expect(noteText({ code: 'offer-window-closed', params: { count: 3 } })).toBe('Offer window closed: 3 offers');
    expect(noteText({ code: 'started', params: { interface: 'eth1', transport: 'raw' } })).toBe(
      'Started on eth1, raw frames',
    );
    expect(noteText({ code: 'offer-chosen', params: {} })).toBe('Chose – from –');
    expect(noteText({ code: 'started', params: { interface: 'x', transport: 'constructor' } })).toContain(
      'constructor',
    );
  });

  it('give a hue to a protocol', () => {
    const hues = ['DISCOVER', 'ARP request', 'UDP', '?'].map((name) => hueOf(packet({ name })));
    expect(hues).toEqual(['dhcp', 'arp', 'other', 'other']);
    // An acknowledgment of DHCP tells a lease, one of TCP a window.
    const facts = ['10.77.0.101, 2 min', 'seq 1, ack 1, win 65536', 'win 501'];
    expect(facts.map((fact) => hueOf(packet({ name: 'ACK', fact })))).toEqual(['dhcp', 'tcp', 'tcp']);
  });
});

describe('the window over a timeline', () => {
  function source(total: () => number): { calls: number[]; source: EventSource } {
    const calls: number[] = [];
    return {
      calls,
      source: async (from, count) => {
        calls.push(from);
        const end = Math.min(total(), from + count);
        const events: TimelineEvent[] = [];
        for (let index = from; index < end; index++) {
          const peer = index === 150 ? 'late peer' : 'first peer';
          events.push({ id: index + 1, exchange: 'e', index, at: 1000 + index, packet: packet({ peer }) });
        }
        return { total: total(), events };
      },
    };
  }
  const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

  it('fetches what is shown, once, and drops what is far away', async () => {
    const { calls, source: events } = source(() => 100_000);
    const rows = new PacketTimelineWindow(events);
    rows.grow(100_000);
    rows.show(0, 40);
    rows.show(0, 41);
    await settled();
    expect(calls).toEqual([0]);
    expect(rows.row(40)?.index).toBe(40);
    expect(rows.startedAt).toBe(1000);
    rows.show(99_990, 99_999);
    await settled();
    expect(rows.row(99_999)?.id).toBe(100_000);
    for (let page = 10; page < 40; page++) {
      rows.show(page * 100, page * 100 + 30);
      await settled();
    }
    expect(rows.row(40)).toBeUndefined();
    rows.show(0, 40);
    await settled();
    expect(rows.row(40)?.index).toBe(40);
  });

  it('grows with the exchange and keeps the order of peers', async () => {
    let total = 3;
    const { source: events } = source(() => total);
    const rows = new PacketTimelineWindow(events);
    rows.grow(total);
    rows.show(0, 20);
    await settled();
    expect(rows.row(3)).toBeUndefined();
    total = 200;
    rows.grow(total);
    await settled();
    expect(rows.row(3)?.index).toBe(3);
    rows.show(140, 180);
    await settled();
    expect(rows.peers).toEqual(['first peer', 'late peer']);
    expect(rows.packetBefore(150)?.index).toBe(149);
    expect(rows.packetBefore(0)).toBeUndefined();
  });

  it('tells of a failure and recovers with the next look', async () => {
    let fails = true;
    const { source: events } = source(() => 5);
    const rows = new PacketTimelineWindow((from, count, signal) =>
      fails ? Promise.reject(new Error('gone')) : events(from, count, signal),
    );
    rows.grow(5);
    rows.show(0, 4);
    await settled();
    expect(rows.failure).toEqual(new Error('gone'));
    fails = false;
    rows.show(0, 4);
    await settled();
    expect(rows.failure).toBeUndefined();
    expect(rows.row(4)?.index).toBe(4);
  });
});

describe('a decoded packet', () => {
  const ids = (state: PacketTreeState) => state.visible.map((index) => state.nodes[index]?.field.id);

  it('opens the last layer and what has a fault', () => {
    const state = new PacketTreeState(decoded);
    expect(ids(state)).toEqual(['ethernet', 'dhcp', 'dhcp.yiaddr', 'dhcp.option.61']);
    const faulty = structuredClone(decoded);
    const source = faulty.layers[0]?.children?.[1];
    if (source) source.fault = 'cut short';
    expect(ids(new PacketTreeState(faulty))).toContain('ethernet.source');
  });

  it('lights the bytes of a field, and finds the innermost field of a byte', () => {
    const state = new PacketTreeState(decoded);
    state.select(state.nodes.findIndex(({ field: { id } }) => id === 'dhcp.yiaddr'));
    expect(state.lit).toEqual({ from: 58, to: 62 });
    state.selectByte(105);
    expect(state.field?.id).toBe('dhcp.option.61.id');
    expect(ids(state)).toContain('dhcp.option.61.id');
    state.selectByte(101);
    expect(state.field?.id).toBe('dhcp.option.61');
    state.selectByte(290);
    expect(state.field).toBeUndefined();
    expect(state.cursor).toBe(290);
    state.selectByte(300);
    expect(state.cursor).toBe(290);
  });

  it('hands the choice to the field that hides it', () => {
    const state = new PacketTreeState(decoded);
    state.selectByte(105);
    state.setAllOpen(false);
    expect(state.field?.id).toBe('dhcp');
    expect(ids(state)).toEqual(['ethernet', 'dhcp']);
    state.setAllOpen(true);
    expect(state.visible).toHaveLength(state.nodes.length);
  });

  it('keeps open and chosen fields for the next packet', () => {
    const before = new PacketTreeState(decoded);
    before.setOpen(0, true);
    before.selectByte(105);
    const state = new PacketTreeState(decoded, before);
    expect(ids(state)).toEqual(ids(before));
    expect(state.field?.id).toBe('dhcp.option.61.id');
  });

  it('bears ranges outside the frame and any depth', () => {
    let deep: PacketField = field('deep', 5000, 9000);
    for (let level = 0; level < 20_000; level++) deep = field(`level ${level}`, -5, 1e9, { children: [deep] });
    const state = new PacketTreeState({ hex: 'zz', faults: [], layers: [deep] });
    state.setAllOpen(true);
    state.select(20_000);
    expect(state.visible).toHaveLength(20_001);
    expect(state.lit).toBeUndefined();
    state.selectByte(0);
    expect(state.cursor).toBeUndefined();
  });
});

describe('copied bytes', () => {
  it('are hex, a C array and base64', () => {
    const bytes = Uint8Array.from({ length: 14 }, (_, index) => index * 17);
    expect(byteFormats.map((format) => bytesAsText(bytes, format))).toEqual([
      '00112233445566778899aabbccdd',
      'const unsigned char bytes[14] = {\n' +
        '  0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88, 0x99, 0xaa, 0xbb,\n' +
        '  0xcc, 0xdd,\n};\n',
      'ABEiM0RVZneImaq7zN0=',
    ]);
  });

  it('may be 64 KiB', () => {
    const text = bytesAsText(new Uint8Array(65_536).fill(255), 'base64');
    expect(Buffer.from(text, 'base64')).toEqual(Buffer.alloc(65_536, 255));
  });
});
