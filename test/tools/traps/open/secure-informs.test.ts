import { describe, expect, it } from 'vitest';
import type { OpenedNotification } from '#electron/tools/traps/opened-notification.ts';
import { openMessage } from '#electron/usm/message-security.ts';
import { userKeys } from '#electron/usm/user-keys.ts';
import { decodeSnmp } from '#electron/wire/snmp/message.ts';
import { toHex } from '#shared/model/hex.ts';
import { authProtocols, type Credentials, privProtocols } from '#shared/model/snmp-target.ts';
import { samplePdu } from '#test/wire/snmp/sample-snmp.ts';
import { linkDown, message, notification, openerFor, ownId, profile, senderId } from './senders.ts';

const user = (more: Partial<Credentials> = {}): Credentials => ({ version: '3', user: 'alice', ...more });
const sha = { protocol: 'SHA', password: 'password one' } as const;
const aes = { protocol: 'AES', password: 'password two' } as const;
const inform = notification('InformRequest', { requestId: 99 });
const nothing = new Uint8Array();
const own = { id: ownId, boots: 4, time: 100, reportable: true };
const ciphers = authProtocols.flatMap((auth) => privProtocols.map((priv) => [auth, priv] as const));

/** What a sender with these credentials reads out of an answer or a report. */
function read(bytes: Uint8Array | undefined, credentials: Credentials) {
  const answer = decodeSnmp(bytes ?? nothing);
  expect(answer.faults).toEqual([]);
  const { v3 } = answer;
  const opened = openMessage(bytes ?? nothing, answer, userKeys(credentials, ownId));
  if (opened.state !== 'ok') throw new Error(opened.state);
  expect(v3).toMatchObject({ messageId: 4711, reportable: false });
  const { boots, time, engineId } = v3?.usm ?? {};
  return {
    pdu: opened.pdu,
    authentic: opened.authentic,
    priv: v3?.priv,
    boots,
    time,
    engine: toHex(engineId ?? nothing),
  };
}

function reported({ report }: OpenedNotification, credentials = user()) {
  const { pdu, ...rest } = read(report, credentials);
  expect(pdu.type).toBe('Report');
  return { ...rest, oid: pdu.varbinds.oid(0), value: pdu.varbinds.value(0), requestId: pdu.requestId };
}

const usmStats = (arc: number) => `1.3.6.1.6.3.15.1.1.${arc}.0`;
const counted = (value: number) => ({ type: 'Counter32', value });

describe('informs of v3', () => {
  it.each(ciphers)('%s %s: answered at their level', (auth, priv) => {
    const credentials = user({
      auth: { protocol: auth, password: `password of ${auth}` },
      priv: { protocol: priv, password: `Passwort für ${priv}` },
      context: 'blue',
    });
    const { open, seen } = openerFor([profile('p', credentials)]);
    const opened = open(message(credentials, inform, own), 120);
    expect(opened).toMatchObject({
      state: 'accepted',
      kind: 'inform',
      profile: 'p',
      level: 'authPriv',
      engine: toHex(ownId),
      context: 'blue',
      oid: linkDown,
    });
    const { pdu, ...rest } = read(opened.answer?.(), credentials);
    expect(rest).toEqual({ authentic: true, priv: true, boots: 4, time: 120, engine: toHex(ownId) });
    expect(pdu).toMatchObject({ type: 'Response', requestId: 99, errorStatus: 0, errorIndex: 0 });
    const { varbinds } = pdu;
    expect(varbinds.bytes.slice(varbinds.start, varbinds.end)).toEqual(inform.varbinds);
    expect(seen.size).toBe(0);
  });

  it.each([user({ auth: sha }), user()])('of lower levels too', (credentials) => {
    const opened = openerFor([profile('p', credentials)]).open(message(credentials, inform, own), 100);
    const { pdu, authentic, priv } = read(opened.answer?.(), credentials);
    expect({ type: pdu.type, authentic, priv }).toEqual({
      type: 'Response',
      authentic: credentials.auth !== undefined,
      priv: false,
    });
  });

  it('never have two answers with one salt', () => {
    const credentials = user({ auth: sha, priv: aes });
    const { open } = openerFor([profile('p', credentials)]);
    const salts = Array.from({ length: 50 }, () => {
      const bytes = open(message(credentials, inform, own), 100).answer?.() ?? nothing;
      const { start = 0, length = 0 } = decodeSnmp(bytes).v3?.usm?.priv ?? {};
      return toHex(bytes.subarray(start, start + length));
    });
    expect(new Set(salts).size).toBe(50);
  });

  it('are answered tooBig when their sender cannot take the response', () => {
    const large = notification('InformRequest', { requestId: 99, more: 1000 });
    // Without authentication the header can be changed.
    const plain = user();
    const { open } = openerFor([profile('p', plain)]);
    expect(read(open(message(plain, large, own)).answer?.(), plain).pdu).toMatchObject({ errorStatus: 0 });
    const opened = open(withMaxSize(message(plain, large, own), 500));
    expect(opened.state).toBe('accepted');
    const { pdu } = read(opened.answer?.(), plain);
    expect(pdu).toMatchObject({ type: 'Response', requestId: 99, errorStatus: 1, errorIndex: 0 });
    expect(pdu.varbinds.count).toBe(0);
    // 484 octets every engine takes, whatever it says.
    expect(read(open(withMaxSize(message(plain, inform, own), 1)).answer?.(), plain).pdu.errorStatus).toBe(0);
  });

  it('find no answer where not even tooBig fits', () => {
    const context = 'c'.repeat(500);
    const plain = user({ context });
    const opened = openerFor([profile('p', plain)]).open(withMaxSize(message(plain, inform, own), 484));
    expect(opened.state).toBe('accepted');
    expect(opened.context).toBe(`${'c'.repeat(32)}…`);
    expect(opened.answer?.()).toBeUndefined();
  });
});

/** Writes another msgMaxSize over that of `secureMessage`, in as many octets. */
function withMaxSize(bytes: Uint8Array, size: number): Uint8Array {
  const changed = bytes.slice();
  const at = toHex(changed).indexOf('020300ffe3') / 2;
  changed.set([size >> 16, (size >> 8) & 0xff, size & 0xff], at + 2);
  expect(decodeSnmp(changed).v3?.maxSize).toBe(size);
  return changed;
}

describe('reports', () => {
  const credentials = user({ auth: sha, priv: aes });
  const profiles = [profile('p', credentials), profile('bob', user({ user: 'bob', auth: sha }))];

  it('tell our engine to whoever asks, and nothing is stored of that', () => {
    const { open } = openerFor(profiles);
    const discovery = message(
      user({ user: '' }),
      { type: 'GetRequest', requestId: 5, varbinds: nothing },
      { id: nothing, reportable: true },
    );
    const opened = open(discovery, 33);
    expect(opened).toMatchObject({ state: 'engine-refused', stored: false });
    expect(reported(opened)).toEqual({
      authentic: false,
      priv: false,
      boots: 4,
      time: 33,
      engine: toHex(ownId),
      oid: usmStats(4),
      value: counted(1),
      requestId: 5,
    });
    expect(reported(open(discovery))).toMatchObject({ value: counted(2) });
  });

  it('tell it to those who take another engine for ours; what they sent is kept', () => {
    const { open } = openerFor(profiles);
    const opened = open(message(credentials, inform, { reportable: true }));
    expect(opened).toMatchObject({ state: 'engine-refused', kind: 'inform', stored: true, user: 'alice' });
    expect(opened.reason).toBe('an inform that is not under our engine; the sender was told our engine ID');
    expect(opened.answer).toBeUndefined();
    expect(reported(opened)).toMatchObject({ oid: usmStats(4), engine: toHex(ownId), requestId: 0 });
    const unknown = open(message({ ...credentials, user: 'eve' }, inform, { reportable: true }));
    expect(unknown).toMatchObject({ state: 'unknown-user', stored: true });
    expect(reported(unknown)).toMatchObject({ oid: usmStats(4) });
  });

  it('are not sent for a trap under its sender, even if it asks for them', () => {
    const opened = openerFor(profiles).open(message(credentials, notification('SNMPv2-Trap'), { reportable: true }));
    expect(opened).toMatchObject({ state: 'accepted', reason: 'a trap that asks for reports' });
    expect(opened.report).toBeUndefined();
  });

  it('tell our clock to those who know us, authenticated', () => {
    const { open } = openerFor(profiles);
    const sync = open(message(credentials, inform, { ...own, boots: 0, time: 0 }), 500);
    expect(sync).toMatchObject({ state: 'not-in-time-window', stored: false });
    expect(reported(sync, credentials)).toEqual({
      authentic: true,
      priv: false,
      boots: 4,
      time: 500,
      engine: toHex(ownId),
      oid: usmStats(2),
      value: counted(1),
      requestId: 0,
    });
    const late = open(message(credentials, inform, { ...own, time: 349 }), 500);
    expect(late).toMatchObject({
      state: 'not-in-time-window',
      stored: true,
      reason: 'engine time 349 s is 151 s behind ours, 150 s are allowed',
    });
    expect(late.answer).toBeUndefined();
    expect(open(message(credentials, inform, { ...own, time: 651 }), 500).reason).toBe(
      'engine time 651 s is 151 s ahead of ours, 150 s are allowed',
    );
    expect(open(message(credentials, inform, { ...own, boots: 3, time: 500 }), 500)).toMatchObject({
      state: 'not-in-time-window',
      reason: 'engine boots 3 are not ours, 4',
    });
    for (const time of [350, 650]) {
      expect(open(message(credentials, inform, { ...own, time }), 500).state).toBe('accepted');
    }
  });

  it('say what else is wrong, in clear', () => {
    const { open } = openerFor(profiles);
    const wrong = { protocol: 'SHA', password: 'not the one' } as const;
    const cases: [Credentials, OpenedNotification['state'], number][] = [
      [{ ...credentials, user: 'eve' }, 'unknown-user', 3],
      [{ ...credentials, user: 'bob' }, 'level-unsupported', 1],
      [{ ...credentials, auth: wrong }, 'wrong-digest', 5],
      [{ ...credentials, priv: { ...aes, password: 'not the one' } }, 'decryption-failed', 6],
    ];
    for (const [given, state, arc] of cases) {
      const opened = open(message(given, inform, own), 100);
      expect(opened).toMatchObject({ state, stored: true });
      expect(reported(opened)).toMatchObject({ oid: usmStats(arc), value: counted(1), authentic: false, boots: 4 });
      expect(opened.answer).toBeUndefined();
      // Whoever does not ask is not told.
      expect(open(message(given, inform, { ...own, reportable: false }), 100).report).toBeUndefined();
    }
  });

  it('do not tell that a level is too low', () => {
    const opened = openerFor(profiles).open(message(user({ auth: sha }), inform, own), 100);
    expect(opened).toMatchObject({ state: 'level-too-low', kind: 'inform' });
    expect(opened.report).toBeUndefined();
    expect(opened.answer).toBeUndefined();
  });

  it('nor that what came is no notification', () => {
    const opened = openerFor(profiles).open(message(credentials, samplePdu('GetRequest'), own), 100);
    expect(opened).toMatchObject({ state: 'no-notification', stored: true });
    expect(opened.report).toBeUndefined();
  });
});

it('a trap that we sent ourselves is under our engine', () => {
  const credentials = user({ auth: sha, priv: aes });
  const { open, seen } = openerFor([profile('p', credentials)]);
  const trap = notification('SNMPv2-Trap');
  expect(open(message(credentials, trap, { ...own, reportable: false }), 100)).toMatchObject({
    state: 'accepted',
    kind: 'trap',
  });
  expect(open(message(credentials, trap, { ...own, boots: 2, reportable: false }), 100)).toMatchObject({
    state: 'not-in-time-window',
    stored: true,
  });
  expect(seen.size).toBe(0);
});

it('an inform under the engine of its sender is taken, but there is nobody to answer as', () => {
  const credentials = user({ auth: sha });
  const opened = openerFor([profile('p', credentials)]).open(message(credentials, inform, { id: senderId }));
  expect(opened).toMatchObject({ state: 'accepted', kind: 'inform' });
  expect(opened.reason).toBe('an inform under the engine of its sender, which is not answered');
  expect(opened.answer).toBeUndefined();
});
