import { describe, expect, it } from 'vitest';
import { CommunityDigests } from '#electron/tools/traps/open/community-digests.ts';
import { maskCommunity } from '#electron/wire/snmp/mask.ts';
import { decodeSnmp } from '#electron/wire/snmp/message.ts';
import { textBytes } from '#electron/wire/text.ts';
import { communityMessage, samplePdu, trapFields, v3Message, varbindsOf } from '#test/wire/snmp/sample-snmp.ts';
import { digests, linkDown, notification, openerFor, profile, stored } from './senders.ts';

const any = { settings: { communities: 'any', unknownEngines: 'accept' } } as const;
const profiles = [
  profile('public-1', { version: '1', community: 'public' }),
  profile('public-2', { version: '2c', community: 'public' }),
  profile('privat', { version: '2c', community: 'prüvat' }),
];

describe('traps of v2c', () => {
  it('say what they are', () => {
    const opened = openerFor(profiles).open(communityMessage(notification('SNMPv2-Trap')));
    expect(opened).toMatchObject({
      state: 'accepted',
      version: '2c',
      kind: 'trap',
      profile: 'public-2',
      oid: linkDown,
      uptime: 4711,
      stored: true,
    });
    expect(opened.varbinds?.count).toBe(3);
    expect(opened.reason).toBeUndefined();
    expect(opened.answer).toBeUndefined();
    expect(opened.report).toBeUndefined();
  });

  it.each(['', 'public ', 'publi', 'Public', 'publiC', 'privat'])(
    'with community "%s" are refused, but read',
    (name) => {
      const { open } = openerFor(profiles);
      const opened = open(communityMessage(notification('InformRequest'), 1, name));
      expect(opened).toMatchObject({ state: 'community-refused', kind: 'inform', oid: linkDown, uptime: 4711 });
      expect(opened.reason).toBe('the community is of no profile');
      expect(opened.profile).toBeUndefined();
      expect(opened.answer).toBeUndefined();
    },
  );

  it('with any community where any is accepted, and the profile where one has it', () => {
    const { open } = openerFor(profiles, any);
    expect(open(communityMessage(notification('SNMPv2-Trap'), 1, 'x'))).toMatchObject({ state: 'accepted' });
    expect(open(communityMessage(notification('SNMPv2-Trap'), 1, 'x')).profile).toBeUndefined();
    expect(open(communityMessage(notification('SNMPv2-Trap'), 1, 'prüvat')).profile).toBe('privat');
  });

  it('change with the profiles', () => {
    const { opener, open } = openerFor([]);
    const bytes = communityMessage(notification('SNMPv2-Trap'));
    expect(open(bytes).state).toBe('community-refused');
    opener.admit({ profiles, settings: { communities: 'profiles', unknownEngines: 'accept' } });
    expect(open(bytes).state).toBe('accepted');
  });

  it('without or beside their first two varbinds say so', () => {
    const { open } = openerFor([], any);
    const none = open(communityMessage({ ...notification('SNMPv2-Trap'), varbinds: new Uint8Array() }));
    expect(none).toMatchObject({ state: 'accepted', reason: 'sysUpTime.0 is missing; snmpTrapOID.0 is missing' });
    expect(none.oid).toBeUndefined();
    const swapped = varbindsOf([
      { oid: '1.3.6.1.6.3.1.1.4.1.0', value: { type: 'OBJECT IDENTIFIER', value: linkDown } },
      { oid: '1.3.6.1.2.1.1.3.0', value: { type: 'TimeTicks', value: 5 } },
    ]);
    expect(open(communityMessage({ ...notification('SNMPv2-Trap'), varbinds: swapped }))).toMatchObject({
      oid: linkDown,
      uptime: 5,
      reason: 'sysUpTime.0 is not the first varbind; snmpTrapOID.0 is not the second varbind',
    });
  });
});

describe('informs of v2c', () => {
  it('are answered with the same varbinds and request-id', () => {
    const inform = notification('InformRequest', { requestId: -5 });
    const opened = openerFor(profiles).open(communityMessage(inform, 1, 'prüvat'));
    expect(opened).toMatchObject({ state: 'accepted', kind: 'inform', profile: 'privat' });
    const answer = opened.answer?.() ?? new Uint8Array();
    expect(answer).toEqual(communityMessage({ ...inform, type: 'Response' }, 1, 'prüvat'));
  });

  it('are answered when they fill a datagram, and when an error is in them', () => {
    const opened = openerFor(profiles).open(
      communityMessage({ ...notification('InformRequest', { more: 65_000 }), errorStatus: 5 }),
    );
    const { pdu } = decodeSnmp(opened.answer?.() ?? new Uint8Array());
    expect(pdu).toMatchObject({ type: 'Response', errorStatus: 0 });
    expect(pdu?.varbinds.count).toBe(4);
  });
});

describe('traps of v1', () => {
  const v1 = (trap = trapFields) => communityMessage({ ...samplePdu('Trap', { trap }) }, 0);

  it('are called as SMIv2 calls them, and keep their own fields', () => {
    const opened = openerFor(profiles).open(v1());
    expect(opened).toMatchObject({
      state: 'accepted',
      version: '1',
      kind: 'trap',
      profile: 'public-1',
      oid: linkDown,
      uptime: 360_100,
      v1: { enterprise: '1.3.6.1.4.1.8072.3.2.10', agentAddress: '192.0.2.1', generic: 2, specific: 0 },
    });
    expect(openerFor(profiles).open(v1({ ...trapFields, generic: 6, specific: 12 })).oid).toBe(
      '1.3.6.1.4.1.8072.3.2.10.0.12',
    );
  });

  it('of a generic-trap that is none are accepted without a name', () => {
    const opened = openerFor(profiles).open(v1({ ...trapFields, generic: 9 }));
    expect(opened).toMatchObject({ state: 'accepted', reason: 'generic-trap 9 is none of 0 to 6' });
    expect(opened.oid).toBeUndefined();
  });

  it('in a message of v2c, and the other way round, are taken with a word', () => {
    const { open } = openerFor(profiles);
    expect(open(communityMessage(samplePdu('Trap', { trap: trapFields }), 1))).toMatchObject({
      state: 'accepted',
      version: '2c',
      oid: linkDown,
      reason: 'a PDU of another version: trap',
    });
    expect(open(communityMessage(notification('SNMPv2-Trap'), 0))).toMatchObject({
      state: 'accepted',
      version: '1',
      oid: linkDown,
      reason: 'a PDU of another version: snmpV2-trap',
    });
  });
});

describe('what is no notification', () => {
  it('is called so', () => {
    const opened = openerFor(profiles).open(communityMessage(samplePdu('GetRequest')));
    expect(opened).toMatchObject({ state: 'no-notification', version: '2c' });
    expect(opened.reason).toBe('a get-request PDU (octet 15) is no notification');
    expect(opened.answer).toBeUndefined();
  });

  it('or is malformed, with the place, and as far as it goes', () => {
    const { open } = openerFor(profiles);
    const whole = communityMessage(notification('InformRequest'));
    const cut = open(whole.subarray(0, whole.length - 2));
    expect(cut).toMatchObject({ state: 'malformed', version: '2c', kind: 'inform', oid: linkDown, uptime: 4711 });
    expect(cut.reason).toMatch(/^octet 1: length of SNMP message is \d+, only \d+ octets left/);
    expect(cut.varbinds?.count).toBe(2);
    expect(cut.answer).toBeUndefined();
    expect(open(textBytes('hello'))).toMatchObject({ state: 'malformed', stored: true });
    expect(open(new Uint8Array())).toMatchObject({ state: 'malformed' });
    const other = communityMessage(notification('SNMPv2-Trap'));
    other[4] = 2;
    expect(open(other)).toMatchObject({ state: 'malformed', reason: 'octet 5: SNMP version 2 is not known' });
  });

  it('while octets behind a message do not matter', () => {
    const bytes = communityMessage(notification('InformRequest'));
    const padded = new Uint8Array(bytes.length + 3);
    padded.set(bytes);
    const opened = openerFor(profiles).open(padded);
    expect(opened).toMatchObject({
      state: 'accepted',
      reason: `octet ${bytes.length}: 3 octets behind the SNMP message`,
    });
    expect(opened.answer?.()).toEqual(communityMessage({ ...notification('InformRequest'), type: 'Response' }));
  });

  it('of another security model is named', () => {
    const { bytes } = v3Message(notification('SNMPv2-Trap'));
    const at = bytes.indexOf(3, 20);
    expect([...bytes.subarray(at - 2, at + 1)]).toEqual([2, 1, 3]);
    bytes[at] = 4;
    expect(openerFor(profiles).open(bytes)).toMatchObject({
      state: 'unknown-security-model',
      version: '3',
      kind: 'trap',
      oid: linkDown,
      reason: 'security model 4 (TSM) is not USM (3)',
    });
  });
});

describe('stored datagrams of v1 and v2c', () => {
  const masked = maskCommunity(communityMessage(notification('InformRequest')));

  it('are taken with their community overwritten, and not answered', () => {
    const [opened] = openerFor(profiles).opener.openAgain([stored(masked)]);
    expect(opened).toMatchObject({ state: 'accepted', kind: 'inform', oid: linkDown });
    expect(opened?.profile).toBeUndefined();
    expect(opened?.answer).toBeUndefined();
  });

  it('stay refused while only communities of profiles are accepted', () => {
    const row = stored(masked, 0, { was: 'community-refused' });
    expect(openerFor(profiles).opener.openAgain([row])[0]).toMatchObject({
      state: 'community-refused',
      reason: 'the community was of no profile, and is not kept',
    });
    expect(openerFor(profiles, any).opener.openAgain([row])[0]?.state).toBe('accepted');
  });

  it('are recognised by their digest', () => {
    const { opener } = openerFor(profiles);
    const row = (name: string, was?: 'community-refused') => {
      const bytes = maskCommunity(communityMessage(notification('SNMPv2-Trap'), 1, name));
      const known = { communityDigest: digests.of(textBytes(name)) };
      return stored(bytes, 0, was === undefined ? known : { ...known, was });
    };
    // Those that nobody had looked at when the program ended are judged as they would have been.
    const opened = opener.openAgain([row('public'), row('public', 'community-refused'), row('other'), row('prüvat')]);
    expect(opened.map(({ state, profile: fitting }) => [state, fitting])).toEqual([
      ['accepted', 'public-2'],
      ['accepted', 'public-2'],
      ['community-refused', undefined],
      ['accepted', 'privat'],
    ]);
    expect(opened[2]?.reason).toBe('the community is of no profile');
    // An empty one is nothing that could be overwritten.
    expect(opener.openAgain([row('', 'community-refused')])[0]?.state).toBe('community-refused');
  });

  it('are recognised by nothing under another key', () => {
    const other = new CommunityDigests(new Uint8Array(32).fill(1));
    expect(other.of(textBytes('public'))).not.toEqual(digests.of(textBytes('public')));
    const communityDigest = other.of(textBytes('public'));
    const row = stored(masked, 0, { was: 'community-refused', communityDigest });
    expect(openerFor(profiles).opener.openAgain([row])[0]?.state).toBe('community-refused');
    expect(openerFor(profiles, any).opener.openAgain([row])[0]?.state).toBe('accepted');
  });

  it('of a capture have their community checked', () => {
    const rows = ['public', 'other'].map((name) =>
      stored(communityMessage(notification('SNMPv2-Trap'), 1, name), 0, { masked: false }),
    );
    expect(
      openerFor(profiles)
        .opener.openAgain(rows)
        .map(({ state }) => state),
    ).toEqual(['accepted', 'community-refused']);
  });
});
