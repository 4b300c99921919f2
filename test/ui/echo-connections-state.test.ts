import { describe, expect, it } from 'vitest';
import { connectDraftOf, connectFault, readConnectDraft, toConnect } from '../../renderer/tools/echo/connect-draft.ts';
import { ConversationState, mostHeld } from '../../renderer/tools/echo/conversation-state.svelte.ts';
import { goesOn, isContinued, piecesOf } from '../../renderer/tools/echo/segment-pieces.ts';
import { readSendDraft, sendFault, toSend } from '../../renderer/tools/echo/send-draft.ts';
import type { Client } from '../../shared/contract/index.ts';
import { connectInputSchema, type Segment } from '../../shared/model/echo.ts';

function segment(index: number, more: Partial<Segment> = {}): Segment {
  return {
    ...{ index, at: index, direction: 'received', offset: 0, length: 0, hex: '', text: '' },
    ...{ ends: [], moreEnds: 0, faults: [] },
    ...more,
  };
}

describe('the form of a connection', () => {
  it('finds its values again, and what was saved', () => {
    const input = connectInputSchema.parse({
      protocol: 'tcp',
      address: 'example.net',
      port: 7,
      family: 'ipv6',
      sourcePort: 4000,
      framing: { kind: 'length', bytes: 2 },
      keepAlive: 30,
    });
    expect(toConnect(connectDraftOf(input))).toEqual(input);
    expect(toConnect(readConnectDraft({ framing: { kind: 7 }, family: [], port: null }))).toMatchObject({
      framing: { kind: 'none' },
      port: 7007,
    });
  });

  it('names the range of a number, and sends nothing unreadable', () => {
    const draft = { ...readConnectDraft({}), port: '0' };
    expect(connectFault(draft, 'port')).toEqual({ min: 1, max: 65_535 });
    expect(toConnect(draft)).toBeUndefined();
    expect(connectFault({ ...draft, sourcePort: '' }, 'sourcePort')).toBeUndefined();
    expect(sendFault(readSendDraft({ repeat: '1e3' }), 'repeat')).toEqual({ min: 0, max: 10_000_000 });
    expect(toSend(readSendDraft({ delay: '' }))).toBeUndefined();
    expect(toSend(readSendDraft({ text: 'x', as: 'hex', repeat: '0' }))).toMatchObject({
      payload: { text: 'x', as: 'hex', end: 'none' },
      repeat: 0,
    });
  });
});

describe('the bytes of a segment', () => {
  it('are cut where messages end, escapes and characters of several bytes counted as they were sent', () => {
    const one = segment(0, {
      length: 8,
      hex: '005cc3a4e4bda041',
      text: '\\x00\\\\ä你A',
      ends: [
        { at: 2, message: 4, from: -3, length: 5 },
        { at: 7, message: 5, from: 2, length: 5 },
      ],
    });
    expect(piecesOf(one, 512)).toEqual([
      { text: '\\x00\\\\', hex: '00 5c', end: one.ends[0] },
      { text: 'ä你', hex: 'c3 a4 e4 bd a0', end: one.ends[1] },
      { text: 'A', hex: '41' },
    ]);
    expect(piecesOf(one, 4).map(({ hex }) => hex)).toEqual(['00 5c', 'c3 a4']);
    expect(isContinued(one)).toBe(true);
    expect(goesOn(one)).toBe(true);
  });

  it('end with the message, or say nothing where more ends are not kept', () => {
    expect(goesOn(segment(0, { length: 2, ends: [{ at: 2, message: 0, from: 0, length: 2 }] }))).toBe(false);
    expect(goesOn(segment(0, { length: 2, moreEnds: 1 }))).toBe(false);
    expect(isContinued(segment(0, { length: 2 }))).toBe(false);
  });
});

describe('a conversation that is read', () => {
  function conversationOf(held: { total: number; dropped: number }) {
    const client = {
      echo: {
        conversation: async ({ from, count }: { from: number; count: number }) => {
          const start = Math.max(from, held.dropped);
          const length = Math.max(0, Math.min(held.total, from + count) - start);
          return { ...held, segments: Array.from({ length }, (_, at) => segment(start + at)) };
        },
      },
    } as unknown as Client;
    const state = new ConversationState(client);
    const tell = async (total: number) => {
      held.total = total;
      await state.told('c', total);
    };
    return { state, tell };
  }
  const edges = ({ first, end }: ConversationState) => [first, end];

  it('follows its end, leaps over a flood, and holds no more than it may', async () => {
    const { state, tell } = conversationOf({ total: 250, dropped: 0 });
    await state.open('c', 250);
    expect(edges(state)).toEqual([150, 250]);
    await tell(260);
    expect(edges(state)).toEqual([150, 260]);
    await tell(50_000);
    expect(edges(state)).toEqual([49_900, 50_000]);
    for (let total = 50_000; total <= 52_000; total += 50) await tell(total);
    expect(edges(state)).toEqual([51_000, 52_000]);
  });

  it('fetches what an answer told of without bringing it', async () => {
    const held = { total: 0, dropped: 0 };
    const { state, tell } = conversationOf(held);
    await state.open('c', 0);
    await tell(2);
    expect(edges(state)).toEqual([0, 2]);
    held.total = 4;
    await state.told('c', 3);
    expect([...edges(state), state.total]).toEqual([0, 3, 4]);
    await state.told('c', 4);
    expect(edges(state)).toEqual([0, 4]);
  });

  it('moves nothing elsewhere: it fills up and then waits', async () => {
    const { state, tell } = conversationOf({ total: 300, dropped: 0 });
    await state.open('c', 300);
    await state.follow(false);
    await tell(5000);
    expect(edges(state)).toEqual([200, 200 + mostHeld]);
    expect(state.newer).toBe(3800);
    // The end of what is held is not the end of the conversation.
    await state.follow(true);
    expect(state.following).toBe(false);
    await state.loadEarlier();
    expect(edges(state)).toEqual([100, 100 + mostHeld]);
    await state.toEnd();
    expect(edges(state)).toEqual([4900, 5000]);
  });

  it('says how many the engine no longer holds, and shows no gap', async () => {
    const held = { total: 300, dropped: 0 };
    const { state, tell } = conversationOf(held);
    await state.open('c', 300);
    await state.follow(false);
    held.dropped = 20_000;
    await tell(20_050);
    expect(state.segments.every(({ index }, at) => index === state.first + at)).toBe(true);
    expect(state.earlier).toBe(0);
    expect(state.dropped).toBe(20_000);
  });
});
