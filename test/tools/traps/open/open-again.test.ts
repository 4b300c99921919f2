import { describe, expect, it } from 'vitest';
import { toHex } from '#shared/model/hex.ts';
import type { Credentials } from '#shared/model/snmp-target.ts';
import { epoch, linkDown, message, notification, openerFor, ownId, profile, senderId, stored } from './senders.ts';

const credentials: Credentials = {
  version: '3',
  user: 'alice',
  auth: { protocol: 'SHA-256', password: 'password one' },
  priv: { protocol: 'AES', password: 'password two' },
};
const engine = toHex(senderId);
const trap = notification('SNMPv2-Trap');
const at = (boots: number, time: number) => message(credentials, trap, { boots, time });

describe('stored datagrams of v3', () => {
  it('open when the user comes', () => {
    const { opener, open, seen } = openerFor([]);
    const rows = [at(3, 1000), at(3, 1010), at(4, 2)];
    for (const bytes of rows) expect(open(bytes).state).toBe('unknown-user');
    opener.admit({ profiles: [profile('p', credentials)], settings: { communities: 'any', unknownEngines: 'accept' } });
    const opened = opener.openAgain(rows.map((bytes, index) => stored(bytes, 10 * index, { was: 'unknown-user' })));
    for (const one of opened)
      expect(one).toMatchObject({ state: 'accepted', profile: 'p', oid: linkDown, stored: true });
    expect(seen.get(engine)).toEqual({ boots: 4, time: 2, at: epoch + 20_000 });
  });

  it('are judged as of their arrival, by what was said before and after', () => {
    const { opener, seen } = openerFor([profile('p', credentials)]);
    // Another user of the engine was known, and much has been heard of it since.
    seen.set(engine, { boots: 5, time: 10_000, at: epoch + 10_000_000 });
    const states = (...rows: [number, number, number][]) =>
      opener
        .openAgain(rows.map(([boots, time, seconds]) => stored(at(boots, time), seconds)))
        .map(({ state }) => state);
    // Its clock showed 0 at the epoch; the boots before cannot be checked.
    expect(states([4, 77_000, -500], [5, 100, 100], [5, 9000, 9000])).toEqual(['accepted', 'accepted', 'accepted']);
    // Sent again later than it says.
    expect(states([5, 100, 400])).toEqual(['not-in-time-window']);
    // Sent again behind another of the same pass.
    expect(states([5, 100, 100], [4, 77_000, 101], [5, 3000, 3000], [5, 2000, 3000])).toEqual([
      'accepted',
      'not-in-time-window',
      'accepted',
      'not-in-time-window',
    ]);
    // What is later than the latest is judged by it.
    expect(states([4, 99_000, 10_100], [5, 9000, 10_100], [5, 10_100, 10_100])).toEqual([
      'not-in-time-window',
      'not-in-time-window',
      'accepted',
    ]);
    expect(seen.get(engine)).toEqual({ boots: 5, time: 10_100, at: epoch + 10_100_000 });
  });

  it('that were refused for their clock stay so, until the engine is forgotten', () => {
    const { opener, seen } = openerFor([profile('p', credentials)]);
    seen.set(engine, { boots: 5, time: 10_000, at: epoch + 10_000_000 });
    const row = stored(at(1, 30), 100, { was: 'not-in-time-window' });
    expect(opener.openAgain([row])[0]?.state).toBe('not-in-time-window');
    seen.delete(engine);
    expect(opener.openAgain([row])[0]?.state).toBe('accepted');
    expect(seen.get(engine)).toEqual({ boots: 1, time: 30, at: epoch + 100_000 });
  });

  it('of an engine that was reset open where they fit what it counts since', () => {
    const { opener, open, seen } = openerFor([profile('p', credentials)]);
    seen.set(engine, { boots: 1, time: 30, at: epoch + 1_000_000, resetAt: epoch + 1_000_000 });
    const states = (was: 'not-in-time-window' | undefined, ...rows: [number, number, number][]) =>
      opener
        .openAgain(rows.map(([boots, time, seconds]) => stored(at(boots, time), seconds, was && { was })))
        .map(({ state }) => state);
    // A replay of its earlier life; one of the new life that came before the person chose another; the chosen one; what came since.
    const refused: [number, number, number][] = [
      [5, 9000, 500],
      [1, 10, 980],
      [1, 30, 1000],
      [1, 90, 1060],
      [1, 20, 2000],
    ];
    expect(states('not-in-time-window', ...refused)).toEqual([
      'not-in-time-window',
      'accepted',
      'accepted',
      'accepted',
      'not-in-time-window',
    ]);
    expect(opener.openAgain([stored(at(5, 9000), 500, { was: 'not-in-time-window' })])[0]?.reason).toBe(
      'engine boots 5 came before the engine was reset to 1',
    );
    expect(seen.get(engine)).toEqual({ boots: 1, time: 90, at: epoch + 1_060_000, resetAt: epoch + 1_000_000 });
    // What nobody could read when it came is held against nothing that came before the reset, and against all that came since.
    expect(states(undefined, [7, 100, 100], [1, 40, 1010], [0, 5, 1070])).toEqual([
      'accepted',
      'accepted',
      'not-in-time-window',
    ]);
    // What comes now is judged by the new clock, and the reset stays known.
    expect(open(at(1, 100), 1070).state).toBe('accepted');
    expect(open(at(0, 100), 1080).state).toBe('not-in-time-window');
    expect(open(at(2, 1), 1090).state).toBe('accepted');
    expect(seen.get(engine)).toEqual({ boots: 2, time: 1, at: epoch + 1_090_000, resetAt: epoch + 1_000_000 });
  });

  it('under our engine are held against its clock, but for earlier boots', () => {
    const { opener } = openerFor([profile('p', credentials)]);
    const inform = (boots: number, time: number) =>
      message(credentials, notification('InformRequest'), { id: ownId, boots, time, reportable: true });
    const opened = opener.openAgain([
      stored(inform(3, 100), -4000),
      stored(inform(3, 100), -4000, { was: 'not-in-time-window' }),
      stored(inform(4, 100), 120),
      stored(inform(4, 100), 300),
      stored(inform(5, 100), 100),
    ]);
    expect(opened.map(({ state }) => state)).toEqual([
      'accepted',
      'not-in-time-window',
      'accepted',
      'not-in-time-window',
      'not-in-time-window',
    ]);
    for (const { answer, report } of opened) expect([answer, report]).toEqual([undefined, undefined]);
  });

  it('are informs of others in a capture', () => {
    const { opener } = openerFor([profile('p', credentials)]);
    const bytes = message(credentials, notification('InformRequest'), { reportable: true });
    expect(opener.openAgain([stored(bytes, 0, { masked: false })])[0]).toMatchObject({
      state: 'accepted',
      kind: 'inform',
    });
  });
});
