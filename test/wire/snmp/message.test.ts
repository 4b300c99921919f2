import { describe, expect, it } from 'vitest';
import { maskCommunity } from '#electron/wire/snmp/mask.ts';
import { decodeSnmp, encodeCommunityMessage, isSnmp } from '#electron/wire/snmp/message.ts';
import { decodePdu, encodePdu, errorStatusName } from '#electron/wire/snmp/pdu.ts';
import { textBytes } from '#electron/wire/text.ts';
import { toHex } from '#shared/model/hex.ts';
import type { PacketFault } from '#shared/model/packet-field.ts';
import { communityMessage, hex, pduTypes, samplePdu, trapFields, v3Message, varbindsOf } from './sample-snmp.ts';

/** GET of sysName.0, request-id 1, by hand. */
const get = '3026 020101 0406 7075626c6963 a019 020101 020100 020100 300e 300c 0608 2b06010201010500 0500';
const faultsOf = (text: string) => decodeSnmp(hex(text)).faults;

describe('a message of v1 or v2c', () => {
  it('is read from its octets', () => {
    const message = decodeSnmp(hex(get));
    expect(message).toMatchObject({
      version: 1,
      start: 0,
      end: 40,
      community: { start: 7, length: 6 },
      pdu: { type: 'GetRequest', requestId: 1, errorStatus: 0, errorIndex: 0, start: 13, end: 40 },
      faults: [],
    });
    expect(message.pdu?.varbinds.oid(0)).toBe('1.3.6.1.2.1.1.5.0');
    expect(message.pdu?.varbinds.value(0)).toEqual({ type: 'NULL' });
  });

  it('is written as by hand', () => {
    const varbinds = varbindsOf([{ oid: '1.3.6.1.2.1.1.5.0', value: { type: 'NULL' } }]);
    const bytes = encodeCommunityMessage({
      version: 1,
      community: textBytes('public'),
      pdu: { type: 'GetRequest', requestId: 1, varbinds },
    });
    expect(toHex(bytes)).toBe(get.replaceAll(' ', ''));
  });

  it('lies anywhere in bytes', () => {
    const bytes = hex(`ffff ${get} ffff`);
    const message = decodeSnmp(bytes, 2, bytes.length - 2);
    expect([message.faults, message.start, message.end, message.community, message.pdu?.start]).toEqual([
      [],
      2,
      42,
      { start: 9, length: 6 },
      15,
    ]);
  });

  it.each(pduTypes)('%s round trips', (type) => {
    for (const version of [0, 1] as const) {
      const given = samplePdu(type, {
        requestId: type === 'Trap' ? 0 : -2_000_000_000,
        errorStatus: type === 'Trap' ? 0 : 5,
        errorIndex: type === 'Trap' ? 0 : 1000,
        ...(type === 'Trap' ? { trap: trapFields } : {}),
      });
      const { faults, pdu, version: read } = decodeSnmp(communityMessage(given, version));
      expect([faults, read]).toEqual([[], version]);
      const { varbinds, ...numbers } = given;
      expect(pdu).toMatchObject(numbers);
      expect(pdu?.varbinds.bytes.subarray(pdu.varbinds.start, pdu.varbinds.end)).toEqual(varbinds);
    }
  });

  it('a Trap-PDU is read from its octets', () => {
    const trap = 'a41a 0606 2b0601040163 4004 c0000201 020106 020203e8 430164 3000';
    const { faults, pdu } = decodeSnmp(hex(`3027 020100 0406 7075626c6963 ${trap}`));
    expect(faults).toEqual([]);
    expect(pdu?.trap).toEqual({
      enterprise: '1.3.6.1.4.1.99',
      agentAddress: '192.0.2.1',
      generic: 6,
      specific: 1000,
      timestamp: 100,
    });
  });

  it('may have an empty community, and no varbinds', () => {
    const bytes = communityMessage({ type: 'Response', requestId: 0, varbinds: new Uint8Array() }, 0, '');
    const { faults, community, pdu } = decodeSnmp(bytes);
    expect([faults, community, pdu?.varbinds.count]).toEqual([[], { start: 7, length: 0 }, 0]);
  });
});

describe('a PDU alone', () => {
  it('is read and written', () => {
    const bytes = encodePdu(samplePdu('SetRequest'));
    const faults: PacketFault[] = [];
    expect(decodePdu(bytes, 0, bytes.length, faults)).toMatchObject({ type: 'SetRequest', requestId: 0x1234_5678 });
    expect(faults).toEqual([]);
    decodePdu(Uint8Array.from([...bytes, 0]), 0, bytes.length + 1, faults);
    expect(faults).toEqual([{ offset: bytes.length, reason: '1 octet left over behind the PDU' }]);
  });

  it('names its error', () => {
    expect([0, 1, 2, 5, 6, 16, 17, 18, 19, 77, -1].map(errorStatusName)).toEqual([
      ...['noError', 'tooBig', 'noSuchName', 'genErr', 'noAccess', 'authorizationError', 'notWritable'],
      ...['inconsistentName', 'error 19', 'error 77', 'error -1'],
    ]);
  });
});

describe('a message that is not right', () => {
  it.each([
    ['', 0, 'SNMP message is missing'],
    ['3b', 0, 'SNMP message needs a tag and a length, 1 octet left'],
    ['0201 01', 0, 'SNMP message is INTEGER (0x02), must be SEQUENCE (0x30)'],
    ['3080 020101 0000', 1, 'length of SNMP message is indefinite, which SNMP does not allow'],
    ['3000', 2, 'version is missing'],
    ['3003 040101', 2, 'version is OCTET STRING (0x04), must be INTEGER (0x02)'],
    ['3006 020101 0201 05', 5, 'community is INTEGER (0x02), must be OCTET STRING (0x04)'],
    ['3006 020102 040161', 5, 'SNMP version 2 is not known'],
    ['3006 020101 040161', 8, 'PDU is missing'],
    ['3008 020101 040161 a900', 8, 'PDU is tag 0xa9, which is no PDU of SNMP'],
    ['3008 020101 040161 3000', 8, 'PDU is SEQUENCE (0x30), which is no PDU of SNMP'],
    ['3008 020101 040161 a000', 10, 'request-id is missing'],
    ['300b 020101 040161 a003 040101', 10, 'request-id is OCTET STRING (0x04), must be INTEGER (0x02)'],
    ['300b 020101 040161 a203 020101', 13, 'error-status is missing'],
    ['300e 020101 040161 a206 020101 020100', 16, 'error-index is missing'],
    ['300e 020101 040161 a506 020101 020100', 16, 'max-repetitions is missing'],
    ['3011 020101 040161 a209 020101 020100 020100', 19, 'varbind list is missing'],
    [
      '3013 020101 040161 a20b 020101 020100 020100 0400',
      19,
      'varbind list is OCTET STRING (0x04), must be SEQUENCE (0x30)',
    ],
    ['3015 020101 040161 a20d 020101 020100 020100 3000 0500', 21, '2 octets left over in PDU'],
    ['3015 020101 040161 a20b 020101 020100 020100 3000 0500', 21, '2 octets left over in SNMP message'],
    ['3013 020101 040161 a20b 020101 020100 020100 3000 0500', 21, '2 octets behind the SNMP message'],
    ['3012 020101 040161 a20a 0200 020100 020100 3000', 10, 'request-id is an INTEGER of 0 octets, must have 1 to 4'],
    [
      '3017 020101 040161 a20f 0205 0000000001 020100 020100 3000',
      10,
      'request-id is an INTEGER of 5 octets, must have 1 to 4',
    ],
    ['300b 020100 040161 a403 0602 2b', 11, 'length of enterprise is 2, only 1 octet left'],
    ['3011 020100 040161 a409 0602 2b06 4003 0a0000', 14, 'IpAddress of 3 octets, must have 4'],
  ])('%s: offset %i, %s', (text, offset, reason) => {
    expect(faultsOf(text)).toContainEqual({ offset, reason });
  });

  it('is shown as far as it goes, however it is cut', () => {
    const whole = communityMessage(samplePdu('Response'));
    const all = decodeSnmp(whole).pdu?.varbinds.count ?? 0;
    let before = 0;
    for (let length = 0; length < whole.length; length++) {
      const { faults, community, pdu } = decodeSnmp(whole.subarray(0, length));
      expect(faults.length).toBeGreaterThan(0);
      for (const fault of faults) expect(fault.offset).toBeLessThanOrEqual(length);
      if (length >= 15) expect(community?.start).toBe(9);
      const count = pdu?.varbinds.count ?? 0;
      expect(count).toBeGreaterThanOrEqual(before);
      before = count;
    }
    expect(before).toBe(all - 1);
  });

  it('claims nothing that its octets do not hold: no length makes it read elsewhere', () => {
    const bytes = communityMessage(samplePdu('GetRequest'));
    for (let at = 0; at < bytes.length; at++) {
      for (const octet of [0x00, 0x7f, 0x80, 0x84, 0xff]) {
        const changed = bytes.slice();
        changed[at] = octet;
        const { faults, end, pdu } = decodeSnmp(changed);
        for (const fault of faults) expect(fault.offset).toBeLessThanOrEqual(bytes.length);
        expect(end).toBeLessThanOrEqual(bytes.length);
        expect(pdu?.end ?? 0).toBeLessThanOrEqual(bytes.length);
      }
    }
  });
});

describe('telling SNMP on any port', () => {
  it('takes whole messages of all versions', () => {
    for (const bytes of [hex(get), communityMessage(samplePdu('Trap'), 0), v3Message(samplePdu('GetRequest')).bytes]) {
      expect(isSnmp(bytes, 0, bytes.length)).toBe(true);
      expect(isSnmp(bytes, 0, bytes.length - 1)).toBe(false);
      expect(isSnmp(Uint8Array.from([...bytes, 0]), 0, bytes.length + 1)).toBe(false);
    }
  });

  it.each([
    ['', 'nothing'],
    ['3007 020101 0400 3000', 'no PDU behind the community'],
    ['3007 020102 0400 a000', 'version 2'],
    ['3007 020101 0500 a000', 'no community'],
    ['3080 020101 0400 a000 0000', 'indefinite length'],
    ['3007 020103 0400 a000', 'version 3 without a header'],
    ['300c 0201 01 6007 0201030400 8000', 'LDAP'],
  ])('does not take %s: %s', (text) => {
    expect(isSnmp(hex(text), 0, hex(text).length)).toBe(false);
  });
});

describe('masking the community', () => {
  it('leaves a copy of the same length in which nothing else differs', () => {
    const bytes = communityMessage(samplePdu('GetRequest'), 1, 's3cret');
    const masked = maskCommunity(bytes);
    expect(masked).not.toBe(bytes);
    expect(toHex(masked)).toBe(toHex(bytes).replace(toHex(textBytes('s3cret')), '2a'.repeat(6)));
  });

  it("leaves the datagram as it is, Node's Buffer too, whose slices share its memory", () => {
    const bytes = Buffer.from(communityMessage(samplePdu('GetRequest'), 1, 's3cret'));
    const before = toHex(bytes);
    maskCommunity(bytes);
    expect(toHex(bytes)).toBe(before);
  });

  it('finds it in messages that are cut, of no known version, or wrong behind it', () => {
    const secret = toHex(textBytes('s3cret'));
    const wrong = [
      `3014 020102 0406 ${secret} a000`,
      `3014 020107 0406 ${secret}`,
      `3014 0205 0000000001 0406 ${secret} 0500`,
      `30820100 020101 0406 ${secret}`,
      `3014 020101 0420 ${secret}`,
    ];
    for (const text of wrong) {
      expect(toHex(maskCommunity(hex(text)))).toBe(text.replaceAll(' ', '').replace(secret, '2a'.repeat(6)));
    }
  });

  it('gives the same object back where there is none', () => {
    for (const bytes of [
      hex(''),
      hex('0102'),
      communityMessage(samplePdu('Response'), 1, ''),
      v3Message(samplePdu('Response')).bytes,
    ]) {
      expect(maskCommunity(bytes)).toBe(bytes);
    }
  });
});
