import { describe, expect, it } from 'vitest';
import type { SeenClock } from '#electron/tools/traps/open/seen-engines.ts';
import { userKeys } from '#electron/usm/user-keys.ts';
import { encodeScopedPdu, encodeV3Message } from '#electron/wire/snmp/message.ts';
import { toHex } from '#shared/model/hex.ts';
import { authProtocols, type Credentials, privProtocols } from '#shared/model/snmp-target.ts';
import { samplePdu } from '#test/wire/snmp/sample-snmp.ts';
import { epoch, linkDown, message, notification, openerFor, profile, senderId } from './senders.ts';

const user = (more: Partial<Credentials> = {}): Credentials => ({ version: '3', user: 'alice', ...more });
const sha = { protocol: 'SHA', password: 'password one' } as const;
const aes = { protocol: 'AES', password: 'password two' } as const;
const trap = notification('SNMPv2-Trap');
const engine = toHex(senderId);
const ciphers = authProtocols.flatMap((auth) => privProtocols.map((priv) => [auth, priv] as const));

describe('traps of v3', () => {
  it.each(ciphers)('%s %s: opened, with context, level and engine', (auth, priv) => {
    const credentials = user({
      auth: { protocol: auth, password: `password of ${auth}` },
      priv: { protocol: priv, password: `Passwort für ${priv}` },
    });
    const { open, seen } = openerFor([profile('p', credentials)]);
    const opened = open(message({ ...credentials, context: 'blue' }, trap));
    expect(opened).toMatchObject({
      state: 'accepted',
      version: '3',
      kind: 'trap',
      user: 'alice',
      level: 'authPriv',
      engine,
      context: 'blue',
      profile: 'p',
      oid: linkDown,
      uptime: 4711,
      stored: true,
    });
    expect(opened.reason).toBeUndefined();
    expect(opened.varbinds?.count).toBe(3);
    expect(seen.get(engine)).toEqual({ boots: 3, time: 1000, at: epoch });
  });

  it.each(authProtocols)('%s alone', (protocol) => {
    const credentials = user({ auth: { protocol, password: 'long enough' } });
    const { open } = openerFor([profile('p', credentials)]);
    const bytes = message(credentials, trap);
    expect(open(bytes)).toMatchObject({ state: 'accepted', level: 'authNoPriv', profile: 'p', oid: linkDown });
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    expect(open(bytes)).toMatchObject({
      state: 'wrong-digest',
      user: 'alice',
      level: 'authNoPriv',
      engine,
      oid: linkDown,
    });
  });

  it('without protection, from a user that has none', () => {
    const { open, seen } = openerFor([profile('p', user())]);
    expect(open(message(user(), trap))).toMatchObject({ state: 'accepted', level: 'noAuthNoPriv', profile: 'p' });
    expect(seen.size).toBe(0);
  });

  it('with localized keys, of the right length or not', () => {
    const keys = userKeys({ auth: sha, priv: aes }, senderId);
    const localized = user({
      auth: { protocol: 'SHA', key: toHex(keys.auth?.key ?? new Uint8Array()) },
      priv: { protocol: 'AES', key: toHex(keys.priv?.key ?? new Uint8Array()) },
    });
    const bytes = message(user({ auth: sha, priv: aes }), trap);
    expect(openerFor([profile('p', localized)]).open(bytes)).toMatchObject({ state: 'accepted', profile: 'p' });
    const short = user({ ...localized, auth: { protocol: 'SHA', key: '0102' } });
    expect(openerFor([profile('p', short)]).open(bytes)).toMatchObject({ state: 'wrong-digest' });
    const shortPriv = user({ ...localized, priv: { protocol: 'AES', key: '0102' } });
    expect(openerFor([profile('p', shortPriv)]).open(bytes)).toMatchObject({ state: 'level-unsupported' });
    // As a password and as the key made of it: one key, two profiles.
    const both = openerFor([profile('q', user({ auth: sha })), profile('p', localized)]);
    expect(both.open(bytes)).toMatchObject({ state: 'accepted', profile: 'p' });
  });

  it('of a user name with any octets', () => {
    for (const name of ['ü', '名前', 'a\\b', ' ']) {
      const credentials = user({ user: name, auth: sha });
      expect(openerFor([profile('p', credentials)]).open(message(credentials, trap))).toMatchObject({
        state: 'accepted',
        user: name === 'a\\b' ? 'a\\\\b' : name,
      });
    }
  });
});

describe('several profiles of one user name', () => {
  const profiles = [
    profile('open', user()),
    profile('other-password', user({ auth: { protocol: 'SHA', password: 'another one' } })),
    profile('auth', user({ auth: sha })),
    profile('des', user({ auth: sha, priv: { protocol: 'DES', password: 'password two' } })),
    profile('aes', user({ auth: sha, priv: aes })),
    profile('md5', user({ auth: { protocol: 'MD5', password: 'password one' } })),
  ];

  it('are tried in turn, again and again', () => {
    const { open } = openerFor(profiles);
    for (let round = 0; round < 3; round++) {
      for (const { id, credentials } of profiles) {
        expect(open(message(credentials, trap))).toMatchObject({ state: 'accepted', profile: id });
      }
    }
  });

  it('and for several engines', () => {
    const { open } = openerFor(profiles);
    for (let number = 0; number < 20; number++) {
      const id = Uint8Array.of(...senderId, number);
      const { id: name, credentials } = profiles[number % profiles.length] ?? profile('none', user());
      expect(open(message(credentials, trap, { id }))).toMatchObject({ state: 'accepted', profile: name });
    }
  });
});

describe('what is not accepted', () => {
  const secured = user({ auth: sha, priv: aes });
  const { open } = openerFor([profile('p', secured), profile('bob', user({ user: 'bob', auth: sha }))]);

  it('is called by its cause, and what is in clear is told', () => {
    expect(open(message({ ...secured, user: 'eve' }, trap))).toMatchObject({
      state: 'unknown-user',
      user: 'eve',
      level: 'authPriv',
      engine,
      reason: 'no profile has this user',
    });
    expect(open(message(user(), trap))).toMatchObject({ state: 'level-too-low', oid: linkDown, kind: 'trap' });
    expect(open(message(user({ auth: sha }), trap))).toMatchObject({ state: 'level-too-low', oid: linkDown });
    expect(open(message({ ...secured, user: 'bob' }, trap))).toMatchObject({ state: 'level-unsupported', user: 'bob' });
    const wrong = open(message({ ...secured, auth: { protocol: 'SHA', password: 'not the one' } }, trap));
    expect(wrong).toMatchObject({ state: 'wrong-digest', level: 'authPriv' });
    expect(wrong.reason).toMatch(/^octet \d+: the digest fits no key of the user, 1 tried$/);
    const other = open(message({ ...secured, priv: { protocol: 'AES', password: 'not the one' } }, trap));
    expect(other).toMatchObject({ state: 'decryption-failed' });
    expect(other.reason).toMatch(/^octet \d+: no key of privacy makes a PDU of it, 1 tried$/);
    for (const opened of [wrong, other]) expect(JSON.stringify(opened)).not.toContain('password');
    expect(openerFor([profile('p', user())]).open(message(user({ auth: sha }), trap))).toMatchObject({
      state: 'level-unsupported',
    });
  });

  it('is no notification', () => {
    for (const credentials of [user({ user: 'bob', auth: sha }), secured]) {
      const opened = open(message(credentials, samplePdu('Response')));
      expect(opened).toMatchObject({ state: 'no-notification' });
      expect(opened.reason).toMatch(/^a response PDU \(octet \d+\) is no notification$/);
    }
  });

  it('has an engine ID that is none', () => {
    for (const id of [new Uint8Array(), new Uint8Array(33).fill(7)]) {
      const opened = open(message(user({ user: 'bob', auth: sha }), trap, { id }));
      expect(opened).toMatchObject({ state: 'engine-refused' });
      expect(opened.reason).toBe(`an engine ID of ${id.length} octets, must have 5 to 32`);
      expect(opened.engine?.length).toBe(id.length === 0 ? 0 : 64);
    }
  });

  it('is malformed behind its encryption', () => {
    const keys = { ...trap, varbinds: trap.varbinds.slice(0, -1) };
    const opened = open(message(secured, keys));
    expect(opened).toMatchObject({ state: 'malformed', profile: 'p', kind: 'trap', oid: linkDown });
    expect(opened.reason).toMatch(/^decrypted from octet \d+, octet \d+: length of varbind is/);
  });

  it('says it is encrypted and not authenticated', () => {
    const { bytes } = encodeV3Message({
      messageId: 1,
      maxSize: 65_507,
      auth: false,
      priv: true,
      reportable: false,
      usm: {
        engineId: senderId,
        boots: 1,
        time: 1,
        user: new Uint8Array([98]),
        authLength: 0,
        priv: new Uint8Array(8),
      },
      data: encodeScopedPdu({ engineId: senderId, name: new Uint8Array(), pdu: trap }),
      encrypted: true,
    });
    expect(open(bytes)).toMatchObject({ state: 'malformed', user: 'b' });
    expect(open(bytes).reason).toMatch(/^octet \d+: msgFlags say privacy without authentication/);
  });
});

describe('engines', () => {
  const credentials = user({ auth: sha });
  const refuse = { settings: { communities: 'any', unknownEngines: 'refuse' } } as const;

  it('that are new are refused where that is set, though the key fits', () => {
    const { open, seen } = openerFor([profile('p', credentials), profile('open', user())], refuse);
    expect(open(message(credentials, trap))).toMatchObject({ state: 'engine-refused', oid: linkDown });
    expect(open(message(user(), trap))).toMatchObject({ state: 'engine-refused' });
    expect(seen.size).toBe(0);
    seen.set(engine, { boots: 3, time: 900, at: epoch });
    expect(open(message(credentials, trap))).toMatchObject({ state: 'accepted' });
    expect(open(message(user(), trap))).toMatchObject({ state: 'accepted', profile: 'open' });
  });

  it('that nobody knows cannot push others out, nor are they remembered', () => {
    const { open, seen } = openerFor([profile('p', credentials)]);
    const forged = { ...credentials, auth: { protocol: 'SHA', password: 'not the one' } } as const;
    for (let number = 0; number < 300; number++) {
      open(message(forged, trap, { id: Uint8Array.of(...senderId, number & 0xff, number >> 8) }));
    }
    expect(seen.size).toBe(0);
  });
});

describe('the time window (RFC 3414 section 3.2 step 7b)', () => {
  const credentials = user({ auth: sha, priv: aes });
  const at = (boots: number, time: number) => message(credentials, trap, { boots, time });
  const seenOf = ({ seen }: { seen: Map<string, SeenClock> }) => seen.get(engine);

  it('believes the first message', () => {
    const opener = openerFor([profile('p', credentials)]);
    expect(opener.open(at(0, 0)).state).toBe('accepted');
    expect(seenOf(opener)).toEqual({ boots: 0, time: 0, at: epoch });
  });

  it('takes a later time for the time, and earlier ones by 150 s', () => {
    const opener = openerFor([profile('p', credentials)]);
    opener.open(at(3, 1000));
    expect(opener.open(at(3, 5000), 1).state).toBe('accepted');
    expect(seenOf(opener)).toEqual({ boots: 3, time: 5000, at: epoch + 1000 });
    expect(opener.open(at(3, 4851), 2).state).toBe('accepted');
    expect(seenOf(opener)?.time).toBe(5000);
    // 10 s on its clock must be at 5010.
    expect(opener.open(at(3, 4860), 11).state).toBe('accepted');
    expect(opener.open(at(3, 4859), 11)).toMatchObject({
      state: 'not-in-time-window',
      reason: 'engine time 4859 s is 151 s behind what it must be, 150 s are allowed',
      user: 'alice',
    });
    // A clock of ours that was set back is no reason.
    expect(opener.open(at(3, 4999), -3600).state).toBe('accepted');
  });

  it('follows a device that started again, and refuses one that lost its count', () => {
    const opener = openerFor([profile('p', credentials)]);
    opener.open(at(3, 1000));
    expect(opener.open(at(4, 5), 1).state).toBe('accepted');
    expect(seenOf(opener)).toEqual({ boots: 4, time: 5, at: epoch + 1000 });
    const lost = opener.open(at(1, 30), 2);
    expect(lost.state).toBe('not-in-time-window');
    expect(lost.reason).toBe(
      'engine boots 1 are below 4, seen before: a message sent again, or the engine lost its count',
    );
    expect(lost.varbinds).toBeUndefined();
    expect(seenOf(opener)?.boots).toBe(4);
  });

  it('refuses boots at their end, and numbers below zero', () => {
    const opener = openerFor([profile('p', credentials)]);
    expect(opener.open(at(0x7fff_ffff, 5))).toMatchObject({ state: 'not-in-time-window' });
    expect(opener.open(at(-1, 5))).toMatchObject({ state: 'not-in-time-window' });
    expect(opener.open(at(1, -5))).toMatchObject({ state: 'not-in-time-window' });
    expect(seenOf(opener)).toBeUndefined();
  });

  it('takes nothing from messages that are not authentic', () => {
    const opener = openerFor([profile('p', credentials)]);
    opener.open(at(3, 1000));
    const forged = message({ ...credentials, auth: { protocol: 'SHA', password: 'not the one' } }, trap, { boots: 9 });
    expect(opener.open(forged).state).toBe('wrong-digest');
    expect(seenOf(opener)?.boots).toBe(3);
  });
});
